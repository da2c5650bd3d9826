import type { Classifier } from '../../domain/classifier.ts';
import type { Reading } from '../../domain/reading.ts';
import type { LoadProgress } from '../engine.ts';
import type { ModelSource } from '../model-source.ts';

/** Everything that a page asks of the classifier's worker. */
export interface ClassifierCalls {
  load: {
    input: {
      readonly classifier: Classifier;
      readonly source: ModelSource;
      readonly threads: number;
    };
    event: LoadProgress;
    result: undefined;
  };
  classify: {
    input: { readonly texts: readonly string[] };
    event: never;
    /** One a text, in their order. */
    result: readonly Reading[];
  };
}
