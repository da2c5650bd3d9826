import pmf from '@stdlib/stats-base-dists-hypergeometric-pmf';
import { assertCounts } from './table.ts';

/** Two groups' counts of right and wrong. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

export interface FisherTest {
  /** The sample's odds ratio, ad / bc: infinite where only bc is 0, NaN where a row or column is empty. */
  readonly odds: number;
  readonly p: number;
}

/**
 * Fisher's exact test of two independent shares, two-sided: the chance, with both margins given, of a table that is at most as
 * likely as the one seen. For shares of different items; the same items under two models are McNemar's affair.
 * Source: R. A. Fisher, Journal of the Royal Statistical Society 85 (1922) 87–94; equal to scipy's `fisher_exact`.
 * @throws RangeError where one is no count
 */
export function fisherExact([[a, b], [c, d]]: TwoByTwo): FisherTest {
  assertCounts(a, b, c, d);
  const [row, column, n] = [a + b, a + c, a + b + c + d];
  if (row === 0 || column === 0 || row === n || column === n) return { odds: NaN, p: 1 };
  const chance = (k: number) => pmf(k, n, column, row);
  // Tables that are equally likely on paper differ in their last digits.
  const limit = chance(a) * (1 + 1e-7);
  let p = 0;
  for (let k = Math.max(0, row + column - n); k <= Math.min(row, column); k++) {
    const one = chance(k);
    if (one <= limit) p += one;
  }
  return { odds: (a * d) / (b * c), p: Math.min(1, p) };
}
