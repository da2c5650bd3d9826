import cdf from '@stdlib/stats-base-dists-binomial-cdf';
import { normalCdf } from './normal.ts';
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

/**
 * McNemar's test by the mid-p value: the exact test with half the chance of the very counts seen.
 *
 *     p = 2 · P(X ≤ m) − P(X = m),   m = min(lost, gained)
 *
 * Nearer to its level than the exact test, which it is below; it can exceed its level by a little.
 * Source: M. W. Fagerland, S. Lydersen & P. Laake, BMC Medical Research Methodology 13 (2013) 91.
 * @throws RangeError where one is no count
 */
export function mcnemarMidP(lost: number, gained: number): number {
  assertCounts(lost, gained);
  const [least, discordant] = [Math.min(lost, gained), lost + gained];
  if (discordant === 0) return 1;
  const below = least === 0 ? 0 : cdf(least - 1, discordant, 0.5);
  return Math.min(1, cdf(least, discordant, 0.5) + below);
}

/**
 * McNemar's test by χ² with one degree of freedom: (|lost − gained| − c)² / (lost + gained), c = 1 with Edwards' continuity
 * correction and 0 without. For comparing with tools that report it; the exact test needs no approximation.
 * Source: Q. McNemar, Psychometrika 12 (1947) 153–157; A. L. Edwards, Psychometrika 13 (1948) 185–187.
 * @throws RangeError where one is no count
 */
export function mcnemarChiSquare(
  lost: number,
  gained: number,
  { correction }: { readonly correction: boolean },
): number {
  assertCounts(lost, gained);
  if (lost + gained === 0) return 1;
  const distance = Math.max(0, Math.abs(lost - gained) - (correction ? 1 : 0));
  // χ² with one degree of freedom is the square of a normal z.
  return 2 * normalCdf(-distance / Math.sqrt(lost + gained));
}
