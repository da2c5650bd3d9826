import quantile from '@stdlib/stats-base-dists-beta-quantile';
import { assertCounts, type Measured } from './table.ts';

/**
 * Clopper and Pearson's exact interval of a proportion k/n, from quantiles of the beta distribution:
 *
 *     low = B(α/2; k, n − k + 1),   high = B(1 − α/2; k + 1, n − k),   α = 1 − level
 *
 * It covers at least at its level for every true share, mostly above it: Wilson's is the one that reports show.
 * Source: C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404–413; equal to scipy's
 * `binomtest(k, n).proportion_ci(level, 'exact')`.
 * @returns proportions in [0, 1]
 * @throws RangeError where n is 0, k is above n, or one is no count
 */
export function clopperPearson(k: number, n: number, level = 0.95): Measured {
  assertCounts(k, n);
  if (n === 0 || k > n) throw new RangeError(`${k} of ${n} is not a proportion`);
  const tail = (1 - level) / 2;
  return {
    value: k / n,
    low: k === 0 ? 0 : quantile(tail, k, n - k + 1),
    high: k === n ? 1 : quantile(1 - tail, k + 1, n - k),
  };
}
