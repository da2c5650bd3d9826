import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { faultOf } from '../../src/engines/hub/faults.ts';
import type { FileStore, FileWriter, StoredFile } from '../../src/engines/hub/file-store.ts';

/** A folder of node's file system, as the browser's private one is used: the same code downloads into both. */
export class FolderStore implements FileStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async folders(): Promise<string[]> {
    const entries = await orNothing(readdir(this.#root, { withFileTypes: true }));
    return (entries ?? []).filter((one) => one.isDirectory()).map(({ name }) => name);
  }

  async list(folder: string): Promise<string[]> {
    const top = this.#at(folder);
    const entries = await orNothing(readdir(top, { recursive: true, withFileTypes: true }));
    return (entries ?? [])
      .filter((one) => one.isFile())
      .map((one) => relative(top, join(one.parentPath, one.name)).split(sep).join('/'));
  }

  async stat(path: string): Promise<StoredFile | null> {
    const found = await orNothing(stat(this.#at(path)));
    return found === null ? null : { bytes: found.size, modified: found.mtimeMs };
  }

  read(path: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#at(path), { highWaterMark: 1 << 20 });
  }

  async write(path: string, at: number): Promise<FileWriter> {
    await mkdir(dirname(this.#at(path)), { recursive: true });
    const file = await open(this.#at(path), at === 0 ? 'w' : 'r+');
    await file.truncate(at);
    let end = at;
    return {
      write: async (chunk) => {
        try {
          await file.writev([chunk], end);
        } catch (error) {
          if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))) throw faultOf.full(null, null);
          throw error;
        }
        end += chunk.length;
      },
      close: () => file.close(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.#at(from), this.#at(to));
  }

  async remove(path: string): Promise<void> {
    await rm(this.#at(path), { recursive: true, force: true });
  }

  async free(): Promise<number | null> {
    const found = await orNothing(statfs(this.#root));
    return found === null ? null : found.bavail * found.bsize;
  }

  #at(path: string): string {
    return join(this.#root, path);
  }
}

async function orNothing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
