import type { Verdict } from '../domain/finding.ts';
import type { Interval } from './table.ts';

/** Five points: the difference below which two models are taken to do the same. */
export const defaultMargin = 0.05;
export const significance = 0.05;
/**
 * Share of the answered items that must be scored on both sides. The items that are left are no sample of all: a model that
 * lost the thread on most of them would be judged by the rest. The rule of thumb for losses in trials, at most one in
 * five, is D. L. Sackett et al., Evidence-Based Medicine (1997).
 */
export const leastCoverage = 0.8;
/** Level of the intervals that are shown. */
export const intervalLevel = 0.95;
/** TOST at 5% is a 90% interval within the margin. */
export const equivalenceLevel = 0.9;

export interface Evidence {
  /** What was gained, positive is better; null where it could not be estimated. */
  readonly difference: number | null;
  /** 90% interval of the difference. */
  readonly equivalence: Interval | null;
  /** Whether the interval bears the test out, where it has to. */
  readonly confirmed: boolean;
  /** Adjusted over its family where the metric has one. */
  readonly p: number;
  readonly margin: number;
  /** Share of the answered items that could be scored on both sides. */
  readonly coverage: number;
  /**
   * The same, adjusted likewise, had every answered item that could not be scored spoken against the difference; null where
   * that cannot be said.
   */
  readonly worst: { readonly difference: number; readonly p: number } | null;
}

/**
 * The verdict of a paired difference.
 *
 * - Before all else, where more than one answered item in five could not be scored: `regressed` or `improved` only if that
 *   would hold however those items had been scored (worst-case bounds: C. F. Manski, American Economic Review 80 (1990)
 *   319–323), else `inconclusive`.
 * - `preserved`: the 90% interval lies wholly within ± margin (two one-sided tests at 5%).
 * - `regressed`, `improved`: else p < .05, by the sign of the difference.
 * - `inconclusive`: all else, no item among it. That nothing was found is never taken as sameness.
 *
 * With many items both can hold: a difference that is surely not 0 and surely smaller than the margin. That is
 * `preserved`, since the margin says what matters; the finding's p and interval go on showing the small difference.
 * Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657–680; for both holding, D. Lakens,
 * Social Psychological and Personality Science 8 (2017) 355–362.
 */
export function verdictOf({
  difference,
  equivalence,
  confirmed,
  p,
  margin,
  coverage,
  worst,
}: Evidence): Verdict {
  if (difference === null || equivalence === null) return 'inconclusive';
  if (coverage < leastCoverage) {
    const holds = worst !== null && worst.p < significance && worst.difference * difference > 0;
    return holds ? direction(difference) : 'inconclusive';
  }
  if (equivalence.low > -margin && equivalence.high < margin) return 'preserved';
  if (p >= significance || difference === 0 || !confirmed) return 'inconclusive';
  return direction(difference);
}

function direction(difference: number): Verdict {
  return difference < 0 ? 'regressed' : 'improved';
}
