/** Where spools lie in the page's own file system. Nothing but spools is in there. */
const folderName = 'drift-spools';

/** The part of `FileSystemSyncAccessHandle` that is used; page code's types have none, for only workers do. */
interface SyncFile {
  read(buffer: ArrayBufferView<ArrayBuffer>, options: { readonly at: number }): number;
  write(buffer: ArrayBufferView<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  close(): void;
}

interface SyncHandle {
  createSyncAccessHandle(): Promise<SyncFile>;
}

/**
 * A file of raw logits that is gone when it is closed. While it is open no other tab can remove it: what can be removed was
 * left behind by a tab that is no more.
 */
export class Spool {
  readonly #name: string;
  readonly #file: SyncFile;
  readonly #limit: number;
  #end = 0;

  private constructor(name: string, file: SyncFile, limit: number) {
    this.#name = name;
    this.#file = file;
    this.#limit = limit;
  }

  /**
   * Begins a spool, after those that were left behind have been removed.
   * @param limit bytes that it may take
   * @returns null where this browser has no such files, or another tab holds one of that name
   */
  static async open(name: string, limit: number): Promise<Spool | null> {
    try {
      await sweepSpools();
      const folder = await spools();
      const handle = await folder.getFileHandle(name, { create: true });
      if (!isSync(handle)) return null;
      const file = await handle.createSyncAccessHandle();
      file.truncate(0);
      return new Spool(name, file, limit);
    } catch (error) {
      if (isStorage(error)) return null;
      throw error;
    }
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#end;
  }

  /** Appends rows. @returns where they begin, or null where there is no more room: nothing of them is kept then */
  write(rows: readonly Float32Array[]): number | null {
    const floats = rows.reduce((sum, row) => sum + row.length, 0);
    if (this.#end + 4 * floats > this.#limit) return null;
    const joined = new Float32Array(floats);
    let at = 0;
    for (const row of rows) {
      joined.set(row, at);
      at += row.length;
    }
    try {
      // Chromium does not throw where the quota is used up: it returns its error's number, −8, as if it were unsigned.
      const written = this.#file.write(joined, { at: this.#end });
      if (written !== joined.byteLength) return null;
    } catch (error) {
      if (isStorage(error)) return null;
      throw error;
    }
    const offset = this.#end;
    this.#end += joined.byteLength;
    return offset;
  }

  read(offset: number, floats: number): Float32Array {
    const data = new Float32Array(floats);
    const read = this.#file.read(data, { at: offset });
    if (read !== data.byteLength) throw new Error('a spool does not hold what was written to it');
    return data;
  }

  async close(): Promise<void> {
    this.#file.close();
    await (await spools()).removeEntry(this.#name);
  }
}

/** Removes all spools that no living worker holds. Where the browser has no such files, there are none. */
export async function sweepSpools(): Promise<void> {
  try {
    const folder = await spools();
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names) await folder.removeEntry(name).catch(ignoreHeld);
  } catch (error) {
    if (!isStorage(error)) throw error;
  }
}

/** Milliseconds between two looks at a spool that its ended worker still holds, and looks at most. */
const patience = { wait: 50, looks: 100 };

/** Removes the spool of a worker that was ended: the browser lets go of its file a little later. */
export async function removeSpool(name: string): Promise<void> {
  for (let look = 0; look < patience.looks; look++) {
    try {
      await (await spools()).removeEntry(name);
      return;
    } catch (error) {
      if (!isStorage(error)) throw error;
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld) return;
    }
    await new Promise((resolve) => setTimeout(resolve, patience.wait));
  }
}

function ignoreHeld(error: unknown): void {
  if (!isStorage(error)) throw error;
}

async function spools(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** What a browser throws where it has no room, no such files, does not allow them, or another tab is at them. */
function isStorage(error: unknown): boolean {
  // A page that is not served securely has no `storage` at all.
  return error instanceof DOMException || error instanceof TypeError;
}

function isSync(handle: object): handle is SyncHandle {
  return 'createSyncAccessHandle' in handle;
}
