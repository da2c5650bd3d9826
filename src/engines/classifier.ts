import type { Classifier } from '../domain/classifier.ts';
import type { Reading } from '../domain/reading.ts';
import type { LoadProgress } from './engine.ts';

/** Where classifiers are run. */
export interface ClassifierEngine {
  /** @throws PlumblineError `model-missing`, `model-damaged`, `engine-failed`, `engine-lost` or `aborted`. */
  load(
    classifier: Classifier,
    options: {
      readonly signal: AbortSignal;
      readonly onProgress: (progress: LoadProgress) => void;
    },
  ): Promise<LoadedClassifier>;
}

export interface LoadedClassifier {
  /**
   * Reads texts, one reading each, in their order. A reading does not depend on the other texts. After a failure the
   * classifier is of no more use: load it anew.
   * @throws PlumblineError `engine-lost`, `engine-failed` or `aborted`.
   */
  classify(texts: readonly string[], signal: AbortSignal): Promise<readonly Reading[]>;
  /** Frees the classifier. Calls in flight are rejected. */
  close(): Promise<void>;
}
