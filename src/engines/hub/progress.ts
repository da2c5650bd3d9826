import type { Manifest } from './manifest.ts';
import type { Waiting } from './patience.ts';
import { Rate } from './rate.ts';

/** Where a download or an import stands. */
export interface DownloadProgress {
  readonly file: string;
  readonly fileLoaded: number;
  /** Null where nobody knows yet. */
  readonly fileTotal: number | null;
  readonly loaded: number;
  readonly total: number;
  /** Bytes a second over the last seconds; null until that is known. */
  readonly rate: number | null;
  /** Seconds that are left at this rate. */
  readonly left: number | null;
  /** What is waited for, where the server was asked too often or the connection broke. */
  readonly waiting: Waiting | null;
}

/** Milliseconds between two events. */
const interval = 100;

/** Adds up what the files of a model have loaded, and tells it a few times a second. */
export class ProgressTeller {
  readonly #now: () => number;
  readonly #emit: (progress: DownloadProgress) => void;
  readonly #totals = new Map<string, number | null>();
  readonly #loaded = new Map<string, number>();
  readonly #rate: Rate;
  #told = -Infinity;

  constructor(
    { files }: Pick<Manifest, 'files'>,
    now: () => number,
    emit: (progress: DownloadProgress) => void,
  ) {
    this.#now = now;
    this.#emit = emit;
    this.#rate = new Rate(now);
    for (const { path, bytes } of files) this.#totals.set(path, bytes);
  }

  /** Bytes of a file that are there, however they came; what arrived by the network counts for the rate. */
  set(file: string, loaded: number, arrived = 0): void {
    this.#loaded.set(file, loaded);
    this.#rate.add(arrived);
    if (this.#now() - this.#told >= interval) this.tell(file);
  }

  size(file: string, bytes: number): void {
    this.#totals.set(file, bytes);
  }

  tell(file: string, waiting: Waiting | null = null): void {
    this.#told = this.#now();
    const loaded = sum(this.#loaded.values());
    const total = sum([...this.#totals].map(([path, bytes]) => bytes ?? this.#of(path)));
    const rate = this.#rate.perSecond();
    this.#emit({
      file,
      fileLoaded: this.#of(file),
      fileTotal: this.#totals.get(file) ?? null,
      loaded,
      total,
      rate,
      left: rate === null || rate === 0 ? null : Math.max(0, total - loaded) / rate,
      waiting,
    });
  }

  #of(path: string): number {
    return this.#loaded.get(path) ?? 0;
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
