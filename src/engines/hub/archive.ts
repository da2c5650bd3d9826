import {
  BlobReader,
  configure,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { PlumblineError } from '../../domain/fault.ts';
import { cleaned, type ImportFile } from './import-file.ts';

// This is a worker already, and the page's policy allows no script that is made up on the way.
configure({ useWebWorkers: false });

/** Members that an archive of models may have: a small file must not name millions. */
const maxMembers = 20_000;

/**
 * The files of a zip archive of any size. Its directory is read first, from the end, and each member unfolds only when it is read,
 * so memory holds one piece at a time. (`formats/zip.ts` unfolds small archives of replies whole, and is of another layer.)
 * @throws PlumblineError `model-damaged` where it is none, is cut off or locked
 */
export async function openArchive(file: Blob): Promise<ImportFile[]> {
  try {
    const reader = new ZipReader(new BlobReader(file));
    const files: ImportFile[] = [];
    for await (const entry of reader.getEntriesGenerator()) {
      if (files.length === maxMembers) throw new Error(`it holds more than ${maxMembers} files`);
      if (entry.directory) continue;
      if (entry.encrypted) throw new Error('it is locked with a password');
      const path = cleaned(entry.filename);
      files.push({ path, bytes: entry.uncompressedSize, read: () => unfold(entry) });
    }
    return files;
  } catch (error) {
    throw bad(error);
  }
}

async function* unfold(entry: FileEntry): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const reader = readable.getReader();
  const done = entry.getData(writable, { checkSignature: true });
  // Ends the reading below, which then tells why.
  done.catch((error: unknown) => reader.cancel(error).catch(() => undefined));
  let left = entry.uncompressedSize;
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) break;
      left -= next.value.length;
      if (left < 0) throw new RangeError('a member unfolds to more than it promises');
      yield next.value;
    }
    await done;
  } catch (error) {
    throw bad(error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function bad(error: unknown): PlumblineError {
  const why = error instanceof Error ? error.message : String(error);
  return new PlumblineError(
    {
      kind: 'model-damaged',
      message: `The zip archive cannot be read: ${why}.`,
      kept: 'Nothing was stored.',
      remedy: 'Copy or download it again, or unpack it and import the folder.',
    },
    { cause: error },
  );
}
