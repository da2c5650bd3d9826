import { chunksOf } from './opfs.ts';

/** A file that a user brings, from a folder or out of an archive. */
export interface ImportFile {
  /** Where it lies, within what was picked. */
  readonly path: string;
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/** A file that was picked, with its path: it can be sent to a worker. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

export function fromPicked({ path, file }: PickedFile): ImportFile {
  return { path: cleaned(path), bytes: file.size, read: () => chunksOf(file) };
}

/** A path as a repository writes it. */
export function cleaned(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

/** A small file as text. @throws RangeError where it is larger than `most` bytes */
export async function textOf(file: ImportFile, most = 64e6): Promise<string> {
  if (file.bytes > most) throw new RangeError(`${file.path} is larger than ${most} bytes`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of file.read()) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
