import type { Device } from '../domain/audit.ts';
import type { Fault } from '../domain/fault.ts';
import type { Message } from '../domain/item.ts';
import type { Model } from '../domain/model.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import type { Likelihood } from '../domain/likelihood.ts';
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
  readonly sampling: Sampling;
  readonly seed: number;
}

/** Texts that a model reads, each for itself, after the messages; where there are none, as the beginning of everything. */
export interface TextRow {
  readonly trial: TrialId;
  readonly messages: readonly Message[];
  readonly texts: readonly string[];
}

/** How likely the model finds a row's texts, in their order. */
export interface RowLikelihoods {
  readonly trial: TrialId;
  readonly likelihoods: readonly Likelihood[];
}

/** A text that a model is to read token by token, and what stands before it. */
export interface ForcedRow {
  readonly key: string;
  readonly messages: readonly Message[];
  /**
   * What follows the prompt: nothing, an empty chain, or a reply's own beginning. The marks of an empty chain are the model's
   * own, less the one that its template has opened already.
   */
  readonly chain: 'none' | 'empty' | readonly number[];
  readonly text: string | readonly number[];
}

/** The likeliest tokens at each place of a row's text, and how much all others have together. In natural logarithms. */
export interface RowDistributions {
  readonly key: string;
  readonly tokens: readonly number[];
  /** Tokens kept a place. */
  readonly width: number;
  /** `tokens × width`, likeliest first. */
  readonly ids: Uint32Array;
  readonly logProbs: Float32Array;
  /** What is left for all others, a place; −∞ where nothing is. */
  readonly tail: Float32Array;
  /** The least that any token has, a place; null where that cannot be known. */
  readonly floor: Float32Array | null;
}

/** What happened to the rows of a batch since the last event. */
export type RowEvent =
  /** One step for every row that is still writing: the text so far, marks included. */
  | { readonly type: 'step'; readonly rows: readonly RowText[] }
  | { readonly type: 'done'; readonly reply: Reply }
  /** A row that the engine does not take, and why; the others are answered. */
  | { readonly type: 'refused'; readonly trial: TrialId; readonly fault: Fault };

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
    /** Rows that one call may have. */
    readonly rows: number;
    /** Whether sampling repeats from a seed. */
    readonly seeded: boolean;
    /** Whether it can tell how likely it finds a text. */
    readonly likelihoods: boolean;
    /**
     * What of its distributions can be had: `exact`: whole ones too, in a worker that is made for it (`LogitSource`); `top-k`:
     * the likeliest tokens only.
     */
    readonly distributions: 'exact' | 'top-k' | 'none';
  };
  /**
   * Answers rows, in whatever batches it likes; ends after the last row's `done` or `refused`. Abort acts between two steps.
   * @throws PlumblineError `engine-lost`, `engine-failed` or `aborted`; or, when all others have ended, `row-refused`: rows
   *   without a result were not taken then
   */
  generate(rows: readonly Row[], signal: AbortSignal): AsyncIterable<RowEvent>;
  /**
   * Teacher-forced: what each token of given texts has for a probability. Abort acts between two passes.
   * @throws PlumblineError as `generate`; `row-refused` for a text that is longer than the context, when the others are read
   */
  likelihoods(rows: readonly TextRow[], signal: AbortSignal): AsyncIterable<RowLikelihoods>;
  /**
   * Teacher-forced: the `width` likeliest tokens at each place of given texts, in the rows' order. Abort acts between two passes.
   * @throws PlumblineError as `generate`, and `bad-request` for a text that is longer than the context
   */
  distributions(
    rows: readonly ForcedRow[],
    width: number,
    signal: AbortSignal,
  ): AsyncIterable<RowDistributions>;
  /** Frees the model. Calls in flight are rejected. */
  close(): Promise<void>;
}
