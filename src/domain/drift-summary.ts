import type { Dimension } from './dimension.ts';
import type { DriftForm, DriftVariant } from './drift.ts';
import type { Estimate } from './finding.ts';
import type { Side } from './pair.ts';

/** The divergences of drift: KL(baseline ‖ other), KL(other ‖ baseline), Jensen–Shannon. */
export const driftMeasures = ['forward', 'reverse', 'js'] as const;
export type DriftMeasure = (typeof driftMeasures)[number];

/** Where quantiles of the items' means are told. */
export const driftQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Where the histogram's bins end, in nats a token: a quarter of a decade each, from .001 to 10. The first bin holds all that is
 * below .001, and a last one what is 10 and above.
 */
export const driftBinEnds: readonly number[] = Array.from(
  { length: 17 },
  (_, at) => 10 ** (at / 4 - 3),
);

/** A figure with its interval, or the reason why it has none. */
export interface DriftFigure {
  readonly value: number;
  readonly interval: Estimate | null;
  readonly refusal: 'too-few-groups' | 'undefined-value' | 'undefined-draws' | null;
}

/** One divergence over items, each of which counts by the mean of its tokens. */
export interface DriftSpread {
  readonly mean: DriftFigure;
  /** At `driftQuantiles`. */
  readonly quantiles: readonly DriftFigure[];
  /** Items by `driftBinEnds`, one bin more than there are ends. */
  readonly histogram: readonly number[];
  /**
   * The mean of what the divergences are at most, where some are lower bounds: the truth lies between `mean` and this. Null where
   * all are exact, and where some have no upper bound.
   */
  readonly upper: number | null;
}

/** Drift of the items of one dimension, or of all. */
export interface DriftCell extends Readonly<Record<DriftMeasure, DriftSpread>> {
  /** Null for all items. */
  readonly dimension: Dimension | null;
  readonly n: number;
  /** Groups that vary independently; n itself where every item stands alone. */
  readonly groups: number;
  readonly tokens: number;
  /** Share of an item's places at which both models find the same token likeliest, its mean over the items. */
  readonly agreement: DriftFigure;
}

/** What was measured of one kind of text. */
export interface DriftOfVariant {
  readonly variant: DriftVariant;
  /** Texts that there are to be read. */
  readonly planned: number;
  /** Of them those that were. */
  readonly measured: number;
  readonly forms: Readonly<Record<DriftForm, number>>;
  /** Texts longer than what is read of one, and their tokens that were not read. */
  readonly unread: { readonly texts: number; readonly tokens: number };
  /** Probability of tokens that are not shared, by side, over all places. */
  readonly dropped: Readonly<Record<Side, { readonly mean: number; readonly largest: number }>>;
  readonly all: DriftCell;
  /** Those that have items, in their fixed order. */
  readonly byDimension: readonly DriftCell[];
}

/** What the chain does to an item's drift: the same answer after its chain, less without it. */
export interface ChainEffect extends Readonly<Record<DriftMeasure, DriftFigure>> {
  readonly dimension: Dimension | null;
  readonly n: number;
  readonly groups: number;
}

/** Which change of behaviour drift is held against: an item that was lost or gained, or one that was lost. */
export const behaviourChanges = ['either', 'lost'] as const;
export type BehaviourChange = (typeof behaviourChanges)[number];

/** Spearman's correlation between an item's drift and whether its behaviour changed under the headline metric. */
export interface DriftCorrelation {
  readonly dimension: Dimension | null;
  readonly change: BehaviourChange;
  /** Items with drift that were scored on both sides under the headline metric. */
  readonly n: number;
  readonly groups: number;
  /** Of them those that changed. */
  readonly changed: number;
  readonly rho: DriftFigure | null;
  /** By permutation of whole groups; null where nothing can be exchanged. */
  readonly p: number | null;
  /** Why there is no correlation. */
  readonly refusal: 'too-few-items' | 'constant-drift' | 'constant-behaviour' | null;
}

export interface DriftSummary {
  readonly measured: true;
  /** Those that have texts with drift, in their fixed order. */
  readonly variants: readonly DriftOfVariant[];
  /** All items first. Empty where nothing was read both after a chain and without it. */
  readonly chainEffect: readonly ChainEffect[];
  readonly behaviour: {
    readonly variant: DriftVariant;
    /** All items first, both changes of each dimension. */
    readonly correlations: readonly DriftCorrelation[];
  } | null;
  /** Items whose second model's reply ended inside its chain. */
  readonly truncated: number;
  /** Answers that a model which writes chains gave without one: the chain's effect is not that of theirs. */
  readonly chainless: number;
}

/** `no-texts`: no reply or reference to be read. `not-read`: there are texts, and none was measured. */
export interface NoDrift {
  readonly measured: false;
  readonly reason: 'no-texts' | 'not-read';
  readonly planned: number;
}

export type DriftReport = DriftSummary | NoDrift;
