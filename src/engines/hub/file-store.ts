/** A file as it lies in a store. */
export interface StoredFile {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** A file that is being written. Only one at a time can be. */
export interface FileWriter {
  /** @throws PlumblineError `storage-full` */
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Folders of files, whose paths are parted by `/`: the origin's private file system in a browser, a folder in node. The fewest
 * members that downloading, importing, checking and deleting need.
 */
export interface FileStore {
  /** The folders at the top. */
  folders(): Promise<string[]>;
  /** Paths of all files in a folder, within it, at any depth. None where there is no such folder. */
  list(folder: string): Promise<string[]>;
  stat(path: string): Promise<StoredFile | null>;
  /** The bytes of a file. @throws where there is none */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Opens a file to write from `at` on, making it and its folders; what lay beyond is cut off. */
  write(path: string, at: number): Promise<FileWriter>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all in it. Nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** Bytes that can still be stored; null where nobody knows. */
  free(): Promise<number | null>;
}

/** A small file as text; null where there is none. */
export async function readText(store: FileStore, path: string): Promise<string | null> {
  if ((await store.stat(path)) === null) return null;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of store.read(path)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Writes a small file whole. */
export async function writeText(store: FileStore, path: string, text: string): Promise<void> {
  const writer = await store.write(path, 0);
  try {
    await writer.write(new TextEncoder().encode(text));
  } finally {
    await writer.close();
  }
}
