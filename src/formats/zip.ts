import { Unzip, UnzipInflate, zipSync } from 'fflate';

/** How much an archive may be and hold, so that a small file cannot unfold into one that fills the memory. */
export interface ZipLimits {
  /** Bytes of the archive. */
  readonly archive: number;
  readonly members: number;
  /** Bytes of one member, unfolded. */
  readonly member: number;
}

/** Bytes that are unfolded at a time: deflate makes at most a thousand of one, so this much is known after each. */
const step = 16 * 1024;

/** The day on which the format's calendar begins: with one date for all, the same members are the same bytes. */
const date = new Date(1980, 0, 1);

/** An archive of members in their order; the same members give the same bytes. */
export function zip(members: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(members), { level: 9, mtime: date });
}

/**
 * The members of an archive, counted while they unfold: what its directory promises is not believed.
 * @throws Error that says in a few words what is wrong
 */
export function unzip(archive: Uint8Array, limits: ZipLimits): Map<string, Uint8Array> {
  if (archive.length > limits.archive)
    throw new RangeError(`it is larger than ${limits.archive} bytes`);
  const names = new Set<string>();
  const members = new Map<string, Uint8Array>();
  const stream = new Unzip((file) => {
    if (names.has(file.name)) throw new Error(`it holds two members “${file.name}”`);
    if (names.size === limits.members)
      throw new RangeError(`it holds more than ${limits.members} members`);
    names.add(file.name);
    const chunks: Uint8Array[] = [];
    let length = 0;
    file.ondata = (error, chunk, final) => {
      if (error !== null) throw error;
      length += chunk.length;
      if (length > limits.member) {
        throw new RangeError(`“${file.name}” unfolds to more than ${limits.member} bytes`);
      }
      chunks.push(chunk);
      if (final) members.set(file.name, joined(chunks, length));
    };
    file.start();
  });
  stream.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += step) {
    stream.push(archive.subarray(at, at + step), at + step >= archive.length);
  }
  const torn = [...names].find((name) => !members.has(name));
  if (torn !== undefined) throw new Error(`“${torn}” is cut off`);
  return members;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
