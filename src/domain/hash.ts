import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 in lower-case hex, of text as UTF-8 or of bytes. */
export function sha256(data: string | Uint8Array): string {
  return bytesToHex(sha256Bytes(data));
}

/** The same as its 32 bytes. */
export function sha256Bytes(data: string | Uint8Array): Uint8Array {
  return digest(typeof data === 'string' ? utf8ToBytes(data) : data);
}

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON with the keys of every object sorted, so that equal values are equal text and hash alike. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
