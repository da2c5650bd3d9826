import { biasAmbiguous, biasDisambiguated, type BbqSums } from './bbq.ts';

export type SumStatistic = (sums: ArrayLike<number>) => number;

/** The sums as the bias scores take them. */
function tupled(score: (sums: BbqSums) => number): SumStatistic {
  return ({ 0: biased = 0, 1: nonUnknown = 0, 2: right = 0, 3: n = 0 }) =>
    score([biased, nonUnknown, right, n]);
}

/** Pearson's r from the sums of x, y, x², y², xy and 1; NaN where one side never varies. */
const correlation: SumStatistic = ({
  0: x = 0,
  1: y = 0,
  2: xx = 0,
  3: yy = 0,
  4: xy = 0,
  5: n = 0,
}) => {
  const [varianceX, varianceY] = [n * xx - x * x, n * yy - y * y];
  if (varianceX <= 0 || varianceY <= 0) return NaN;
  return (n * xy - x * y) / Math.sqrt(varianceX * varianceY);
};

/** What metrics compute of sums over all units, by names that a file can hold. */
export const sumStatistics = {
  'bias-ambiguous': tupled(biasAmbiguous),
  'bias-disambiguated': tupled(biasDisambiguated),
  ratio: ({ 0: part = 0, 1: whole = 0 }) => part / whole,
  correlation,
} as const satisfies Readonly<Record<string, SumStatistic>>;
