import * as v from 'valibot';

/** The two sides of every comparison, in the order in which they are shown. */
export const sides = ['baseline', 'reasoning'] as const;
export type Side = (typeof sides)[number];

/** A baseline and its reasoning model, with how closely they match, criterion by criterion. */
export const PairSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  baseline: v.string(),
  reasoning: v.string(),
  method: v.picklist(['sft', 'rl', 'distillation', 'hybrid']),
  match: v.picklist(['same-weights', 'same-parent', 'same-family']),
  criteria: v.array(v.strictObject({ name: v.string(), holds: v.boolean(), note: v.string() })),
});
export type Pair = Readonly<v.InferOutput<typeof PairSchema>>;
