import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { HubFile } from './manifest.ts';

/** The hashes of a file while it streams by: SHA-256 always, git's name for it where the hub tells no more. */
export class FileHash {
  readonly #file: HubFile;
  readonly #sha256 = sha256.create();
  readonly #git: ReturnType<typeof sha1.create> | null;

  constructor(file: HubFile) {
    this.#file = file;
    this.#git = file.gitSha1 === null ? null : sha1.create();
    this.#git?.update(utf8ToBytes(`blob ${file.bytes ?? 0}\0`));
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#git?.update(chunk);
  }

  /** @returns the file's SHA-256, or null where a hash is not the one that was told */
  finish(): string | null {
    const found = bytesToHex(this.#sha256.digest());
    if (this.#file.sha256 !== null && found !== this.#file.sha256) return null;
    if (this.#git !== null && bytesToHex(this.#git.digest()) !== this.#file.gitSha1) return null;
    return found;
  }
}
