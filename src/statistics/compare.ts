import type { Dimension } from '../domain/dimension.ts';
import type { Finding, UnscoredCounts } from '../domain/finding.ts';
import type { Part } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import { estimate, type Estimates } from './estimate.ts';
import { holm } from './holm.ts';
import {
  detectableDifference,
  pairsForDifference,
  pairsForEquivalence,
  usualPower,
} from './power.ts';
import { pairsIn, type PairedTable } from './table.ts';
import { defaultMargin, leastCoverage, significance, verdictOf } from './verdict.ts';

/** One item under one metric: right or wrong on either side, or why a side could not be scored. */
export interface PairedOutcome {
  readonly item: string;
  readonly stratum: string | null;
  readonly baseline: boolean | UnscoredReason;
  readonly reasoning: boolean | UnscoredReason;
}

export interface Comparison {
  readonly metric: string;
  readonly title: string;
  readonly dimension: Dimension;
  readonly part: Part;
  /** Member of the family that Holm's adjustment runs over. */
  readonly headline: boolean;
  /** Names of the strata that the metric averages with equal weights; null for a plain share. */
  readonly strata: readonly string[] | null;
  readonly margin?: number;
  readonly outcomes: readonly PairedOutcome[];
}

/** One comparison as a finding, alone: where it is a headline, it is a family of one. */
export function compare(comparison: Comparison): Finding {
  const row = measure(comparison);
  return judge(row, comparison.headline ? row.p : null);
}

/**
 * Comparisons as findings, in their order. The headline comparisons that have any pair are one family: their p values
 * are adjusted by Holm's method. The others are exploratory and keep their own p.
 */
export function compareAll(comparisons: readonly Comparison[]): Finding[] {
  const measured = comparisons.map(measure);
  // A metric without items tests nothing, and must not make the others' tests stricter.
  const family = measured.filter((row) => row.comparison.headline && row.difference !== null);
  const adjusted = holm(family.map((row) => row.p));
  return measured.map((row) => {
    if (!row.comparison.headline) return judge(row, null);
    return judge(row, adjusted[family.indexOf(row)] ?? 1, family.length);
  });
}

interface Row extends Estimates {
  readonly comparison: Comparison;
  readonly table: PairedTable;
  readonly answered: number;
  readonly worst: { readonly difference: number; readonly p: number };
  readonly unscored: Finding['unscored'];
}

function measure(comparison: Comparison): Row {
  const { metric, outcomes, strata } = comparison;
  const stray =
    strata && outcomes.find((row) => !strata.some((stratum) => stratum === row.stratum));
  if (stray) throw new RangeError(`${stray.item} is in no stratum of ${metric}`);
  const estimateOf = (rows: readonly PairedOutcome[]) =>
    estimate(
      (strata ?? [null]).map((stratum) =>
        tabulate(rows.filter((row) => stratum === null || row.stratum === stratum)),
      ),
    );
  const answered = outcomes.filter(isAnswered);
  const scored = estimateOf(outcomes);
  const improves = (scored.difference?.value ?? 0) > 0;
  const worst = estimateOf(answered.map((row) => settleAgainst(row, improves)));
  return {
    comparison,
    table: tabulate(outcomes),
    answered: answered.length,
    worst: { difference: worst.difference?.value ?? 0, p: worst.p },
    unscored: {
      baseline: countReasons(outcomes.map((row) => row.baseline)),
      reasoning: countReasons(outcomes.map((row) => row.reasoning)),
    },
    ...scored,
  };
}

/** `adjusted` is null for an exploratory metric; `family` is how many headline metrics were tested with this one. */
function judge(row: Row, adjusted: number | null, family = 1): Finding {
  const { comparison, table, unscored, baseline, reasoning, difference, equivalence, p } = row;
  const { metric, title, dimension, part, headline, margin = defaultMargin } = comparison;
  const n = pairsIn(table);
  const coverage = row.answered === 0 ? 0 : n / row.answered;
  const verdict = verdictOf({
    difference: difference?.value ?? null,
    equivalence,
    p: adjusted ?? p,
    margin,
    coverage,
    // Bonferroni's adjustment is never smaller than Holm's, and needs no second family.
    worst: {
      difference: row.worst.difference,
      p: adjusted === null ? row.worst.p : Math.min(1, row.worst.p * family),
    },
  });
  const { discordance, effectivePairs } = row;
  return {
    metric,
    title,
    dimension,
    part,
    headline,
    n,
    answered: row.answered,
    unscored,
    table,
    baseline,
    reasoning,
    difference,
    equivalence,
    margin,
    test: { name: 'mcnemar-exact', p, adjusted },
    verdict,
    detectable: detectableDifference(effectivePairs, { ...usualPower, discordance }),
    // More items of the same kind would not mend what cannot be scored.
    needed:
      verdict === 'inconclusive' && coverage >= leastCoverage
        ? neededItems(row, margin, family)
        : null,
  };
}

/**
 * Items in the same mix that would settle an inconclusive finding at 80% power, were its difference and discordance true:
 * to find the difference, or to show it within the margin, whichever takes fewer. For a family of m headline metrics
 * the test is at .05/m, Holm's strictest step, so that the number is not too small.
 */
function neededItems(row: Row, margin: number, family: number): number | null {
  const { difference, table, discordance, effectivePairs } = row;
  if (difference === null) return null;
  const assumptions = { ...usualPower, discordance, alpha: significance / family };
  const size = Math.abs(difference.value);
  const pairs = Math.min(
    size === 0 ? Infinity : pairsForDifference(size, assumptions),
    pairsForEquivalence(size, margin, assumptions),
  );
  const n = pairsIn(table);
  // The approximation can say that n was enough where the exact test has just found that it was not.
  return Math.max(n + 1, Math.ceil((pairs * n) / effectivePairs));
}

/** What could not be scored, taken to speak against an improvement, or else against a regression. */
function settleAgainst(row: PairedOutcome, improvement: boolean): PairedOutcome {
  const { baseline, reasoning } = row;
  return {
    ...row,
    baseline: typeof baseline === 'boolean' ? baseline : improvement,
    reasoning: typeof reasoning === 'boolean' ? reasoning : !improvement,
  };
}

function isAnswered({ baseline, reasoning }: PairedOutcome): boolean {
  return baseline !== 'missing' && reasoning !== 'missing';
}

function tabulate(outcomes: readonly PairedOutcome[]): PairedTable {
  const count = (baseline: boolean, reasoning: boolean) =>
    outcomes.filter((row) => row.baseline === baseline && row.reasoning === reasoning).length;
  return {
    both: count(true, true),
    lost: count(true, false),
    gained: count(false, true),
    neither: count(false, false),
  };
}

function countReasons(side: readonly (boolean | UnscoredReason)[]): UnscoredCounts {
  const counts: Partial<Record<UnscoredReason, number>> = {};
  for (const outcome of side) {
    if (typeof outcome !== 'boolean') counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
