import type { Side } from './pair.ts';

/** Raised when texts are read or measured in another way: what was stored under another version is measured again. */
export const driftVersion = 1;

/**
 * What both models read. The baseline reads each after its prompt; what the other model has read before it is named:
 * `baseline-reply`: the baseline's reply, after an empty chain;
 * `as-given`: the other model's answer, after what it wrote before it: its chain, or nothing;
 * `no-chain`: the same answer, after an empty chain;
 * `reference`: the item's own right answer, after an empty chain.
 * A model that writes no chains has none before any of them, and no `as-given`: its answer is `no-chain`.
 */
export const driftVariants = ['baseline-reply', 'as-given', 'no-chain', 'reference'] as const;
export type DriftVariant = (typeof driftVariants)[number];

/**
 * How true the divergences are. `exact`: over the whole shared vocabulary. `bounded`: one model's distributions were cut to its
 * likeliest tokens, so each divergence lies between two bounds. `lower-bound`: both were cut.
 */
export const driftForms = ['exact', 'bounded', 'lower-bound'] as const;
export type DriftForm = (typeof driftForms)[number];

/** Likeliest tokens that are kept of every place, for a reader to look at. */
export const driftCandidates = 3;

/** Tokens of a text that are read: the first ones. */
export const driftTokens = 256;

/** Three divergences a token, in nats. */
export interface Divergences {
  /** KL(baseline ‖ other). */
  readonly forward: Float32Array;
  /** KL(other ‖ baseline). */
  readonly reverse: Float32Array;
  /** Jensen–Shannon, at most ln 2. */
  readonly js: Float32Array;
}

/** What the two models make of a text, one value a token. The distributions are over the tokens that both models share. */
export interface TokenDrift extends Divergences {
  readonly tokens: Uint32Array;
  /** Where the form is `bounded`, the divergences are lower bounds and these are the upper ones. */
  readonly upper: Divergences | null;
  /** 1 where both find the same token likeliest. */
  readonly agreement: Uint8Array;
  /** Probability of the text's own token; 0 for one that is not shared. */
  readonly own: Readonly<Record<Side, Float32Array>>;
  /** Probability that went to tokens which are not shared, taken out before the rest was brought to 1. */
  readonly dropped: Readonly<Record<Side, Float32Array>>;
  /** The `driftCandidates` likeliest tokens of every place, likeliest first. */
  readonly top: Readonly<
    Record<Side, { readonly ids: Uint32Array; readonly probabilities: Float32Array }>
  >;
}

/** One text of one item under both models. Dear to derive, so it is kept, by an id that holds all that determines it. */
export interface DriftRecord extends TokenDrift {
  readonly id: string;
  readonly form: DriftForm;
  /** Tokens of the text past those that were read. */
  readonly unread: number;
  /** How each token that is named above is written. */
  readonly pieces: ReadonlyMap<number, string>;
}

/** Drift by its id. */
export type Drifts = ReadonlyMap<string, DriftRecord>;

/** Where drift lies, so that no text is measured twice. */
export interface DriftCache {
  /** Keeps all of them or none. */
  putDrifts(records: readonly DriftRecord[]): Promise<void>;
  /** Those that are there. */
  getDrifts(ids: readonly string[]): Promise<Drifts>;
}
