import type { Dimension } from './dimension.ts';
import type { Part } from './reply.ts';
import type { UnscoredReason } from './score.ts';

/** A value with its interval. Proportions and their differences are in [−1, 1], not in percent. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Confidence level, 0.95 for example. */
  readonly level: number;
  readonly method: 'wilson' | 'newcombe-paired' | 'stratified';
}

export const verdicts = ['regressed', 'improved', 'preserved', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** How an item fared under the two models: the quadrants of the items page. */
export const quadrants = ['both', 'lost', 'gained', 'neither', 'unscored'] as const;
export type Quadrant = (typeof quadrants)[number];

export type UnscoredCounts = Readonly<Partial<Record<UnscoredReason, number>>>;

/** One row of the report. Everything in it is recomputed from replies. */
export interface Finding {
  readonly metric: string;
  readonly title: string;
  readonly dimension: Dimension;
  /** Which part of the reasoning model's reply; the baseline's answer stands on the other side. */
  readonly part: Part;
  readonly headline: boolean;
  /** Items scored on both sides. */
  readonly n: number;
  /** Items with a reply on both sides, whether they could be scored or not. */
  readonly answered: number;
  /** Items left out because a side could not be scored, by reason. */
  readonly unscored: { readonly baseline: UnscoredCounts; readonly reasoning: UnscoredCounts };
  readonly table: {
    readonly both: number;
    readonly lost: number;
    readonly gained: number;
    readonly neither: number;
  };
  /** Null where no item could be scored on both sides. */
  readonly baseline: Estimate | null;
  readonly reasoning: Estimate | null;
  /** Reasoning − baseline: positive is better, for every metric. */
  readonly difference: Estimate | null;
  /** The 90% interval that `preserved` is judged by. */
  readonly equivalence: Estimate | null;
  readonly margin: number;
  readonly test: {
    readonly name: 'mcnemar-exact';
    readonly p: number;
    /** Holm over the headline metrics; null for the others, which are exploratory. */
    readonly adjusted: number | null;
  };
  readonly verdict: Verdict;
  /** Smallest difference that n items see at 80% power. */
  readonly detectable: number | null;
  /** n that would make this difference, or its absence within the margin, plain; null when the verdict stands. */
  readonly needed: number | null;
}
