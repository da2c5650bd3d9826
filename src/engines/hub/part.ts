import { FileHash } from './file-hash.ts';
import type { FileStore } from './file-store.ts';
import type { HubFile } from './manifest.ts';
import type { ModelState } from './model-state.ts';

/** What is there of a file, with the hash over it. */
export class Part {
  readonly #file: HubFile;
  #hash: FileHash;
  length = 0;

  private constructor(file: HubFile) {
    this.#file = file;
    this.#hash = new FileHash(file);
  }

  /** Reads what an earlier try left. Without a hash to hold it against or a version, nothing of it can be used. */
  static async open(
    file: HubFile,
    path: string,
    store: FileStore,
    state: ModelState,
  ): Promise<Part> {
    const opened = new Part(file);
    const known = state.part(file.path);
    const checkable = file.sha256 !== null || file.gitSha1 !== null || typeof known === 'string';
    const lying = await store.stat(path);
    if (lying === null) return opened;
    if (!checkable || known === undefined || lying.bytes > (file.bytes ?? Infinity)) {
      await store.remove(path);
      return opened;
    }
    for await (const chunk of store.read(path)) opened.add(chunk);
    return opened;
  }

  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.length += chunk.length;
  }

  restart(): void {
    this.#hash = new FileHash(this.#file);
    this.length = 0;
  }

  isFull(): boolean {
    return this.length > 0 && this.length === this.#file.bytes;
  }

  /** The file's SHA-256, or null where a hash is not the one that was told. */
  finish(): string | null {
    return this.#hash.finish();
  }
}
