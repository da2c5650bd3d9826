import * as v from 'valibot';

/** How one set of weights is told to think or not to. */
export const SwitchSchema = v.variant('by', [
  /** An argument of the chat template. */
  v.strictObject({ by: v.literal('template'), argument: v.string() }),
  /** An empty chain that is put before the reply; it comes back with the reply and counts as tokens. */
  v.strictObject({ by: v.literal('empty-chain') }),
  /** Words in the system message. */
  v.strictObject({ by: v.literal('system-message'), off: v.string(), on: v.string() }),
]);
export type Switch = Readonly<v.InferOutput<typeof SwitchSchema>>;

/** A switch with what it is set to. */
export const ThinkingSchema = v.strictObject({
  set: v.picklist(['on', 'off']),
  how: SwitchSchema,
});
export type Thinking = Readonly<v.InferOutput<typeof ThinkingSchema>>;
