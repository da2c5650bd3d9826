import { faultOf } from './faults.ts';
import type { Manifest } from './manifest.ts';
import { ModelState } from './model-state.ts';
import { OpfsStore } from './opfs.ts';
import { StoredModels } from './stored-models.ts';

/** The part of a browser's cache that web-llm uses. */
export interface ArtifactCache {
  match(request: Request | string): Promise<Response | undefined>;
  add(request: Request | string): Promise<void>;
  keys(): Promise<readonly Request[]>;
  delete(request: Request | string): Promise<boolean>;
}

/** Addresses that web-llm knows a model's parts by. */
export interface WebllmAddresses {
  /** The folder of the weights, with `resolve/REVISION/` and a `/` at its end. */
  readonly weights: string;
  /** The compiled library. */
  readonly library: string;
}

/**
 * Stands in for `caches` in web-llm's worker: whatever the library looks for in its cache is read from the store, so nothing is
 * stored twice, nothing is fetched, and no file gets in whose hash was not found right.
 * @param key the stored model
 * @throws PlumblineError `model-missing` where the model is not whole
 */
export async function storedCaches(
  key: string,
  addresses: WebllmAddresses,
): Promise<{ open(scope: string): Promise<ArtifactCache> }> {
  const store = new OpfsStore();
  const models = new StoredModels(store);
  const stored = await models.find(key);
  if (stored === null || stored.manifest === null || !stored.whole) throw faultOf.notStored(key);
  const byAddress = filesByAddress(stored.manifest, addresses);
  const state = await ModelState.open(store, key);
  const cache: ArtifactCache = {
    async match(request) {
      const path = byAddress.get(addressOf(request));
      const file = path === undefined ? null : await store.file(`${key}/${path}`);
      if (path === undefined || file === null) return undefined;
      const lying = { bytes: file.size, modified: file.lastModified };
      // It was right when the model was listed a moment ago; what changes under a running model must not be read.
      if (state.hashOf(path, lying) === null) throw faultOf.notStored(key);
      return new Response(file, { headers: { 'content-length': String(file.size) } });
    },
    add: () => Promise.reject(faultOf.notStored(key)),
    keys: () => Promise.resolve([...byAddress.keys()].map((address) => new Request(address))),
    delete: () => Promise.resolve(false),
  };
  return { open: () => Promise.resolve(cache) };
}

function filesByAddress(
  { files }: Manifest,
  { weights, library }: WebllmAddresses,
): Map<string, string> {
  const addresses = new Map<string, string>();
  const libraryName = decodeURIComponent(new URL(library).pathname.split('/').at(-1) ?? '');
  for (const { path } of files) {
    // The library asks for the list of weights by its newer name only.
    const name = path === 'ndarray-cache.json' ? 'tensor-cache.json' : path;
    const address = path === libraryName ? library : weights + name;
    if (path !== 'ndarray-cache.json' || !addresses.has(address)) addresses.set(address, path);
  }
  return addresses;
}

function addressOf(request: Request | string): string {
  return typeof request === 'string' ? request : request.url;
}
