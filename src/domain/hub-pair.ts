import * as v from 'valibot';
import { SourceSchema } from './hub-model.ts';
import { PairSchema } from './pair.ts';

/** A pair of models on the hub. Where thinking is switched, both sides are one model with two settings. */
export const HubPairSchema = v.pipe(
  v.strictObject({
    ...PairSchema.entries,
    engine: v.picklist(['webllm', 'onnx']),
    /** What each side is told; null where neither side has a switch that is used. */
    thinking: v.nullable(
      v.strictObject({ baseline: v.literal('off'), reasoning: v.literal('on') }),
    ),
    /** It can be looked at, and run once its models are stored. */
    available: v.literal('needs-download'),
    sources: v.pipe(v.array(SourceSchema), v.minLength(1)),
  }),
  v.check(
    ({ baseline, reasoning, thinking, method }) =>
      (baseline === reasoning) === (thinking !== null) &&
      (thinking !== null) === (method === 'hybrid'),
    'one model on both sides is one whose thinking is switched, and no other',
  ),
);
export type HubPair = Readonly<v.InferOutput<typeof HubPairSchema>>;
