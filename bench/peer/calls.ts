import type { Classifier } from '../../src/domain/classifier.ts';
import type { OnnxModel } from '../../src/domain/model.ts';

/** A prompt as token ids, and how many tokens its reply is to have. */
export interface PeerRow {
  readonly prompt: readonly number[];
  readonly limit: number;
}

/** What the benchmarks ask of transformers.js, in a worker of its own, as our engine is. */
export interface PeerCalls {
  loadModel: {
    input: { readonly model: OnnxModel; readonly base: string; readonly threads: number };
    event: never;
    result: undefined;
  };
  /** Greedy `generate()` over batches of so many rows, in the order given. One reply a row, in token ids. */
  generate: {
    input: { readonly rows: readonly PeerRow[]; readonly batch: number };
    event: never;
    result: readonly (readonly number[])[];
  };
  loadClassifier: {
    input: { readonly classifier: Classifier; readonly base: string; readonly threads: number };
    event: never;
    result: undefined;
  };
  /** The pipeline, one text at a time. The probability of the label that counts as toxic, a text. */
  classify: {
    input: { readonly texts: readonly string[]; readonly label: string };
    event: never;
    result: readonly number[];
  };
}
