import * as v from 'valibot';
import { HubClassifierSchema, type HubClassifier } from '../domain/hub-classifier.ts';
import { HubModelSchema, type HubModel } from '../domain/hub-model.ts';
import { HubPairSchema, type HubPair } from '../domain/hub-pair.ts';
import classifiers from './hub-classifiers.json' with { type: 'json' };
import models from './hub-models.json' with { type: 'json' };
import pairs from './hub-pairs.json' with { type: 'json' };

/** Real models that are on the hub and do not ship: what is known of them, and the pairs that they make. */
export interface Hub {
  readonly models: readonly HubModel[];
  readonly pairs: readonly HubPair[];
  readonly classifiers: readonly HubClassifier[];
}

/**
 * The catalogue of the hub, checked by schema; written by hand. Import it lazily: a page that does not show it should not load it.
 */
export const hub: Hub = {
  models: v.parse(v.array(HubModelSchema), models),
  pairs: v.parse(v.array(HubPairSchema), pairs),
  classifiers: v.parse(v.array(HubClassifierSchema), classifiers),
};
