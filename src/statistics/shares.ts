import type { Estimate } from '../domain/finding.ts';
import { bootstrapPaired } from './bootstrap.ts';
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
import { estimate, intervalLevel } from './estimate.ts';
import { groupedMcnemar } from './grouped-mcnemar.ts';
import type { PairedGroup, Statistic } from './groups.ts';
import { standardError } from './normal.ts';
import { permuteGroups } from './permutation.ts';
import { tableOf } from './table.ts';
import { equivalenceLevel } from './verdict.ts';

type Pair = ScoredPair<boolean>;
type Estimates = Omit<Measurement, 'n' | 'answered' | 'unscored' | 'table' | 'worst'>;

const nothing: Estimates = {
  groups: 0,
  baseline: null,
  reasoning: null,
  difference: null,
  equivalence: null,
  test: { name: 'mcnemar-exact', p: 1 },
  precision: { kind: 'error', standardError: null },
};

/**
 * Compares shares. Units that stand alone: Wilson's and Newcombe's intervals and McNemar's exact test, stratum by stratum
 * where the metric averages over strata. Units in groups: the same shares, with intervals and a test that take a group as one.
 * A mean over strata of which one is empty does not exist: it is null, never the mean of the others.
 * @throws RangeError where a unit is in no stratum of the metric
 */
export function measureShare(comparison: ShareComparison, draws: Draws): Measurement {
  const { metric, outcomes, strata } = comparison;
  const stray =
    strata && outcomes.find((row) => !strata.some((stratum) => stratum === row.stratum));
  if (stray) throw new RangeError(`${stray.unit} is in no stratum of ${metric}`);
  const scored = scoredIn(outcomes);
  const answered = answeredIn(outcomes);
  const found = estimateOf(scored, strata, draws);
  const rises = (found.difference?.value ?? 0) > 0;
  const settled = scoredIn(answered.map((row) => settleAgainst(row, rises)));
  const worst = settled.length === scored.length ? found : estimateOf(settled, strata, draws);
  return {
    n: scored.length,
    answered: answered.length,
    unscored: countUnscored(outcomes),
    table: tableOf(scored),
    worst: { difference: worst.difference?.value ?? 0, p: worst.test.p },
    ...found,
  };
}

function estimateOf(
  pairs: readonly Pair[],
  strata: ShareComparison['strata'],
  draws: Draws,
): Estimates {
  const names = strata ?? [null];
  const within = names.map((name) =>
    pairs.filter(({ stratum }) => name === null || stratum === name),
  );
  if (within.some((stratum) => stratum.length === 0)) return nothing;
  const groups = byGroup(pairs);
  if (groups.length === pairs.length) return estimateAlone(within);
  return estimateGrouped(
    groups,
    names,
    within.map(({ length }) => length),
    draws,
  );
}

function estimateAlone(strata: readonly (readonly Pair[])[]): Estimates {
  const { p, effectivePairs, discordance, ...estimates } = estimate(strata.map(tableOf));
  return {
    ...estimates,
    groups: strata.reduce((sum, { length }) => sum + length, 0),
    test: { name: 'mcnemar-exact', p },
    precision: { kind: 'pairs', effectivePairs, discordance },
  };
}

function estimateGrouped(
  groups: readonly (readonly Pair[])[],
  names: readonly (string | null)[],
  sizes: readonly number[],
  draws: Draws,
): Estimates {
  const summed = groups.map((pairs): PairedGroup => ({
    baseline: names.flatMap((name) => sumsOf(pairs, name, 'baseline')),
    reasoning: names.flatMap((name) => sumsOf(pairs, name, 'reasoning')),
  }));
  const drawn = bootstrapPaired({
    groups: summed,
    statistic: meanOfShares,
    rng: draws.rng(),
    draws: draws.count,
  });
  const estimateAt = (part: 'baseline' | 'reasoning' | 'difference', level: number) => {
    const interval = drawn[part].interval(level);
    return interval && ({ ...interval, level, method: 'bca-by-group' } satisfies Estimate);
  };
  const swings = summed.map(({ baseline, reasoning }) =>
    names.map((_, at) => (reasoning[2 * at] ?? 0) - (baseline[2 * at] ?? 0)),
  );
  const exact = groupedMcnemar(swings, sizes);
  const difference = estimateAt('difference', intervalLevel);
  return {
    groups: groups.length,
    baseline: estimateAt('baseline', intervalLevel),
    reasoning: estimateAt('reasoning', intervalLevel),
    difference,
    equivalence: estimateAt('difference', equivalenceLevel),
    test:
      exact === null
        ? {
            name: 'permutation',
            p: permuteGroups({
              groups: summed,
              statistic: meanOfShares,
              rng: draws.rng(),
              draws: draws.count,
            }).p,
          }
        : { name: 'permutation-exact', p: exact },
    precision: { kind: 'error', standardError: standardError(difference) },
  };
}

/** What a group adds in one stratum: how many are so, and how many there are. */
function sumsOf(pairs: readonly Pair[], name: string | null, side: 'baseline' | 'reasoning') {
  const own = pairs.filter(({ stratum }) => name === null || stratum === name);
  return [own.filter((pair) => pair[side]).length, own.length];
}

/** Mean of the strata's shares, from two sums a stratum. */
const meanOfShares: Statistic = (sums) => {
  let total = 0;
  for (let at = 0; at < sums.length; at += 2) total += (sums[at] ?? 0) / (sums[at + 1] ?? 0);
  return total / (sums.length / 2);
};

/** What could not be scored, taken to speak against a rise, or else against a fall. */
function settleAgainst(row: PairedOutcome<boolean>, rises: boolean): PairedOutcome<boolean> {
  return {
    ...row,
    baseline: isReason(row.baseline) ? rises : row.baseline,
    reasoning: isReason(row.reasoning) ? !rises : row.reasoning,
  };
}
