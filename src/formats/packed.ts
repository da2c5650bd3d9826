import * as v from 'valibot';

/**
 * Numbers as the base64 of their bytes, little endian, as on every machine that runs a browser: a third of what they take as
 * digits, and exact.
 */
export function packBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < byteLength; at += 4096) {
    const length = Math.min(4096, byteLength - at);
    binary += String.fromCharCode(...new Uint8Array(buffer, byteOffset + at, length));
  }
  return btoa(binary);
}

const BytesSchema = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))),
);

const fours = v.pipe(
  BytesSchema,
  v.check((bytes) => bytes.length % 4 === 0, 'it does not hold whole numbers of four bytes'),
);

/** What `packBytes` made of floats. Not a number is never among them; infinite may be. */
export const FloatsSchema = v.pipe(
  fours,
  v.transform(({ buffer }) => new Float32Array(buffer)),
  v.check((values) => !values.some(Number.isNaN), 'it holds what is not a number'),
);

export const CountsSchema = v.pipe(
  fours,
  v.transform(({ buffer }) => new Uint32Array(buffer)),
);

/** Numbers that are 0 or 1. */
export const FlagsSchema = v.pipe(
  BytesSchema,
  v.check((bytes) => bytes.every((one) => one <= 1), 'it holds more than 0 and 1'),
);
