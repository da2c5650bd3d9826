import type { Classifier } from '../domain/classifier.ts';
import { toFault } from '../domain/fault.ts';
import type { Reading } from '../domain/reading.ts';
import type { ClassifierEngine, LoadedClassifier } from '../engines/classifier.ts';

/**
 * A classifier that is loaded when the first text comes. A failed worker is replaced once; what fails twice fails for good,
 * so that a run does not load a damaged file for every batch.
 */
export class Reader {
  readonly classifier: Classifier;
  readonly #engine: ClassifierEngine;
  #loaded: LoadedClassifier | null = null;
  #failed: { readonly error: unknown } | null = null;

  constructor(engine: ClassifierEngine, classifier: Classifier) {
    this.#engine = engine;
    this.classifier = classifier;
  }

  /**
   * Reads texts, one reading each, in their order.
   * @throws PlumblineError `model-missing`, `model-damaged`, `engine-failed`, `engine-lost` or `aborted`
   */
  async classify(texts: readonly string[], signal: AbortSignal): Promise<readonly Reading[]> {
    if (this.#failed !== null) throw this.#failed.error;
    for (let attempt = 1; ; attempt++) {
      try {
        this.#loaded ??= await this.#engine.load(this.classifier, {
          signal,
          onProgress: () => undefined,
        });
        return await this.#loaded.classify(texts, signal);
      } catch (error) {
        const { kind } = toFault(error);
        if (kind === 'aborted' || signal.aborted) throw error;
        await this.close();
        const isEngine = kind === 'engine-lost' || kind === 'engine-failed';
        if (isEngine && attempt === 1) continue;
        this.#failed = { error };
        throw error;
      }
    }
  }

  /** Frees the classifier; another text loads it again. */
  async close(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    await loaded?.close();
  }
}
