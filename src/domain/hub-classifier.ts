import * as v from 'valibot';
import { BasisSchema, FigureSchema, SourceSchema } from './hub-model.ts';
import { DtypeSchema } from './model.ts';

/** A classifier on the hub: listed for those who look for one, and not enabled. No detector of ours was measured with it. */
export const HubClassifierSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  detects: v.picklist(['toxicity', 'refusal']),
  url: v.pipe(v.string(), v.url()),
  dtype: DtypeSchema,
  /** The graph's file in the repository. */
  graph: v.string(),
  licence: v.strictObject({ name: v.string(), basis: BasisSchema }),
  labels: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Whether a text can have several labels at once: then each has a sigmoid of its own. */
  multiLabel: v.boolean(),
  download: FigureSchema,
  available: v.literal('needs-download'),
  note: v.string(),
  sources: v.pipe(v.array(SourceSchema), v.minLength(1)),
});
export type HubClassifier = Readonly<v.InferOutput<typeof HubClassifierSchema>>;
