import { toFault, type Fault } from '../domain/fault.ts';
import type { Models } from '../engines/hub/client.ts';
import { fromDrop, fromFileList } from '../engines/hub/picked.ts';
import type { PickedFile } from '../engines/hub/import-file.ts';
import type { DownloadProgress } from '../engines/hub/progress.ts';
import type { StoredModel } from '../engines/hub/stored-models.ts';

export { fromDrop, fromFileList };
export type { DownloadProgress, PickedFile, StoredModel };

/** What is stored, as far as it is known. */
export type StoredStage =
  | { readonly name: 'reading' }
  | { readonly name: 'read'; readonly models: readonly StoredModel[] }
  | { readonly name: 'failed'; readonly fault: Fault };

/** What is being done with stored models: one thing at a time. */
export type StoredJob =
  | { readonly name: 'import'; readonly progress: DownloadProgress | null }
  | {
      readonly name: 'check';
      readonly key: string;
      /** Bytes that were hashed, of all that the model has. */
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly name: 'remove'; readonly key: string };

/** What a job left to be told: how it ended, or why it did not. */
export type StoredNote =
  | { readonly name: 'imported'; readonly models: number; readonly ignored: number }
  | {
      readonly name: 'checked';
      readonly key: string;
      /** Files that were missing or bad, and were dropped. */
      readonly bad: readonly string[];
    }
  | {
      readonly name: 'failed';
      readonly job: StoredJob['name'];
      /** The model that it was about; null for an import. */
      readonly key: string | null;
      readonly fault: Fault;
    };

export interface StoredModelsTools {
  readonly models: Models;
  /** Called with what is stored, whenever that was looked at. */
  onList(models: readonly StoredModel[]): void;
}

/** The models that are stored in this browser, and what is done with them. Lives as long as the page: leaving Models ends no import. */
export class StoredModelsView {
  readonly #tools: StoredModelsTools;
  #abort = new AbortController();
  #stage = $state.raw<StoredStage>({ name: 'reading' });
  #job = $state.raw<StoredJob | null>(null);
  #note = $state.raw<StoredNote | null>(null);

  constructor(tools: StoredModelsTools) {
    this.#tools = tools;
  }

  get stage(): StoredStage {
    return this.#stage;
  }
  /** Null where nothing is being done. */
  get job(): StoredJob | null {
    return this.#job;
  }
  get note(): StoredNote | null {
    return this.#note;
  }
  get models(): readonly StoredModel[] {
    return this.#stage.name === 'read' ? this.#stage.models : [];
  }

  /** Looks at what is stored. Never rejects: the stage tells of a failure. */
  async refresh(): Promise<readonly StoredModel[]> {
    try {
      const models = await this.#tools.models.list();
      this.#stage = { name: 'read', models };
      this.#tools.onList(models);
    } catch (error) {
      this.#stage = { name: 'failed', fault: toFault(error) };
    }
    return this.models;
  }

  /** Imports a folder's files, or a zip archive where one file is all there is. */
  import(picked: readonly PickedFile[]): Promise<void> {
    const [first] = picked;
    const isZip = picked.length === 1 && first !== undefined && /\.zip$/i.test(first.path);
    const from = isZip ? first.file : picked;
    return this.#do({ name: 'import', progress: null }, null, async (signal) => {
      const onProgress = (progress: DownloadProgress) => {
        this.#job = { name: 'import', progress };
      };
      const { models, ignored } = await this.#tools.models.import({ from }, { signal, onProgress });
      return { name: 'imported', models: models.length, ignored: ignored.length };
    });
  }

  /** Hashes every file of a model anew; bad ones are dropped. */
  check({ key, manifest }: StoredModel): Promise<void> {
    const sizes = new Map(manifest?.files.map(({ path, bytes }) => [path, bytes ?? 0]));
    const total = sum(sizes.values());
    return this.#do({ name: 'check', key, loaded: 0, total }, key, async (signal) => {
      const read = new Map<string, number>();
      const onFile = ({ file, loaded }: { file: string; loaded: number }) => {
        read.set(file, loaded);
        this.#job = { name: 'check', key, loaded: sum(read.values()), total };
      };
      const bad = await this.#tools.models.verify(key, signal, onFile);
      return { name: 'checked', key, bad };
    });
  }

  remove({ key }: StoredModel): Promise<void> {
    return this.#do({ name: 'remove', key }, key, async () => {
      await this.#tools.models.remove(key);
      return null;
    });
  }

  /** Ends the import or check that is going on. */
  cancel(): void {
    this.#abort.abort();
  }

  async #do(
    job: StoredJob,
    key: string | null,
    work: (signal: AbortSignal) => Promise<StoredNote | null>,
  ): Promise<void> {
    if (this.#job !== null) return;
    this.#abort = new AbortController();
    this.#note = null;
    this.#job = job;
    const note = await told(job, key, () => work(this.#abort.signal));
    // First the list, then the word: nobody is told of a model that is not shown yet.
    await this.refresh();
    this.#job = null;
    this.#note = note;
  }
}

/** What is to be said of a job: how it ended, or why it did not. */
async function told(
  job: StoredJob,
  key: string | null,
  work: () => Promise<StoredNote | null>,
): Promise<StoredNote | null> {
  try {
    return await work();
  } catch (error) {
    const fault = toFault(error);
    return fault.kind === 'aborted' ? null : { name: 'failed', job: job.name, key, fault };
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
