import type { Estimate } from '../domain/finding.ts';
import { newcombePaired } from './newcombe.ts';
import { stratifiedMcnemar, stratifiedMean } from './stratified.ts';
import { pairsIn, type Measured, type PairedTable } from './table.ts';
import { equivalenceLevel } from './verdict.ts';
import { wilson } from './wilson.ts';

/** Everything that one metric's tables say, one table a stratum. */
export interface Estimates {
  readonly baseline: Estimate | null;
  readonly reasoning: Estimate | null;
  readonly difference: Estimate | null;
  readonly equivalence: Estimate | null;
  readonly p: number;
  /** Pairs of a plain share that would be as precise; n itself where there is one stratum. */
  readonly effectivePairs: number;
  /** Share of items on which the sides differ, drawn a little towards ½ so that none observed is not taken for none. */
  readonly discordance: number;
}

/** Level of the intervals that are shown. */
export const intervalLevel = 0.95;
const nothing: Estimates = {
  baseline: null,
  reasoning: null,
  difference: null,
  equivalence: null,
  p: 1,
  effectivePairs: 0,
  discordance: 1,
};

/**
 * Estimates with 95% intervals, and the 90% interval of the difference, all as proportions. One table gives Wilson's and
 * Newcombe's intervals, more give the equal-weight mean over them. A mean over strata of which one is empty does not
 * exist: it is null, never the mean of the others.
 *
 * `effectivePairs` is S² / Σ (1/nₛ); `discordance` the mean of (lost + gained + 1) / (nₛ + 2) weighted by 1/nₛ, as the
 * variance of the mean difference weighs it.
 */
export function estimate(strata: readonly PairedTable[]): Estimates {
  if (strata.some((table) => pairsIn(table) === 0)) return nothing;
  const inverse = strata.reduce((sum, table) => sum + 1 / pairsIn(table), 0);
  const differing = (table: PairedTable) => (table.lost + table.gained + 1) / (pairsIn(table) + 2);
  return {
    baseline: average(strata, ({ both, lost }) => both + lost),
    reasoning: average(strata, ({ both, gained }) => both + gained),
    difference: averageDifference(strata, intervalLevel),
    equivalence: averageDifference(strata, equivalenceLevel),
    p: stratifiedMcnemar(strata),
    effectivePairs: strata.length ** 2 / inverse,
    discordance:
      strata.reduce((sum, table) => sum + differing(table) / pairsIn(table), 0) / inverse,
  };
}

function average(strata: readonly PairedTable[], right: (table: PairedTable) => number): Estimate {
  const shares = strata.map((table) => wilson(right(table), pairsIn(table), intervalLevel));
  return {
    ...combine(shares),
    level: intervalLevel,
    method: shares.length === 1 ? 'wilson' : 'stratified',
  };
}

function averageDifference(strata: readonly PairedTable[], at: number): Estimate {
  const differences = strata.map((table) => newcombePaired(table, at));
  const method = differences.length === 1 ? 'newcombe-paired' : 'stratified';
  return { ...combine(differences), level: at, method };
}

function combine(strata: readonly Measured[]): Measured {
  const [only] = strata;
  // The mean over one is itself, but for the last digits.
  return strata.length === 1 && only !== undefined ? only : stratifiedMean(strata);
}
