import { PlumblineError, toFault, type Fault } from '../domain/fault.ts';
import type { HubModel } from '../domain/hub-model.ts';
import type { Models } from '../engines/hub/client.ts';
import { manifestBytes, storedKey, type Manifest } from '../engines/hub/manifest.ts';
import type { DownloadProgress } from '../engines/hub/progress.ts';
import type { StoredModel } from '../engines/hub/stored-models.ts';
import { isModel, requestOf } from './hub-request.ts';

export type { DownloadProgress };

/** What a pair's download is of. */
export interface Wanted {
  readonly pair: string;
  readonly models: readonly HubModel[];
  /** The build of each that is fetched, by how it stores its weights. */
  readonly dtype: string;
}

/** Where the download of a pair stands. */
export type DownloadStage =
  | { readonly name: 'asking' }
  | { readonly name: 'running' }
  | { readonly name: 'pausing' }
  | { readonly name: 'paused' }
  | { readonly name: 'failed'; readonly fault: Fault };

export interface PairDownload extends Wanted {
  readonly stage: DownloadStage;
  /** How far the pair is in all; the file that is on its way is of one model. Null until something came. */
  readonly progress: DownloadProgress | null;
}

export interface PairDownloadsTools {
  readonly models: Models;
  /** Where models are fetched from, when a download begins. */
  hub(): string;
  /** Looks at what is stored, and tells. */
  look(): Promise<readonly StoredModel[]>;
}

/** Downloads of pairs, one at a time. Nothing is asked of the hub before `start`; leaving the Models page ends no download. */
export class PairDownloads {
  readonly #tools: PairDownloadsTools;
  #abort = new AbortController();
  #manifests: readonly Manifest[] | null = null;
  #finished: Promise<void> = Promise.resolve();
  #current = $state.raw<PairDownload | null>(null);

  constructor(tools: PairDownloadsTools) {
    this.#tools = tools;
  }

  /** The download that is going on, or waits to go on. */
  get current(): PairDownload | null {
    return this.#current;
  }

  /** Resolves when the download has come to rest: done, paused or failed. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  /** Begins, and goes on with what is partly stored. Does nothing while another download is there. */
  start(wanted: Wanted): void {
    if (this.#current !== null) return;
    this.#manifests = null;
    this.#current = { ...wanted, stage: { name: 'asking' }, progress: null };
    this.#go(wanted);
  }

  /** Stops and keeps what came. */
  pause(): void {
    const { name } = this.#current?.stage ?? { name: 'paused' };
    if (name !== 'running' && name !== 'asking') return;
    this.#set({ stage: { name: 'pausing' } });
    this.#abort.abort();
  }

  resume(): void {
    const current = this.#current;
    if (current === null || !isAtRest(current.stage)) return;
    this.#set({ stage: { name: this.#manifests === null ? 'asking' : 'running' } });
    this.#go(current);
  }

  /** Stops, and deletes what of the pair's models is not whole. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.#finished;
    const begun = new Set((this.#manifests ?? []).map(storedKey));
    try {
      for (const { key, whole } of await this.#tools.look()) {
        if (!whole && begun.has(key)) await this.#tools.models.remove(key);
      }
      this.#current = null;
    } catch (error) {
      this.#set({ stage: { name: 'failed', fault: toFault(error) } });
    }
    await this.#tools.look();
  }

  #go(wanted: Wanted): void {
    this.#abort = new AbortController();
    this.#finished = this.#run(wanted, this.#abort.signal);
  }

  async #run(wanted: Wanted, signal: AbortSignal): Promise<void> {
    try {
      this.#manifests ??= await this.#ask(wanted, signal);
      const manifests = this.#manifests;
      this.#set({ stage: { name: 'running' } });
      for (const [at, manifest] of manifests.entries()) {
        const before = sum(manifests.slice(0, at));
        const after = sum(manifests.slice(at + 1));
        for await (const one of this.#tools.models.download(manifest, this.#tools.hub(), signal)) {
          if (!signal.aborted) this.#set({ progress: inAll(one, before, after) });
        }
        // First the list, then the end: nobody is told of a model that is not shown yet.
        await this.#tools.look();
      }
      this.#current = null;
    } catch (error) {
      const fault = toFault(error);
      const isPause = fault.kind === 'aborted' || signal.aborted;
      await this.#tools.look();
      this.#set({ stage: isPause ? { name: 'paused' } : { name: 'failed', fault } });
    }
  }

  /** What each model consists of. One that is partly stored goes on as it was begun, whatever the hub has by now. */
  async #ask({ models, dtype }: Wanted, signal: AbortSignal): Promise<Manifest[]> {
    const stored = await this.#tools.look();
    const manifests: Manifest[] = [];
    for (const model of models) {
      const begun = stored.flatMap(({ manifest }) => {
        const isBegun = manifest !== null && manifest.commit !== null;
        return isBegun && isModel(manifest, model, dtype) ? [manifest] : [];
      });
      const [known] = begun;
      manifests.push(known ?? (await this.#tell(model, dtype, signal)));
    }
    return manifests;
  }

  async #tell(model: HubModel, dtype: string, signal: AbortSignal): Promise<Manifest> {
    if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
    return this.#tools.models.manifest(requestOf(model, dtype, this.#tools.hub()), signal);
  }

  #set(change: Partial<Pick<PairDownload, 'stage' | 'progress'>>): void {
    if (this.#current !== null) this.#current = { ...this.#current, ...change };
  }
}

/** Progress of one model as progress of all. */
function inAll(one: DownloadProgress, before: number, after: number): DownloadProgress {
  const { rate } = one;
  const loaded = before + one.loaded;
  const total = before + one.total + after;
  return {
    ...one,
    loaded,
    total,
    left: rate === null || rate === 0 ? null : (total - loaded) / rate,
  };
}

function sum(manifests: readonly Manifest[]): number {
  return manifests.reduce((bytes, one) => bytes + manifestBytes(one), 0);
}

function isAtRest({ name }: DownloadStage): boolean {
  return name === 'paused' || name === 'failed';
}
