import * as v from 'valibot';
import { ClassifierSchema, type Classifier } from '../domain/classifier.ts';
import { PlumblineError } from '../domain/fault.ts';
import { ModelSchema, type Model } from '../domain/model.ts';
import { PackRefSchema, type PackRef } from '../domain/pack.ts';
import { PairSchema, type Pair } from '../domain/pair.ts';
import { RecordedSchema, type Recorded } from '../domain/recorded.ts';
import { SuiteSchema, type Suite } from '../domain/suite.ts';
import classifiers from './classifiers.json' with { type: 'json' };
import models from './models.json' with { type: 'json' };
import packs from './packs.json' with { type: 'json' };
import pairs from './pairs.json' with { type: 'json' };
import recorded from './recorded.json' with { type: 'json' };
import suites from './suites.json' with { type: 'json' };

/** The models, classifiers, packs, pairs, suites and recorded audits that ship. */
export interface Catalog {
  readonly models: readonly Model[];
  /** The first one reads the replies. */
  readonly classifiers: readonly Classifier[];
  readonly packs: readonly PackRef[];
  readonly pairs: readonly Pair[];
  readonly suites: readonly Suite[];
  readonly recorded: readonly Recorded[];
}

/** The shipped catalogue, checked by schema. `npm run catalog` writes the hashes in it. */
export const catalog: Catalog = {
  models: v.parse(v.array(ModelSchema), models),
  classifiers: v.parse(v.array(ClassifierSchema), classifiers),
  packs: v.parse(v.array(PackRefSchema), packs),
  pairs: v.parse(v.array(PairSchema), pairs),
  suites: v.parse(v.array(SuiteSchema), suites),
  recorded: v.parse(v.array(RecordedSchema), recorded),
};

/** @throws PlumblineError `unknown-pair`, naming the ones there are. */
export function findPair({ pairs }: Catalog, id: string): Pair {
  const pair = pairs.find((one) => one.id === id);
  if (pair === undefined) throw unknown('unknown-pair', 'pair', id, pairs);
  return pair;
}

/** @throws PlumblineError `unknown-suite`, naming the ones there are. */
export function findSuite({ suites }: Catalog, id: string): Suite {
  const suite = suites.find((one) => one.id === id);
  if (suite === undefined) throw unknown('unknown-suite', 'suite', id, suites);
  return suite;
}

/** @throws PlumblineError `model-missing` where a pair names a model that the catalogue lacks. */
export function findModel({ models }: Catalog, id: string): Model {
  const model = models.find((one) => one.id === id);
  if (model === undefined) throw unknown('model-missing', 'model', id, models);
  return model;
}

/** The classifier that reads the replies. @throws PlumblineError `model-missing` where none ships */
export function chosenClassifier({ classifiers }: Catalog): Classifier {
  const [first] = classifiers;
  if (first === undefined) throw unknown('model-missing', 'classifier', 'toxicity', classifiers);
  return first;
}

/** The packs of a suite, in its order. @throws PlumblineError `unknown-suite` where a suite names a pack that is not there. */
export function suitePacks({ packs }: Catalog, suite: Suite): PackRef[] {
  return suite.packs.map((id) => {
    const pack = packs.find((one) => one.id === id);
    if (pack === undefined) throw unknown('unknown-suite', 'pack', id, packs);
    return pack;
  });
}

function unknown(
  kind: 'unknown-pair' | 'unknown-suite' | 'model-missing',
  word: string,
  id: string,
  known: readonly { id: string }[],
): PlumblineError {
  return new PlumblineError({
    kind,
    message: `There is no ${word} “${id}”.`,
    kept: 'Nothing was run.',
    remedy:
      known.length === 0
        ? 'This copy of Plumbline ships none: install it anew.'
        : `Choose one of: ${known.map((one) => one.id).join(', ')}.`,
  });
}
