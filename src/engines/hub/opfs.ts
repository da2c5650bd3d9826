import { faultOf } from './faults.ts';
import type { FileStore, FileWriter, StoredFile } from './file-store.ts';

/** A file's own lock and its bytes: only workers have it, so the page's types do not know it. */
interface SyncAccess {
  write(chunk: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** What every browser adds to a file of the private file system, and the page's types do not know. */
interface PrivateFile {
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

function isPrivate<T extends object>(handle: T): handle is T & PrivateFile {
  return 'createSyncAccessHandle' in handle && 'move' in handle;
}

/**
 * The origin's private file system. It can be read anywhere, and written in a worker only. Nothing but this site sees it, and the
 * browser removes it with the site's other data.
 */
export class OpfsStore implements FileStore {
  readonly #top: string;

  /** @param top the folder that all is in */
  constructor(top = 'models') {
    this.#top = top;
  }

  async folders(): Promise<string[]> {
    const top = await this.#folder('', false);
    return top === null ? [] : (await entriesOf(top)).filter(isFolder).map(({ name }) => name);
  }

  async list(folder: string): Promise<string[]> {
    const found = await this.#folder(folder, false);
    return found === null ? [] : walk(found, '');
  }

  async stat(path: string): Promise<StoredFile | null> {
    const file = await this.file(path);
    return file === null ? null : { bytes: file.size, modified: file.lastModified };
  }

  /** The file itself, which is read from the disk only as far as somebody reads it. */
  async file(path: string): Promise<File | null> {
    const handle = await this.#handle(path, false);
    return handle === null ? null : handle.getFile();
  }

  async *read(path: string): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await this.file(path);
    if (file === null) throw faultOf.notStored(path);
    yield* chunksOf(file);
  }

  async write(path: string, at: number): Promise<FileWriter> {
    const handle = await this.#handle(path, true);
    if (handle === null || !isPrivate(handle)) {
      throw faultOf.storageRefused('it has no private file system that can be written');
    }
    const access = await told(() => handle.createSyncAccessHandle(), path);
    access.truncate(at);
    let end = at;
    return {
      write: (chunk) =>
        told(() => {
          const written = access.write(chunk, { at: end });
          // Chromium does not throw over its quota but returns an error number as if it were a count (4294967288 for “no space”).
          if (written !== chunk.length) {
            access.truncate(end);
            throw faultOf.full(null, null);
          }
          end += written;
          return Promise.resolve();
        }, path),
      close: () => {
        access.flush();
        access.close();
        return Promise.resolve();
      },
    };
  }

  async rename(from: string, to: string): Promise<void> {
    const handle = await this.#handle(from, false);
    const [folder, name] = split(to);
    const target = await this.#folder(folder, true);
    if (handle === null || target === null || !isPrivate(handle)) throw faultOf.notStored(from);
    await told(() => handle.move(target, name), from);
  }

  async remove(path: string): Promise<void> {
    const [folder, name] = split(path);
    const found = await this.#folder(folder, false);
    if (found === null) return;
    await told(() => orNothing(found.removeEntry(name, { recursive: true })), path);
  }

  /** Chromium tells ten gigabytes more than are used, whatever there is: only less than that means anything. */
  async free(): Promise<number | null> {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : quota - (usage ?? 0);
  }

  async #handle(path: string, create: boolean): Promise<FileSystemFileHandle | null> {
    const [folder, name] = split(path);
    const found = await this.#folder(folder, create);
    if (found === null) return null;
    return told(() => orNothing(found.getFileHandle(name, { create })), path);
  }

  /** A folder; null where it is missing and not to be made. */
  async #folder(path: string, create: boolean): Promise<FileSystemDirectoryHandle | null> {
    let folder: FileSystemDirectoryHandle = await told(
      () => navigator.storage.getDirectory(),
      path,
    );
    for (const name of [this.#top, ...path.split('/')].filter((part) => part !== '')) {
      const parent = folder;
      const next = await told(() => orNothing(parent.getDirectoryHandle(name, { create })), path);
      if (next === null) return null;
      folder = next;
    }
    return folder;
  }
}

/** The bytes of a file as they come from the disk. */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function split(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return at < 0 ? ['', path] : [path.slice(0, at), path.slice(at + 1)];
}

type Entry = FileSystemDirectoryHandle | FileSystemFileHandle;

function isFolder(entry: Entry): entry is FileSystemDirectoryHandle {
  return entry.kind === 'directory';
}

async function entriesOf(folder: FileSystemDirectoryHandle): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of folder.values()) entries.push(entry);
  return entries;
}

async function walk(folder: FileSystemDirectoryHandle, within: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = within + entry.name;
    if (isFolder(entry)) paths.push(...(await walk(entry, `${path}/`)));
    else paths.push(path);
  }
  return paths;
}

/** What is not there is no error. */
async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Turns what the browser throws into a fault that says what to do. */
async function told<T>(work: () => Promise<T>, path: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'QuotaExceededError') throw faultOf.full(null, null);
    if (['NoModificationAllowedError', 'InvalidStateError'].includes(error.name)) {
      throw faultOf.inUse(path);
    }
    if (error.name === 'SecurityError') throw faultOf.storageRefused(error.message);
    throw error;
  }
}
