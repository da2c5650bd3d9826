import type { ModelFile } from '../../domain/model.ts';
import { faultOf } from './faults.ts';
import { fetchFile } from './fetch-file.ts';
import { wrongKind } from './file-kind.ts';
import type { FileStore } from './file-store.ts';
import { manifestBytes, type HubFile, type Manifest } from './manifest.ts';
import { fileAddress } from './mirror.ts';
import type { ModelState } from './model-state.ts';
import { Patience } from './patience.ts';
import { ProgressTeller, type DownloadProgress } from './progress.ts';
import type { NetTools } from './requests.ts';
import { partEnding, type StoredModel, type StoredModels } from './stored-models.ts';

export interface DownloadOptions {
  /** The hub's address or a mirror's, with a `/` at its end. */
  readonly hub: string;
  /** An abort pauses: the same call goes on where this one stopped. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

/**
 * Fetches what is not stored yet of a model, file by file, and checks every file against the manifest as it streams by.
 * @throws PlumblineError `storage-full`, before the first byte where that can be known; else what `fetchFile` throws
 */
export async function downloadModel(
  manifest: Manifest,
  models: StoredModels,
  net: NetTools,
  { hub, signal, onProgress }: DownloadOptions,
): Promise<StoredModel> {
  const { store } = models;
  const { key, state } = await models.open(manifest);
  const progress = new ProgressTeller(manifest, () => net.now(), onProgress);
  const left = manifestBytes(manifest) - (await bytesThere(manifest, key, models));
  const free = await store.free();
  if (free !== null && free < left) throw faultOf.full(left, free);
  const found: ModelFile[] = [];
  for (const file of manifest.files) {
    signal.throwIfAborted();
    const final = `${key}/${file.path}`;
    const part = final + partEnding;
    let sha256 = await known(file, key, models, state, signal);
    if (sha256 === null) {
      const address =
        file.url ?? fileAddress(hub, manifest.model, manifest.commit ?? 'main', file.path);
      const patience = new Patience(new URL(address).host, net, (waiting) => {
        progress.tell(file.path, waiting);
      });
      sha256 = await fetchFile(
        { model: manifest.model, file, address, part },
        {
          ...{ store, state, net, patience, signal },
          onBytes: (loaded, arrived) => {
            progress.set(file.path, loaded, arrived);
          },
          onSize: (bytes) => {
            progress.size(file.path, bytes);
          },
        },
      );
      if (isUnknown(file)) await refuseOtherKind(manifest.model, file, part, store);
      await store.rename(part, final);
    }
    const lying = await store.stat(final);
    if (lying === null) throw faultOf.notStored(key);
    await state.verify(file.path, sha256, lying);
    found.push({ path: file.path, bytes: lying.bytes, sha256 });
    progress.set(file.path, lying.bytes);
    progress.tell(file.path);
  }
  return models.finish(manifest, found);
}

/** Whether nothing is known of a file's bytes before they are there. */
function isUnknown({ sha256, gitSha1 }: HubFile): boolean {
  return sha256 === null && gitSha1 === null;
}

/** What no hash can tell, its beginning may: that it is not even of the right kind. */
async function refuseOtherKind(
  model: string,
  { path }: HubFile,
  part: string,
  store: FileStore,
): Promise<void> {
  let kind: string | null = null;
  for await (const chunk of store.read(part)) {
    kind = wrongKind(path, chunk.subarray(0, 64));
    break;
  }
  if (kind === null) return;
  await store.remove(part);
  throw faultOf.otherKind(model, path, kind);
}

/** The hash of a file that is there and right; a bad one is dropped. */
async function known(
  file: HubFile,
  key: string,
  models: StoredModels,
  state: ModelState,
  signal: AbortSignal,
): Promise<string | null> {
  const path = `${key}/${file.path}`;
  const lying = await models.store.stat(path);
  if (lying === null) return null;
  const trusted = state.hashOf(file.path, lying);
  if (trusted !== null && (file.sha256 ?? trusted) === trusted) return trusted;
  const sha256 = await models.check(key, file, signal);
  if (sha256 === null) await models.store.remove(path);
  return sha256;
}

async function bytesThere(
  { files }: Manifest,
  key: string,
  { store }: StoredModels,
): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const path = `${key}/${file.path}`;
    const lying = (await store.stat(path)) ?? (await store.stat(path + partEnding));
    bytes += Math.min(lying?.bytes ?? 0, file.bytes ?? 0);
  }
  return bytes;
}
