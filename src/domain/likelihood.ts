import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const logProbability = v.pipe(v.number(), v.finite(), v.maxValue(0));

/**
 * How likely a model finds a text that it did not write: the natural logarithm of each token's probability, given all that
 * stands before it. The first token has none where nothing stands before it, so there may be one logarithm less than tokens.
 */
export const LikelihoodSchema = v.pipe(
  v.strictObject({ tokens: v.array(count), logProbs: v.array(logProbability) }),
  v.check(
    ({ tokens, logProbs }) =>
      tokens.length - logProbs.length === 0 || tokens.length - logProbs.length === 1,
    'there is not one logarithm a token',
  ),
);
export type Likelihood = Readonly<v.InferOutput<typeof LikelihoodSchema>>;
