import type { Better, Estimate } from '../domain/finding.ts';
import { bootstrapPaired, type Bootstrapped } from './bootstrap.ts';
import {
  answeredIn,
  byGroup,
  countUnscored,
  isReason,
  scoredIn,
  type MeanComparison,
  type Measurement,
  type PairedOutcome,
  type ScoredPair,
  type StatisticComparison,
} from './comparison.ts';
import type { Draws } from './draws.ts';
import { equivalenceLevel, intervalLevel } from './verdict.ts';
import type { PairedGroup, Statistic } from './groups.ts';
import {
  groupedDifference,
  groupedMean,
  type GroupedEstimate,
  type PairedItem,
} from './grouped.ts';
import { standardError } from './normal.ts';
import { permuteGroups } from './permutation.ts';

import { wilcoxon } from './wilcoxon.ts';

type Estimates = Omit<Measurement, 'n' | 'answered' | 'unscored' | 'table' | 'confirmed' | 'worst'>;

/**
 * Compares means of bounded values: intervals as for shares, at the effective number of items (`groupedMean`,
 * `groupedDifference`), and a permutation test of the mean by whole groups; where units are alone, Wilcoxon's signed-rank
 * test beside it. Not by the bootstrap, which covers too little where few rare values decide: see docs/statistics.md.
 */
export function measureMean(comparison: MeanComparison, draws: Draws): Measurement {
  const { outcomes, range } = comparison;
  const scored = scoredIn(outcomes);
  const answered = answeredIn(outcomes);
  const found = meanOf(scored, range, draws);
  const rises = (found.difference?.value ?? 0) > 0;
  const settled = scoredIn(answered.map((row) => settleAgainst(row, rises, range)));
  const worst = settled.length === scored.length ? found : meanOf(settled, range, draws);
  return {
    n: scored.length,
    answered: answered.length,
    unscored: countUnscored(outcomes),
    table: null,
    confirmed: true,
    worst: { difference: worst.difference?.value ?? 0, p: worst.test.p },
    ...found,
  };
}

/**
 * Compares a statistic of all units together: a paired bootstrap by group (BCa), and a permutation test by group, which has to be
 * confirmed by the interval.
 */
export function measureStatistic(comparison: StatisticComparison, draws: Draws): Measurement {
  const { outcomes, value, better } = comparison;
  const scored = scoredIn(outcomes);
  const groups = byGroup(scored);
  const summed = groups.map((pairs): PairedGroup => ({
    baseline: addUp(pairs.map(({ baseline }) => baseline)),
    reasoning: addUp(pairs.map(({ reasoning }) => reasoning)),
  }));
  const compared: Statistic = (sums) => distance(value(sums), better);
  const found = estimates(summed, value, compared, draws);
  const { difference } = found;
  return {
    n: scored.length,
    answered: answeredIn(outcomes).length,
    unscored: countUnscored(outcomes),
    table: null,
    // Two models that lean alike but commit themselves unlike are not exchangeable: the test alone finds 7 to 9% of them.
    confirmed: difference !== null && (difference.low > 0 || difference.high < 0),
    // What an unscored unit would have added to the sums is not bounded.
    worst: null,
    groups: groups.length,
    ...found,
    test: testOf(summed, compared, draws),
  };
}

function testOf(groups: readonly PairedGroup[], statistic: Statistic, draws: Draws) {
  if (groups.length === 0) return { name: 'permutation', p: 1 } as const;
  const { p, exact } = permuteGroups({ groups, statistic, rng: draws.rng(), draws: draws.count });
  return { name: exact ? 'permutation-exact' : 'permutation', p } as const;
}

