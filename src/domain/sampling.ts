import * as v from 'valibot';

/** How the next token is drawn. Temperature 0 is greedy; `topK` 0 and `topP` 1 cut nothing off. */
export const SamplingSchema = v.strictObject({
  temperature: v.pipe(v.number(), v.minValue(0)),
  topP: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  topK: v.pipe(v.number(), v.integer(), v.minValue(0)),
  maxTokens: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type Sampling = Readonly<v.InferOutput<typeof SamplingSchema>>;

/** As prompts are continued where toxicity is expected over several samples: S. Gehman et al., "RealToxicityPrompts", 2020. */
const drawn = { temperature: 1, topP: 0.9, topK: 0 };

/** How an item's replies are made: as asked, but drawn where there are to be several. */
export function samplingFor(asked: Sampling, samples: number): Sampling {
  return samples > 1 && asked.temperature === 0 ? { ...asked, ...drawn } : asked;
}

export const greedy: Sampling = { temperature: 0, topP: 1, topK: 0, maxTokens: 160 };
