import type { ModelFile, ModelFolder } from '../../domain/model.ts';
import { ModelState } from '../hub/model-state.ts';
import { OpfsStore } from '../hub/opfs.ts';
import type { ModelSource } from '../model-source.ts';

/** A file that is about to be read. */
export interface OpenedFile {
  readonly body: Blob | ReadableStream<Uint8Array>;
  /** Its SHA-256 where that was computed when it was stored and it has not changed since; else null: it is computed now. */
  readonly sha256: string | null;
}

/** A model's files, wherever they are. */
export interface FileSource {
  /** The folder that the library is told; nothing is ever fetched from it but through `open`. */
  readonly folder: URL;
  /** What to do where a file is missing or damaged. */
  readonly remedy: { readonly missing: string; readonly damaged: string };
  /** @throws Error that says in a few words why there is nothing to read */
  open(file: ModelFile): Promise<OpenedFile>;
}

export function openSource(source: ModelSource, model: Pick<ModelFolder, 'path'>): FileSource {
  return source.kind === 'shipped' ? shipped(source.base, model.path) : stored(source.key);
}

function shipped(base: string, path: string): FileSource {
  const folder = new URL(`${path}/`, base);
  return {
    folder,
    remedy: {
      missing: 'Check that the page is still served where it came from, then try again.',
      damaged: 'Reload the page to fetch it again; if it stays damaged, install Plumbline anew.',
    },
    async open(file) {
      const response = await fetch(new URL(file.path, folder));
      if (response.ok && response.body !== null) return { body: response.body, sha256: null };
      throw new Error(`the server answered ${response.status}`);
    },
  };
}

/**
 * A stored model. Its files were hashed when they came in; a file that has the size and the time of change that it had then is
 * not hashed again at every load, which costs seconds a gigabyte. “Check” on the Models page does it.
 */
function stored(key: string): FileSource {
  const store = new OpfsStore();
  const state = ModelState.open(store, key);
  const remedy = 'Check the stored model, and download or import what it lacks.';
  return {
    folder: new URL(`stored-models/${key}/`, `${location.origin}/`),
    remedy: { missing: remedy, damaged: remedy },
    async open(file) {
      const body = await store.file(`${key}/${file.path}`);
      if (body === null) throw new Error('it is not stored');
      const lying = { bytes: body.size, modified: body.lastModified };
      return { body, sha256: (await state).hashOf(file.path, lying) };
    },
  };
}
