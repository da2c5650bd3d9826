import cdf from '@stdlib/stats-base-dists-binomial-cdf';
import { assertCounts } from './table.ts';

/**
 * Exact two-sided McNemar test: whether items were lost as often as gained.
 *
 *     p = min(1, 2 · P(X ≤ min(lost, gained))),   X ~ Binomial(lost + gained, ½)
 *
 * Only the items on which the models differ say anything; with none, p is 1.
 * Source: Q. McNemar, Psychometrika 12 (1947) 153–157, in its exact form; equal to scipy's `binomtest`.
 * @throws RangeError where one is no count
 */
export function mcnemarExact(lost: number, gained: number): number {
  assertCounts(lost, gained);
  const discordant = lost + gained;
  if (discordant === 0) return 1;
  return Math.min(1, 2 * cdf(Math.min(lost, gained), discordant, 0.5));
}
