import { sha256 } from '../../domain/hash.ts';
import type { ModelFile, WebllmModel } from '../../domain/model.ts';
import { encodePath } from '../hub/mirror.ts';
import { ModelState } from '../hub/model-state.ts';
import { OpfsStore } from '../hub/opfs.ts';
import type { ModelSource } from '../model-source.ts';
import { storedFault } from './stored-faults.ts';

/** The part of a browser's cache that web-llm uses. */
export interface ArtifactCache {
  match(request: Request | string): Promise<Response | undefined>;
  add(request: Request | string): Promise<void>;
  keys(): Promise<readonly Request[]>;
  delete(request: Request | string): Promise<boolean>;
}

/** Addresses that the library is told for a stored model. */
export interface StoredAddresses {
  /** The folder of the weights, with `resolve/REVISION/` and a `/` at its end. */
  readonly weights: string;
  /** The compiled library. */
  readonly library: string;
}

/** A model's files, wherever they are. */
export interface ModelFiles {
  /**
   * Looks whether every file of a model is there and right, and lets it be read from now on.
   * @throws PlumblineError `model-missing` or `model-damaged`, naming the file
   */
  take(source: ModelSource, model: WebllmModel): Promise<StoredAddresses>;
  /** One of the files, by its address, as JSON. */
  json(address: string): Promise<unknown>;
}

/** No name server knows it (RFC 2606), so that even a mistake of the library could fetch nothing from there. */
const nowhere = 'https://stored.invalid/';

interface Entry {
  readonly file: ModelFile;
  readonly key: string;
  readonly title: string;
  readonly state: ModelState;
}

/**
 * Stands in for `caches` in the library's worker: whatever the library looks for in its cache is read from the store of downloaded and
 * imported models. So nothing is stored twice, nothing is fetched, and no file gets in whose hash is not the model's.
 */
export class StoredFiles implements ModelFiles {
  readonly #store = new OpfsStore();
  readonly #entries = new Map<string, Entry>();

  async take(source: ModelSource, model: WebllmModel): Promise<StoredAddresses> {
    const { title, files } = model;
    if (source.kind !== 'stored') throw storedFault.nowhere(title);
    const { key } = source;
    const folder = `${nowhere}${sha256(key).slice(0, 16)}/`;
    const addresses = { weights: `${folder}resolve/main/`, library: `${folder}library.wasm` };
    const state = await ModelState.open(this.#store, key);
    const libraryName = nameIn(model.lib);
    if (files.every(({ path }) => path !== libraryName)) {
      throw storedFault.noLibrary(title, libraryName);
    }
    for (const file of files) {
      const entry: Entry = { file, key, title, state };
      await this.#open(entry);
      const isLibrary = file.path === libraryName;
      const name = nameOf(file.path, files);
      this.#entries.set(isLibrary ? addresses.library : addresses.weights + name, entry);
    }
    return addresses;
  }

  async json(address: string): Promise<unknown> {
    const found = await this.#match(address);
    if (found === undefined) throw this.#unknown(address);
    return found.json();
  }

  /** As `caches.open`: all of the library's scopes are one here. */
  open(_scope: string): Promise<ArtifactCache> {
    return Promise.resolve({
      match: (request) => this.#match(addressOf(request)),
      add: (request) => Promise.reject(this.#unknown(addressOf(request))),
      keys: () => Promise.resolve([...this.#entries.keys()].map((one) => new Request(one))),
      delete: () => Promise.resolve(false),
    });
  }

  async #match(address: string): Promise<Response | undefined> {
    const entry = this.#entries.get(address);
    return entry === undefined ? undefined : new Response(await this.#open(entry));
  }

  /** A file that has the size and the time of change that it had when it was hashed, and the model's hash. */
  async #open({ file, key, title, state }: Entry): Promise<File> {
    const lying = await this.#store.file(`${key}/${file.path}`);
    if (lying === null) throw storedFault.missing(title, file.path);
    const found = state.hashOf(file.path, { bytes: lying.size, modified: lying.lastModified });
    if (found !== file.sha256) throw storedFault.damaged(title, file.path);
    return lying;
  }

  /** The library asks for something that is no file of the model: its own lists name more than there is. */
  #unknown(address: string) {
    const folder = address.slice(0, address.lastIndexOf('/') + 1);
    for (const [known, { title }] of this.#entries) {
      if (known.startsWith(folder)) return storedFault.missing(title, nameIn(address));
    }
    return storedFault.missing('the stored model', nameIn(address));
  }
}

/** What the library calls a file: it asks for the list of weights by its newer name only. */
function nameOf(path: string, files: readonly ModelFile[]): string {
  const [older, newer] = ['ndarray-cache.json', 'tensor-cache.json'];
  const isOnlyList = path === older && files.every((one) => one.path !== newer);
  return isOnlyList ? newer : encodePath(path);
}

/** The last part of an address. */
function nameIn(address: string): string {
  return decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '');
}

function addressOf(request: Request | string): string {
  return typeof request === 'string' ? request : request.url;
}
