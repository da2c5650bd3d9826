import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

const megabyte = 1e6;
const total = 1000 * megabyte;

/** `npm run -s hashing`: prints how long hashing a gigabyte takes here, in pieces as a download brings them. */
export async function main(): Promise<number> {
  const piece = Uint8Array.from({ length: megabyte }, (_, at) => (at * 2654435761) >>> 24);
  const streamed = (hash: { update(data: Uint8Array): unknown; digest(): unknown }) => () => {
    for (let at = 0; at < total; at += megabyte) hash.update(piece);
    hash.digest();
  };
  await time('@noble/hashes SHA-256', streamed(sha256.create()));
  await time('@noble/hashes SHA-1', streamed(sha1.create()));
  // Cannot go on from piece to piece: these are the hashes of pieces, and not that of the file.
  const large = new Uint8Array(16 * megabyte);
  await time('crypto.subtle SHA-256, of pieces of 16 MB', async () => {
    for (let at = 0; at < total; at += large.length) await crypto.subtle.digest('SHA-256', large);
  });
  return 0;
}

async function time(name: string, work: () => void | Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${name}: ${seconds.toFixed(1)} s for 1 GB\n`);
}
