import * as v from 'valibot';
import type { ModelFile } from '../../domain/model.ts';
import { faultOf } from './faults.ts';
import { FileHash } from './file-hash.ts';
import { readText, writeText, type FileStore } from './file-store.ts';
import {
  manifestName,
  ManifestSchema,
  storedKey,
  type HubFile,
  type Manifest,
} from './manifest.ts';
import { ModelState, stateName } from './model-state.ts';

/** Ending of a file that is not whole yet. */
export const partEnding = '.part';

/** A model as it is stored. */
export interface StoredModel {
  readonly key: string;
  /** Null where the folder's manifest is lost: such a folder can only be deleted. */
  readonly manifest: Manifest | null;
  /** Bytes that it takes, parts and all. */
  readonly bytes: number;
  /** Whether every file is there and its hash was found right. */
  readonly whole: boolean;
}

/** The models in a store: a folder each, with the files under the names that they have in their repository. */
export class StoredModels {
  readonly store: FileStore;

  constructor(store: FileStore) {
    this.store = store;
  }

  async list(): Promise<StoredModel[]> {
    const keys = await this.store.folders();
    return Promise.all(keys.sort().map((key) => this.#look(key)));
  }

  async find(key: string): Promise<StoredModel | null> {
    return (await this.store.folders()).includes(key) ? this.#look(key) : null;
  }

  /** Makes the folder of a model ready to take its files. */
  async open(manifest: Manifest): Promise<{ key: string; state: ModelState }> {
    const key = storedKey(manifest);
    const state = await ModelState.open(this.store, key);
    await writeText(this.store, `${key}/${manifestName}`, `${JSON.stringify(manifest, null, 2)}\n`);
    return { key, state };
  }

  /** Keeps the manifest of a model that is whole, with every size and hash that was found on the way. */
  async finish(manifest: Manifest, found: readonly ModelFile[]): Promise<StoredModel> {
    const files = manifest.files.map((file) => ({
      ...file,
      ...found.find(({ path }) => path === file.path),
    }));
    const { key } = await this.open({ ...manifest, files });
    return this.#look(key);
  }

  /**
   * The files of a whole model, as the catalogue names them.
   * @throws PlumblineError `model-missing` where it is not there or not whole
   */
  async files(key: string): Promise<ModelFile[]> {
    const stored = await this.find(key);
    if (stored === null || stored.manifest === null || !stored.whole) throw faultOf.notStored(key);
    return stored.manifest.files.flatMap(({ path, bytes, sha256 }) =>
      bytes === null || sha256 === null ? [] : [{ path, bytes, sha256 }],
    );
  }

  /**
   * Hashes every file anew. Bad ones are dropped, so that a download fetches them again.
   * @returns paths of the files that are missing or were damaged
   * @throws PlumblineError `model-missing` where there is no such model
   */
  async verify(
    key: string,
    signal: AbortSignal,
    onBytes: (file: HubFile, loaded: number) => void = () => undefined,
  ): Promise<string[]> {
    const manifest = (await this.find(key))?.manifest;
    if (manifest === null || manifest === undefined) throw faultOf.notStored(key);
    const state = await ModelState.open(this.store, key);
    const bad: string[] = [];
    for (const file of manifest.files) {
      const sha256 = await this.check(key, file, signal, (loaded) => {
        onBytes(file, loaded);
      });
      const lying = await this.store.stat(`${key}/${file.path}`);
      if (sha256 !== null && lying !== null) await state.verify(file.path, sha256, lying);
      else {
        bad.push(file.path);
        await this.store.remove(`${key}/${file.path}`);
        await state.forget(file.path);
      }
    }
    return bad;
  }

  /** The SHA-256 of one file as it lies there; null where it is missing or not what the manifest tells. */
  async check(
    key: string,
    file: HubFile,
    signal: AbortSignal,
    onBytes: (loaded: number) => void = () => undefined,
  ): Promise<string | null> {
    const path = `${key}/${file.path}`;
    const lying = await this.store.stat(path);
    if (lying === null || (file.bytes !== null && file.bytes !== lying.bytes)) return null;
    const hash = new FileHash(file);
    let loaded = 0;
    for await (const chunk of this.store.read(path)) {
      signal.throwIfAborted();
      hash.update(chunk);
      loaded += chunk.length;
      onBytes(loaded);
    }
    return hash.finish();
  }

  /** Deletes a model with everything that belongs to it. */
  remove(key: string): Promise<void> {
    return this.store.remove(key);
  }

  async #look(key: string): Promise<StoredModel> {
    const manifest = parseManifest(await readText(this.store, `${key}/${manifestName}`));
    const state = await ModelState.open(this.store, key);
    let bytes = 0;
    const verified = new Set<string>();
    for (const path of await this.store.list(key)) {
      const lying = await this.store.stat(`${key}/${path}`);
      bytes += lying?.bytes ?? 0;
      if (state.hashOf(path, lying) !== null) verified.add(path);
    }
    const whole = manifest?.files.every(({ path }) => verified.has(path)) ?? false;
    return { key, manifest, bytes, whole };
  }
}

/** A manifest from its text; null where it is none. */
export function parseManifest(text: string | null): Manifest | null {
  if (text === null) return null;
  try {
    const parsed = v.safeParse(ManifestSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Files in a model's folder that are ours and not the repository's. */
export const ownFiles: readonly string[] = [manifestName, stateName];
