import type { ChainMarks } from '../chain.ts';

/** A tensor as the decode loop needs it; `data` only where it lies in main memory. */
export interface CacheTensor {
  readonly dims: readonly number[];
  /** The values, fetched from the GPU where they are there. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** One pass through the graph. Rows are padded on the left: attention is 0 there. */
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

/** A decoder-only model as the decode loop sees it. */
export interface Decoder {
  readonly end: readonly number[];
  readonly pad: number;
  readonly marks: ChainMarks | null;
  /** Tokens that a prompt and its reply may have together. */
  readonly context: number;
  step(input: StepInput): Promise<StepOutput>;
  /** A first pass that keeps the raw logits of every place: `rows × width × vocabulary`. Nothing of it is cached. */
  read(input: StepInput): Promise<Pick<StepOutput, 'logits' | 'vocabulary'>>;
  /** A cache tensor from values in main memory. */
  cacheTensor(data: Float32Array, dims: readonly number[]): CacheTensor;
}
