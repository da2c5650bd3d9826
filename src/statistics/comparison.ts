import type { Dimension } from '../domain/dimension.ts';
import type { Better, TestName, UnscoredCounts } from '../domain/finding.ts';
import type { Estimate } from '../domain/finding.ts';
import type { Part } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import type { PairedTable } from './table.ts';

/** One unit under one metric: what either side got, or why it could not be scored. */
export interface PairedOutcome<T> {
  /** The item, or the group where the metric judges groups. */
  readonly unit: string;
  /** What varies together with it; null where it stands alone. */
  readonly group: string | null;
  readonly stratum: string | null;
  readonly baseline: T | UnscoredReason;
  readonly reasoning: T | UnscoredReason;
}

interface Common {
  readonly metric: string;
  readonly title: string;
  readonly dimension: Dimension;
  readonly part: Part;
  /** Member of the family that Holm's adjustment runs over. */
  readonly headline: boolean;
  readonly better: Better;
  readonly margin?: number;
}

export interface ShareComparison extends Common {
  readonly scale: 'share';
  /** Names of the strata that the metric averages with equal weights; null for a plain share. */
  readonly strata: readonly string[] | null;
  readonly outcomes: readonly PairedOutcome<boolean>[];
}

export interface MeanComparison extends Common {
  readonly scale: 'mean';
  /** Least and largest value that there can be. */
  readonly range: readonly [number, number];
  readonly outcomes: readonly PairedOutcome<number>[];
}

export interface StatisticComparison extends Common {
  readonly scale: 'statistic';
  readonly value: (sums: ArrayLike<number>) => number;
  readonly outcomes: readonly PairedOutcome<readonly number[]>[];
}

export type Comparison = ShareComparison | MeanComparison | StatisticComparison;

/** What one comparison gives before it is judged beside others. */
export interface Measurement {
  /** Units scored on both sides, and the groups that they make. */
  readonly n: number;
  readonly groups: number;
  readonly answered: number;
  readonly unscored: { readonly baseline: UnscoredCounts; readonly reasoning: UnscoredCounts };
  readonly table: PairedTable | null;
  readonly baseline: Estimate | null;
  readonly reasoning: Estimate | null;
  readonly difference: Estimate | null;
  readonly equivalence: Estimate | null;
  readonly test: { readonly name: TestName; readonly p: number; readonly wilcoxon?: number };
  /** Whether the 95% interval leaves out 0 where the test alone finds too much; true where the test is enough. */
  readonly confirmed: boolean;
  /** Had every answered unit that could not be scored spoken against the difference; null where that cannot be said. */
  readonly worst: { readonly difference: number; readonly p: number } | null;
  /** What the power of more units is reckoned from. */
  readonly precision: Precision;
}

export type Precision =
  /** Pairs of a plain share that would be as precise, and the share of them on which the sides differ. */
  | { readonly kind: 'pairs'; readonly effectivePairs: number; readonly discordance: number }
  /** Standard error of the difference; null where there is none. */
  | { readonly kind: 'error'; readonly standardError: number | null };

/** Units with a reply on both sides. */
export function answeredIn<T>(outcomes: readonly PairedOutcome<T>[]): PairedOutcome<T>[] {
  return outcomes.filter(
    ({ baseline, reasoning }) => baseline !== 'missing' && reasoning !== 'missing',
  );
}

/** Units scored on both sides. */
export function scoredIn<T>(outcomes: readonly PairedOutcome<T>[]): ScoredPair<T>[] {
  return outcomes.flatMap(({ unit, group, stratum, baseline, reasoning }) =>
    isReason(baseline) || isReason(reasoning) ? [] : { unit, group, stratum, baseline, reasoning },
  );
}

export interface ScoredPair<T> {
  readonly unit: string;
  readonly group: string | null;
  readonly stratum: string | null;
  readonly baseline: T;
  readonly reasoning: T;
}

/** Reasons of those that could not be scored, counted by side. */
export function countUnscored<T>(outcomes: readonly PairedOutcome<T>[]): Measurement['unscored'] {
  return {
    baseline: countReasons(outcomes.map(({ baseline }) => baseline)),
    reasoning: countReasons(outcomes.map(({ reasoning }) => reasoning)),
  };
}

/** Pairs by the group that they vary in; a pair without one is a group of its own. */
export function byGroup<T>(pairs: readonly ScoredPair<T>[]): ScoredPair<T>[][] {
  const groups = new Map<string, ScoredPair<T>[]>();
  for (const pair of pairs) {
    // A group may be called what an item is called.
    const key = pair.group === null ? `unit ${pair.unit}` : `group ${pair.group}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [pair]);
    else known.push(pair);
  }
  return [...groups.values()];
}

function countReasons(side: readonly unknown[]): UnscoredCounts {
  const counts: Partial<Record<UnscoredReason, number>> = {};
  for (const outcome of side) {
    if (isReason(outcome)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** Values are never strings, so a string is a reason. */
export function isReason(outcome: unknown): outcome is UnscoredReason {
  return typeof outcome === 'string';
}
