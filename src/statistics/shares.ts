import type { Estimate } from '../domain/finding.ts';
import {
  answeredIn,
  byGroup,
  countUnscored,
  isReason,
  scoredIn,
  type Measurement,
  type PairedOutcome,
  type ScoredPair,
  type ShareComparison,
} from './comparison.ts';
import type { Draws } from './draws.ts';
import { groupedMcnemar } from './grouped-mcnemar.ts';
import { groupedDifference, groupedMean, type PairedItem } from './grouped.ts';
import type { PairedGroup, Statistic } from './groups.ts';
import { permuteGroups } from './permutation.ts';
import { pairsIn, tableOf } from './table.ts';
import { equivalenceLevel, intervalLevel } from './verdict.ts';

type Pair = ScoredPair<boolean>;
type Estimates = Omit<Measurement, 'n' | 'answered' | 'unscored' | 'table' | 'confirmed' | 'worst'>;

const nothing: Estimates = {
  groups: 0,
  baseline: null,
  reasoning: null,
  difference: null,
  equivalence: null,
  test: { name: 'mcnemar-exact', p: 1 },
  precision: { kind: 'pairs', effectivePairs: 0, discordance: 1 },
};

/**
 * Compares shares: Wilson's interval of either side and Tango's of the difference, by stratum where the metric averages over
 * strata, with the effective number of items where they come in groups; McNemar's exact test, by group where there are
 * groups. A mean over strata of which one is empty does not exist: it is null, never the mean of the others.
 * @throws RangeError where a unit is in no stratum of the metric
 */
export function measureShare(comparison: ShareComparison, draws: Draws): Measurement {
  const { metric, outcomes, strata } = comparison;
  const stray =
    strata && outcomes.find((row) => !strata.some((stratum) => stratum === row.stratum));
  if (stray) throw new RangeError(`${stray.unit} is in no stratum of ${metric}`);
  const scored = scoredIn(outcomes);
  const answered = answeredIn(outcomes);
  const found = estimate(scored, strata, draws);
  const rises = (found.difference?.value ?? 0) > 0;
  const settled = scoredIn(answered.map((row) => settleAgainst(row, rises)));
  const worst = settled.length === scored.length ? found : estimate(settled, strata, draws);
  return {
    n: scored.length,
    answered: answered.length,
    unscored: countUnscored(outcomes),
    table: tableOf(scored),
    confirmed: true,
    worst: { difference: worst.difference?.value ?? 0, p: worst.test.p },
    ...found,
  };
}

function estimate(
  pairs: readonly Pair[],
  strata: ShareComparison['strata'],
  draws: Draws,
): Estimates {
  const within = (strata ?? [null]).map((name) =>
    pairs.filter(({ stratum }) => name === null || stratum === name),
  );
  if (within.some((stratum) => stratum.length === 0)) return nothing;
  const groups = byGroup(pairs);
  const isLone = groups.length === pairs.length;
  const items = pairs.map(({ baseline, reasoning, group, stratum }): PairedItem => ({
    baseline: Number(baseline),
    reasoning: Number(reasoning),
    group,
    stratum: strata === null ? null : stratum,
  }));
  const [baseline, reasoning] = [groupedMean(items, 'baseline'), groupedMean(items, 'reasoning')];
  const difference = groupedDifference(items);
  const spread = isLone ? (strata === null ? null : 'stratified') : 'grouped';
  const at = (
    { interval }: typeof difference,
    level: number,
    alone: Estimate['method'],
  ): Estimate => ({ ...interval(level), level, method: spread ?? alone });
  return {
    groups: groups.length,
    baseline: at(baseline, intervalLevel, 'wilson'),
    reasoning: at(reasoning, intervalLevel, 'wilson'),
    difference: at(difference, intervalLevel, 'tango-paired'),
    equivalence: at(difference, equivalenceLevel, 'tango-paired'),
    test: testOf(groups, within, draws),
    precision: {
      kind: 'pairs',
      effectivePairs: difference.effectiveItems,
      discordance: discordanceOf(within),
    },
  };
}

/** All exchanges of the models within whole groups, counted where that can be done and drawn where not. */
function testOf(
  groups: readonly (readonly Pair[])[],
  strata: readonly (readonly Pair[])[],
  draws: Draws,
): Measurement['test'] {
  const isLone = groups.every((group) => group.length === 1);
  const swings = groups.map((group) =>
    strata.map((stratum) =>
      group
        .filter((pair) => stratum.includes(pair))
        .reduce((sum, pair) => sum + Number(pair.reasoning) - Number(pair.baseline), 0),
    ),
  );
  const exact = groupedMcnemar(
    swings,
    strata.map(({ length }) => length),
  );
  if (exact !== null) return { name: isLone ? 'mcnemar-exact' : 'permutation-exact', p: exact };
  const summed = groups.map((group): PairedGroup => ({
    baseline: strata.flatMap((stratum) => sumsOf(group, stratum, 'baseline')),
    reasoning: strata.flatMap((stratum) => sumsOf(group, stratum, 'reasoning')),
  }));
  const { rng, count } = draws;
  const { p } = permuteGroups({
    groups: summed,
    statistic: meanOfShares,
    rng: rng(),
    draws: count,
  });
  return { name: 'permutation', p };
}

/** What a group adds in one stratum: how many are so, and how many there are. */
function sumsOf(group: readonly Pair[], stratum: readonly Pair[], side: 'baseline' | 'reasoning') {
  const own = group.filter((pair) => stratum.includes(pair));
  return [own.filter((pair) => pair[side]).length, own.length];
}

/** Mean of the strata's shares, from two sums a stratum. */
const meanOfShares: Statistic = (sums) => {
  let total = 0;
  for (let at = 0; at < sums.length; at += 2) total += (sums[at] ?? 0) / (sums[at + 1] ?? 0);
  return total / (sums.length / 2);
};

/**
 * Share of pairs on which the sides differ, drawn a little towards ½ so that none observed is not taken for none: the mean of
 * (lost + gained + 1) / (nₛ + 2) weighted by 1/nₛ, as the variance of the mean difference weighs it.
 */
function discordanceOf(strata: readonly (readonly Pair[])[]): number {
  const tables = strata.map(tableOf);
  const inverse = tables.reduce((sum, table) => sum + 1 / pairsIn(table), 0);
  const weighted = tables.map((table) => {
    const n = pairsIn(table);
    return (table.lost + table.gained + 1) / (n + 2) / n;
  });
  return weighted.reduce((sum, one) => sum + one, 0) / inverse;
}

/** What could not be scored, taken to speak against a rise, or else against a fall. */
function settleAgainst(row: PairedOutcome<boolean>, rises: boolean): PairedOutcome<boolean> {
  return {
    ...row,
    baseline: isReason(row.baseline) ? rises : row.baseline,
    reasoning: isReason(row.reasoning) ? !rises : row.reasoning,
  };
}
