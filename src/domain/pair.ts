import * as v from 'valibot';

/** The two sides of every comparison, in the order in which they are shown. */
export const sides = ['baseline', 'reasoning'] as const;
export type Side = (typeof sides)[number];

/**
 * What the model on the second side is. Only a reasoning model writes chains; the others are controls, which show what an
 * audit says of a model that was changed in another way. Their side is stored as `reasoning` all the same, and no reader
 * is ever shown that word for them.
 */
export const roles = ['reasoning', 'over-aligned', 'base'] as const;
export type Role = (typeof roles)[number];

export const methods = [
  'sft',
  'rl',
  'distillation',
  'hybrid',
  'safety',
  'none',
  'unknown',
] as const;
export const matches = ['same-weights', 'same-parent', 'same-family', 'unknown'] as const;

/** A baseline and the model that is held against it, with how closely they match, criterion by criterion. */
export const PairSchema = v.strictObject({
  id: v.string(),
  title: v.string(),
  baseline: v.string(),
  reasoning: v.string(),
  role: v.picklist(roles),
  /**
   * How the one was made from the other: `safety` by more safety data; `none` where it was not: it came before; `unknown` where whoever
   * added the pair did not say.
   */
  method: v.picklist(methods),
  match: v.picklist(matches),
  criteria: v.array(v.strictObject({ name: v.string(), holds: v.boolean(), note: v.string() })),
});
export type Pair = Readonly<v.InferOutput<typeof PairSchema>>;

/** What a reader is told the model on a side is, to follow “the”: `baseline model`, `over-aligned model`. */
export function modelWord({ role }: Pick<Pair, 'role'>, side: Side): string {
  return `${side === 'baseline' ? side : role} model`;
}

/** Whether the second model writes chains that can be judged apart from its answers. */
export function writesChains({ role }: Pick<Pair, 'role'>): boolean {
  return role === 'reasoning';
}
