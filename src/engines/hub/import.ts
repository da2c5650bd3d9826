import type { ModelFile, OnnxModel } from '../../domain/model.ts';
import { faultOf } from './faults.ts';
import { FileHash } from './file-hash.ts';
import { importFault } from './import-faults.ts';
import type { ImportFile } from './import-file.ts';
import { modelFolders, planImport, type Plan } from './import-plan.ts';
import { manifestBytes, storedKey, type HubFile, type Manifest } from './manifest.ts';
import { ProgressTeller, type DownloadProgress } from './progress.ts';
import { ProtobufFrame } from './protobuf-frame.ts';
import { ownFiles, partEnding, type StoredModel, type StoredModels } from './stored-models.ts';

export interface ImportOptions {
  /** What the model must be, where that is known: the catalogue's manifest. Else a folder's own manifest, else what is found. */
  readonly expected: Manifest | null;
  /** Which weights are meant, where a folder has several and no manifest says it. */
  readonly dtype: OnnxModel['dtype'] | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly now: () => number;
}

export interface Imported {
  readonly models: readonly StoredModel[];
  /** Files that no model needs; they were not copied. */
  readonly ignored: readonly string[];
}

/**
 * Takes models from files that a user brings, with no network: each file is held against the manifest where there is one, and is of
 * the right kind and whole as far as that can be known without. A model is taken whole or not at all.
 * @throws PlumblineError `model-missing`, `model-foreign`, `model-damaged`, `bad-request`, `storage-full`, `storage-refused` or `aborted`
 */
export async function importModels(
  files: readonly ImportFile[],
  models: StoredModels,
  options: ImportOptions,
): Promise<Imported> {
  const folders = modelFolders(files);
  if (folders.size === 0) throw importFault.noModel(files.map(({ path }) => path));
  const plans: Plan[] = [];
  // All are planned before the first is copied: what is missing is told at once and not after gigabytes.
  for (const [folder, inside] of folders) {
    plans.push(await planImport(folder, inside, options.expected, options.dtype));
  }
  const stored: StoredModel[] = [];
  for (const one of plans) stored.push(await take(one, models, options));
  const used = new Set(plans.flatMap(({ sources }) => [...sources.values()]));
  const ignored = files.filter((file) => !used.has(file) && !isOwn(file)).map(({ path }) => path);
  return { models: stored, ignored };
}

function isOwn({ path }: ImportFile): boolean {
  return ownFiles.includes(path.slice(path.lastIndexOf('/') + 1));
}

async function take(
  { manifest, sources }: Plan,
  models: StoredModels,
  options: ImportOptions,
): Promise<StoredModel> {
  const before = await models.find(storedKey(manifest));
  if (before?.whole === true) {
    if (manifest.commit !== null) return before;
    throw importFault.there(manifest.model);
  }
  const free = await models.store.free();
  const needed = manifestBytes(manifest);
  if (free !== null && free < needed) throw faultOf.full(needed, free);
  const progress = new ProgressTeller(manifest, options.now, options.onProgress);
  const { key, state } = await models.open(manifest);
  const found: ModelFile[] = [];
  try {
    for (const file of manifest.files) {
      const source = sources.get(file.path);
      if (source === undefined) continue;
      const final = `${key}/${file.path}`;
      const sha256 = await copy(manifest.model, file, source, final + partEnding, models, {
        signal: options.signal,
        onBytes: (loaded, arrived) => {
          progress.set(file.path, loaded, arrived);
        },
      });
      await models.store.rename(final + partEnding, final);
      const lying = await models.store.stat(final);
      if (lying === null) throw faultOf.notStored(key);
      await state.verify(file.path, sha256, lying);
      found.push({ path: file.path, bytes: lying.bytes, sha256 });
      progress.tell(file.path);
    }
    return await models.finish(manifest, found);
  } catch (error) {
    // A download that was paused stays: what it holds is checked by its own manifest.
    if (before === null || manifest.commit === null) await models.remove(key);
    throw error;
  }
}

interface CopyOptions {
  readonly signal: AbortSignal;
  onBytes(loaded: number, arrived: number): void;
}

/** Copies a file into the store and checks it on the way. @returns its SHA-256 */
async function copy(
  model: string,
  file: HubFile,
  source: ImportFile,
  to: string,
  { store }: StoredModels,
  { signal, onBytes }: CopyOptions,
): Promise<string> {
  const hash = new FileHash(file);
  const isGuessed = file.sha256 === null && file.gitSha1 === null;
  const frame = isGuessed && file.path.endsWith('.onnx') ? new ProtobufFrame() : null;
  const writer = await store.write(to, 0);
  let loaded = 0;
  try {
    for await (const chunk of source.read()) {
      signal.throwIfAborted();
      await writer.write(chunk);
      hash.update(chunk);
      frame?.push(chunk);
      loaded += chunk.length;
      onBytes(loaded, chunk.length);
    }
  } finally {
    await writer.close();
  }
  const sha256 = hash.finish();
  if (sha256 === null) throw importFault.other(model, file.path);
  if (frame?.isWhole() === false) throw importFault.cutOff(model, file.path, loaded, null);
  return sha256;
}
