import type { Device } from '../domain/audit.ts';
import type { Message } from '../domain/item.ts';
import type { Model } from '../domain/model.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import type { Sampling } from '../domain/sampling.ts';

/** Bytes of a model's files that were read and checked so far. */
export interface LoadProgress {
  readonly file: string;
  readonly loaded: number;
  readonly total: number;
}

/** One prompt to be answered. */
export interface Row {
  readonly trial: TrialId;
  readonly messages: readonly Message[];
  readonly seed: number;
}

/** What happened to the rows of a batch since the last event. */
export type RowEvent =
  /** One step for every row that is still writing: the text so far, marks included. */
  | { readonly type: 'step'; readonly rows: readonly RowText[] }
  | { readonly type: 'done'; readonly reply: Reply };

export interface RowText {
  readonly trial: TrialId;
  readonly text: string;
}

export interface LoadOptions {
  readonly device: Device;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** An engine: the fewest members that do the job. */
export interface Engine {
  readonly id: string;
  readonly version: string;
  /** @throws PlumblineError `model-missing`, `model-damaged`, `no-webgpu`, `engine-failed`, `engine-lost` or `aborted`. */
  load(model: Model, options: LoadOptions): Promise<LoadedModel>;
}

export interface LoadedModel {
  readonly capabilities: {
    /** Rows that one batch may hold. */
    readonly rows: number;
    /** Whether sampling repeats from a seed. */
    readonly seeded: boolean;
  };
  /**
   * Answers a batch of rows; ends after the last row's `done`. Abort acts between two steps.
   * @throws PlumblineError `engine-lost`, `engine-failed` or `aborted`.
   */
  generate(rows: readonly Row[], sampling: Sampling, signal: AbortSignal): AsyncIterable<RowEvent>;
  /** Frees the model. Calls in flight are rejected. */
  close(): Promise<void>;
}
