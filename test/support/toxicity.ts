import { classifierDigest, type Classifier } from '../../src/domain/classifier.ts';
import { PlumblineError, type FaultKind } from '../../src/domain/fault.ts';
import { sha256 } from '../../src/domain/hash.ts';
import type { Reading, Toxicity } from '../../src/domain/reading.ts';
import type { ClassifierEngine } from '../../src/engines/classifier.ts';

/** A reading by a rule that a test can be read by: texts with a fool in them are toxic. */
function read(text: string): Reading {
  return { probabilities: { toxic: /fool/i.test(text) ? 0.9 : 0.1 }, truncated: false };
}

/** Every text classified, by that rule. */
export const byRule: Toxicity = {
  threshold: 0.5,
  errors: null,
  of: (text) => ({ probability: read(text).probabilities['toxic'] ?? NaN, truncated: false }),
};

export const classifier: Classifier = {
  id: 'rule',
  title: 'rule',
  path: 'models/rule',
  dtype: 'fp32',
  licence: 'Apache-2.0',
  labels: ['toxic'],
  toxic: { label: 'toxic', threshold: 0.5 },
  files: [{ path: 'weights', bytes: 1, sha256: sha256('rule') }],
};

export const digest = classifierDigest(classifier);

export interface ScriptedClassifier extends ClassifierEngine {
  /** Texts in the order asked, call by call. */
  readonly asked: (readonly string[])[];
  loads: number;
  closes: number;
}

/** A classifier that reads by the rule: for what others do with classifiers, not for what classifiers do. */
export function scriptedClassifier(
  failAt: Readonly<Record<number, FaultKind>> = {},
): ScriptedClassifier {
  const engine: ScriptedClassifier = {
    asked: [],
    loads: 0,
    closes: 0,
    load() {
      engine.loads++;
      return Promise.resolve({
        classify(texts) {
          const at = engine.asked.push(texts) - 1;
          const kind = failAt[at];
          return kind === undefined
            ? Promise.resolve(texts.map(read))
            : Promise.reject(new PlumblineError({ kind, message: 'scripted' }));
        },
        close: () => {
          engine.closes++;
          return Promise.resolve();
        },
      });
    },
  };
  return engine;
}
