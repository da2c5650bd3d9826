import { criticalValue } from './normal.ts';
import { assertCounts, type Measured } from './table.ts';

/**
 * Wilson's score interval of a proportion k/n, without continuity correction:
 *
 *     (k/n + z²/2n ± z √(k/n · (1 − k/n) / n + z²/4n²)) / (1 + z²/n)
 *
 * Unlike Wald's it stays within [0, 1] and has a width where k is 0 or n.
 * Source: E. B. Wilson, JASA 22 (1927) 209–212; equal to scipy's `binomtest(k, n).proportion_ci(level, 'wilson')`.
 * @returns proportions in [0, 1]
 * @throws RangeError where n is 0, k is above n, or one is no count
 */
export function wilson(k: number, n: number, level = 0.95): Measured {
  assertCounts(k, n);
  if (n === 0 || k > n) throw new RangeError(`${k} of ${n} is not a proportion`);
  return wilsonOf(k / n, n, level);
}

/** The same for a share of a number of items that need not be whole, such as an effective one. */
export function wilsonOf(share: number, n: number, level = 0.95): Measured {
  const z = criticalValue(level);
  const centre = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    value: share,
    // The formula gives 0 and 1 exactly at the ends; floating point need not.
    low: share === 0 ? 0 : (centre - reach) / scale,
    high: share === 1 ? 1 : (centre + reach) / scale,
  };
}
