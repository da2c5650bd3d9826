import type { Dimension } from './dimension.ts';
import type { Part } from './reply.ts';
import type { UnscoredReason } from './score.ts';

/** A value with its interval. Shares and their differences are in [−1, 1], not in percent. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Confidence level, 0.95 for example. */
  readonly level: number;
  readonly method:
    | 'wilson'
    | 'tango-paired'
    | 'stratified'
    | 'grouped'
    | 'effective-items'
    | 'bca-by-group'
    | 'rogan-gladen';
}

export const verdicts = ['regressed', 'improved', 'preserved', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** How an item fared under the two models: the quadrants of the items page; `same` is of metrics that know no right. */
export const quadrants = ['both', 'lost', 'gained', 'neither', 'same', 'unscored'] as const;
export type Quadrant = (typeof quadrants)[number];

export type UnscoredCounts = Readonly<Partial<Record<UnscoredReason, number>>>;

/**
 * What a metric counts: a share of items or groups, a mean of bounded values, or another statistic of all items together, such as a
 * bias score.
 */
export type Scale = 'share' | 'mean' | 'statistic';

/** Which way is better: more of it, less of it, or the nearer to an ideal. */
export type Better = 'higher' | 'lower' | { readonly near: number };

export type TestName = 'mcnemar-exact' | 'permutation-exact' | 'permutation';

/** One row of the report. Everything in it is recomputed from replies. */
export interface Finding {
  readonly metric: string;
  readonly title: string;
  readonly dimension: Dimension;
  /** Which part of the reasoning model's reply; the baseline's answer stands on the other side. */
  readonly part: Part;
  readonly headline: boolean;
  readonly scale: Scale;
  readonly better: Better;
  /** Items, or groups where the metric judges groups, that were scored on both sides. */
  readonly n: number;
  /** Groups that vary independently of one another; n itself where every item stands alone. */
  readonly groups: number;
  /** Those with a reply on both sides, whether they could be scored or not. */
  readonly answered: number;
  /** Those left out because a side could not be scored, by reason. */
  readonly unscored: { readonly baseline: UnscoredCounts; readonly reasoning: UnscoredCounts };
  /** Items by how they fared on the two sides, in terms of what is counted; null for what is no share. */
  readonly table: {
    readonly both: number;
    readonly lost: number;
    readonly gained: number;
    readonly neither: number;
  } | null;
  /** Null where no item could be scored on both sides. */
  readonly baseline: Estimate | null;
  readonly reasoning: Estimate | null;
  /** Reasoning − baseline; of the distances from the ideal, where there is one. `gainOf` says what is better. */
  readonly difference: Estimate | null;
  /** The 90% interval that `preserved` is judged by. */
  readonly equivalence: Estimate | null;
  readonly margin: number;
  readonly test: {
    readonly name: TestName;
    readonly p: number;
    /** Holm over the headline metrics; null for the others, which are exploratory. */
    readonly adjusted: number | null;
    /** Wilcoxon's signed-rank test, beside the test of a mean where items stand alone. It compares ranks, and decides nothing. */
    readonly wilcoxon?: number;
  };
  readonly verdict: Verdict;
  /** Smallest difference that n items see at 80% power. */
  readonly detectable: number | null;
  /** n that would make this difference, or its absence within the margin, plain; null when the verdict stands. */
  readonly needed: number | null;
  /** The same with the detector's own errors taken out; null where there is no detector or its errors are not known. */
  readonly corrected: Corrected | null;
}

/** Shares with the errors of the detector that counted them taken out, and the uncertainty of those errors put in. */
export interface Corrected {
  /** What the errors were measured on. */
  readonly of: string;
  readonly baseline: Estimate;
  readonly reasoning: Estimate;
  readonly difference: Estimate;
}

interface Span {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A difference turned so that more is better, whatever the metric counts. */
export function gainOf({ better }: Pick<Finding, 'better'>, { value, low, high }: Span): Span {
  if (better === 'higher') return { value, low, high };
  // No difference stays 0, and does not become −0.
  return { value: 0 - value, low: 0 - high, high: 0 - low };
}

/**
 * Where chain and answer of the reasoning model fare differently under one metric. "Bad" is what the metric holds against a
 * part: a secret said, a toxic line, a stereotype agreed with.
 */
export interface PartSplit {
  readonly metric: string;
  readonly title: string;
  readonly dimension: Dimension;
  /** Items whose chain and answer were both scored. */
  readonly n: number;
  readonly chainOnly: Estimate;
  readonly answerOnly: Estimate;
  readonly counts: {
    readonly neither: number;
    readonly chainOnly: number;
    readonly answerOnly: number;
    readonly both: number;
  };
  /** The same among the items that the baseline handled well: what got worse, and where. */
  readonly regressed: {
    readonly n: number;
    readonly chainOnly: number;
    readonly answerOnly: number;
    readonly both: number;
  };
  /** McNemar, exact: whether the chain is bad as often as the answer. */
  readonly p: number;
}

/** Right or wrong answers by whether the chain holds every step of the solution. */
export interface Soundness {
  /** Items with steps whose answer was scored and that have a chain. */
  readonly n: number;
  readonly rightSound: number;
  readonly rightUnsound: number;
  readonly wrongSound: number;
  readonly wrongUnsound: number;
  /** Share of right answers whose chain lacks a step; null where no answer is right. */
  readonly unsoundRight: Estimate | null;
}

/** One metric among the items with one tag. Exploratory, and without a test of its own. */
export interface Breakdown {
  readonly metric: string;
  readonly part: Part;
  readonly tag: string;
  readonly n: number;
  readonly baseline: Estimate;
  readonly reasoning: Estimate;
  readonly difference: Estimate;
}
