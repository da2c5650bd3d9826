import type { ChainMarks } from '../chain.ts';
import type { LogitPart } from '../logits.ts';

/** Keys or values of a past, a row of them for each row of the batch. */
export interface CacheTensor {
  /** A tensor of these rows, in this order, some of them perhaps more than once. It lies where this one does. */
  gather(rows: readonly number[]): Promise<CacheTensor>;
  dispose(): void;
}

/** A row of a past, and where its tokens are in it: runs of places, the end left out. */
export interface CacheRow {
  readonly row: number;
  readonly runs: readonly (readonly [from: number, to: number])[];
}

/** Rows of one past that go into another. */
export interface CachePart {
  readonly tensor: CacheTensor;
  readonly rows: readonly CacheRow[];
}

/** One pass through the graph. Attention is 0 where rows are padded. */
export interface StepInput {
  readonly rows: number;
  /** Tokens a row in this pass. */
  readonly width: number;
  /** `rows × width` token ids, row by row. */
  readonly ids: BigInt64Array;
  /** `rows × width` positions, counted from each row's first real token. */
  readonly positions: BigInt64Array;
  /** `rows × (past + width)`: 1 for what may be attended to. */
  readonly attention: BigInt64Array;
  /** Keys and values of the past, in the order of `cacheNames`; empty at the first pass. */
  readonly cache: readonly CacheTensor[];
}

export interface StepOutput {
  /** `rows × vocabulary` raw logits of each row's last token. */
  readonly logits: Float32Array;
  readonly vocabulary: number;
  readonly cache: readonly CacheTensor[];
}

export interface ReadOptions {
  /** Places from the end whose logits are needed; a graph that cannot tell gives those of all. */
  readonly keep: number;
  /** Where they are wanted; `gpu` only where there is a device. */
  readonly on: 'cpu' | 'gpu';
}

/** Raw logits: `rows × kept × vocabulary`. */
export interface ReadOutput {
  readonly kept: number;
  readonly vocabulary: number;
  readonly logits: LogitPart['logits'];
  release(): void;
}

/** A decoder-only model as the decode loop sees it. */
export interface Decoder {
  readonly end: readonly number[];
  readonly pad: number;
  readonly marks: ChainMarks | null;
  /** Tokens that a prompt and its reply may have together. */
  readonly context: number;
  step(input: StepInput): Promise<StepOutput>;
  /**
   * Rows of several pasts as one past of this width, each closed up at the right end. Null where that would cost more than it
   * brings: on the GPU, where each run of a row would be a copy of its own.
   */
  readonly merge: ((parts: readonly CachePart[], width: number) => Promise<CacheTensor>) | null;
  /** Numbers in a row of logits; null where the config does not say. */
  readonly vocabulary: number | null;
  /** Bytes of keys and values that a token of a row takes. */
  readonly cacheBytes: number;
  /** The device that sessions of this worker run on, or null. */
  device(): Promise<GPUDevice | null>;
  /** A pass that keeps raw logits of places. Nothing of it is cached. */
  read(input: StepInput, options: ReadOptions): Promise<ReadOutput>;
  /** Frees the graph and its weights. */
  close(): Promise<void>;
}
