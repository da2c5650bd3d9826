import type { Device } from '../domain/audit.ts';
import type { Model } from '../domain/model.ts';
import type { ForcedRow, LoadProgress } from './engine.ts';
import type { ModelSource } from './model-source.ts';

/** A tokenizer's tokens, as far as those of two models must be held against each other. */
export interface Vocabulary {
  /** How the tokenizer writes each token, by its id; a hole where an id means nothing. */
  readonly tokens: readonly (string | undefined)[];
  /** Ids of tokens that are no text: marks of turns and of chains, padding, and whatever else was added. */
  readonly special: ReadonlySet<number>;
  /** Numbers in a row of logits; it may be padded past the last token. */
  readonly size: number;
}

/** A row as token ids. */
export interface ForcedText {
  /** All that stands before the text, a chain included; at least one token. */
  readonly prompt: readonly number[];
  readonly text: readonly number[];
}

/** Consecutive tokens of a text whose logits lie in consecutive rows. */
export interface LogitRun {
  /** Place of the text among those that were asked for. */
  readonly text: number;
  /** First of its tokens, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Row in which the logits for token `from` lie: those that it is predicted by. */
  readonly row: number;
}

/**
 * Raw logits of some tokens, `vocabulary` numbers a row. On the GPU, what is queued there sees them; the buffer may be
 * larger than what is said of it.
 */
export interface LogitPart {
  readonly runs: readonly LogitRun[];
  readonly vocabulary: number;
  readonly logits:
    | { readonly on: 'cpu'; readonly data: Float32Array }
    | { readonly on: 'gpu'; readonly buffer: GPUBuffer };
  /** Frees them. To be called when nothing more is read of them, and on every way out. */
  release(): void;
}

/**
 * A model as it is read, in the worker that holds it: what any engine offers whose logits can be had whole. Reads must not
 * overlap. After a failed one the source is of no more use.
 */
export interface LogitSource {
  readonly vocabulary: Vocabulary;
  /** Tokens that a prompt and its text may have together. */
  readonly context: number;
  /** Tokens that open and close the model's chains; null where it writes none. */
  readonly marks: { readonly open: number; readonly close: number } | null;
  /** The device that logits stay on when they are asked for there; null where they can only be had in main memory. */
  readonly device: GPUDevice | null;
  /** Texts that are worth being read together: 1 where the engine reads them one by one. */
  readonly rows: number;
  /** A row as this model's own tokenizer and template have it. @throws PlumblineError `engine-failed` */
  force(row: ForcedRow): ForcedText;
  /**
   * Teacher-forced: the logits for every token of the texts, in an order of its own but each text from its first token on, in as
   * many parts as memory asks for. Texts that begin alike are best handed over together: an engine may read their common
   * beginning once. Abort acts between two passes.
   * @param on where the logits are wanted; `gpu` only where there is a device
   * @param share false where each text is to be read whole
   * @throws PlumblineError `aborted`, `engine-failed`, or `bad-request` where a text does not fit the context
   */
  read(
    texts: readonly ForcedText[],
    options: {
      readonly on: 'cpu' | 'gpu';
      readonly signal: AbortSignal;
      readonly share?: boolean;
    },
  ): AsyncIterable<LogitPart>;
  /** How a single token is written, special ones included. */
  piece(id: number): string;
  /** Frees the model. */
  close(): Promise<void>;
}

/** What must be known of a model to have it read. */
export interface SourceRequest {
  readonly model: Model;
  readonly device: Device;
  /** Where the model's files are. */
  readonly source: ModelSource;
  /** Threads for WebAssembly. */
  readonly threads: number;
}

/** An engine whose logits can be had whole, in the worker that it runs in. */
export interface LogitEngine {
  /** What can be told of a model without its weights. @throws PlumblineError as `Engine.load` */
  describe(asked: SourceRequest): Promise<Pick<LogitSource, 'vocabulary' | 'marks'>>;
  /** Loads a model to be read. @throws PlumblineError as `Engine.load` */
  open(asked: SourceRequest, onProgress: (progress: LoadProgress) => void): Promise<LogitSource>;
}

/** The logits of a run's tokens, one view a token. @throws TypeError where they lie on the GPU */
export function rowsOf({ logits, vocabulary }: LogitPart, run: LogitRun): Float32Array[] {
  if (logits.on === 'gpu') throw new TypeError('logits that lie on the GPU');
  const { data } = logits;
  return Array.from({ length: run.to - run.from }, (_, at) => {
    const start = (run.row + at) * vocabulary;
    return data.subarray(start, start + vocabulary);
  });
}