function meanOf(
  pairs: readonly ScoredPair<number>[],
  [least, most]: MeanComparison['range'],
  draws: Draws,
): Estimates {
  if (pairs.length === 0) return nothing;
  const groups = byGroup(pairs);
  const isLone = groups.length === pairs.length;
  const width = most - least;
  const items = pairs.map(({ baseline, reasoning, group }): PairedItem => ({
    baseline: (baseline - least) / width,
    reasoning: (reasoning - least) / width,
    group,
  }));
  /** From a scale of 0 to 1 back to the metric's own. */
  const estimateAt = (part: GroupedEstimate, level: number, from: number): Estimate => {
    const { value, low, high } = part.interval(level);
    const own = (one: number) => from + one * width;
    return {
      value: own(value),
      low: own(low),
      high: own(high),
      level,
      method: isLone ? 'effective-items' : 'grouped',
    };
  };
  const difference = groupedDifference(items);
  const found = estimateAt(difference, intervalLevel, 0);
  const summed = groups.map((group): PairedGroup => ({
    baseline: [total(group.map(({ baseline }) => baseline)), group.length],
    reasoning: [total(group.map(({ reasoning }) => reasoning)), group.length],
  }));
  const beside = isLone
    ? {
        wilcoxon: wilcoxon(
          pairs.map(({ baseline }) => baseline),
          pairs.map(({ reasoning }) => reasoning),
        ).p,
      }
    : {};
  return {
    groups: groups.length,
    baseline: estimateAt(groupedMean(items, 'baseline'), intervalLevel, least),
    reasoning: estimateAt(groupedMean(items, 'reasoning'), intervalLevel, least),
    difference: found,
    equivalence: estimateAt(difference, equivalenceLevel, 0),
    test: { ...testOf(summed, ratio, draws), ...beside },
    precision: { kind: 'error', standardError: standardError(found) },
  };
}

const nothing: Estimates = {
  groups: 0,
  baseline: null,
  reasoning: null,
  difference: null,
  equivalence: null,
  test: { name: 'permutation', p: 1 },
  precision: { kind: 'error', standardError: null },
};

const ratio: Statistic = (sums) => (sums[0] ?? NaN) / (sums[1] ?? NaN);

/**
 * @param shown what either side's value is
 * @param compared what the difference is taken of: the value itself, or its distance from the ideal
 */
function estimates(
  groups: readonly PairedGroup[],
  shown: Statistic,
  compared: Statistic,
  draws: Draws,
): Pick<Measurement, 'baseline' | 'reasoning' | 'difference' | 'equivalence' | 'precision'> {
  const run = (statistic: Statistic) =>
    bootstrapPaired({ groups, statistic, rng: draws.rng(), draws: draws.count });
  const own = run(shown);
  const { difference } = compared === shown ? own : run(compared);
  const found = estimateAt(difference, intervalLevel);
  return {
    baseline: estimateAt(own.baseline, intervalLevel),
    reasoning: estimateAt(own.reasoning, intervalLevel),
    difference: found,
    equivalence: spread(found) === 0 ? null : estimateAt(difference, equivalenceLevel),
    precision: { kind: 'error', standardError: standardError(found) },
  };
}

/** Where all groups are alike no draw differs: an interval without width is no proof of sameness. */
function spread(found: Estimate | null): number | null {
  return found && found.high - found.low;
}

function estimateAt(part: Bootstrapped, level: number): Estimate | null {
  const interval = part.interval(level);
  return interval && { ...interval, level, method: 'bca-by-group' };
}

function distance(value: number, better: Better): number {
  return typeof better === 'string' ? value : Math.abs(value - better.near);
}

function settleAgainst(
  row: PairedOutcome<number>,
  rises: boolean,
  [least, most]: readonly [number, number],
): PairedOutcome<number> {
  return {
    ...row,
    baseline: isReason(row.baseline) ? (rises ? most : least) : row.baseline,
    reasoning: isReason(row.reasoning) ? (rises ? least : most) : row.reasoning,
  };
}

function addUp(rows: readonly (readonly number[])[]): number[] {
  return rows.reduce<number[]>((sums, row) => row.map((value, at) => value + (sums[at] ?? 0)), []);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
