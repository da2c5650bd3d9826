import { WorkerClient, type ClientPort } from '../client.ts';
import { stream } from '../events.ts';
import type { HubCalls } from './calls.ts';
import type { Imported } from './import.ts';
import type { PickedFile } from './import-file.ts';
import type { Manifest } from './manifest.ts';
import type { DownloadProgress } from './progress.ts';
import type { ModelRequest } from './repository.ts';
import type { StoredModel } from './stored-models.ts';

export type HubPort = ClientPort<HubCalls>;

/** Stored models and their downloads as the page holds them. The worker is started by the first call and ends with `close`. */
export class Models {
  readonly #spawn: () => HubPort;
  #client: WorkerClient<HubCalls> | null = null;

  /** @param spawn starts a worker that runs `workers/download.ts` */
  constructor(spawn: () => HubPort) {
    this.#spawn = spawn;
  }

  /** What a download would fetch. This is the first request that tells the hub which model is looked at. */
  manifest(request: ModelRequest, signal: AbortSignal): Promise<Manifest> {
    return this.#worker().call('manifest', request, { signal, onEvent: () => undefined });
  }

  /**
   * Downloads what is not there yet, and yields how far it is; ends when the model is whole. An abort pauses: the same call goes
   * on later. Asks the browser first not to clear the files by itself; where it will not promise that, the download goes on.
   */
  async *download(
    manifest: Manifest,
    hub: string,
    signal: AbortSignal,
  ): AsyncGenerator<DownloadProgress, void, undefined> {
    await keep();
    yield* stream<DownloadProgress>((onEvent) =>
      this.#worker().call('download', { manifest, hub }, { signal, onEvent }),
    );
  }

  /** Imports a folder's files or a zip archive, without any network. */
  async import(
    input: {
      readonly from: readonly PickedFile[] | File;
      readonly expected?: Manifest;
      readonly dtype?: HubCalls['import']['input']['dtype'];
    },
    options: { signal: AbortSignal; onProgress: (progress: DownloadProgress) => void },
  ): Promise<Imported> {
    await keep();
    const { from, expected = null, dtype = null } = input;
    const { signal, onProgress: onEvent } = options;
    return this.#worker().call('import', { from, expected, dtype }, { signal, onEvent });
  }

  list(): Promise<readonly StoredModel[]> {
    return this.#worker().call('list', null, quiet());
  }

  /** Hashes all files of a model anew. @returns paths of those that are missing or were bad, which are dropped */
  verify(
    key: string,
    signal: AbortSignal,
    onProgress: (event: { file: string; loaded: number }) => void = () => undefined,
  ): Promise<readonly string[]> {
    return this.#worker().call('verify', { key }, { signal, onEvent: onProgress });
  }

  /** Deletes a model with everything that belongs to it. */
  remove(key: string): Promise<undefined> {
    return this.#worker().call('remove', { key }, quiet());
  }

  /** Ends the worker: nothing can reach the hub any more. What was fetched is kept. */
  close(): void {
    this.#client?.close();
    this.#client = null;
  }

  #worker(): WorkerClient<HubCalls> {
    return (this.#client ??= new WorkerClient<HubCalls>(this.#spawn(), 'stores models'));
  }
}

/**
 * Asks the browser to keep this site's files until the user deletes them.
 * @returns whether it promises that; null where it cannot be asked
 */
export async function keep(): Promise<boolean | null> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

function quiet() {
  return { signal: new AbortController().signal, onEvent: () => undefined };
}
