import { driftCandidates } from '../domain/drift.ts';
import type { Side } from '../domain/pair.ts';
import { boundDivergences, lowerBounds } from './bounds.ts';
import { perSide, type Candidates, type PlaceDivergences, type PlaceMeasures } from './measures.ts';
import { sharedIds } from './shared-ids.ts';
import { truncate, type Truncated } from './truncated.ts';

/** Its own divergences are the lower bounds. */
export interface BoundedMeasures extends PlaceMeasures {
  readonly upper: PlaceDivergences;
}

/**
 * One place where one side's distribution was cut and the other's is whole.
 * @param full the other side's raw logits
 * @param cutSide the side that `cut` is of
 * @param token the text's own token at the place
 * @throws RangeError as a measurer does
 */
export function measurePlaceBounded(
  cut: Truncated,
  full: Float32Array,
  shared: Uint8Array,
  cutSide: Side,
  token: number,
): BoundedMeasures {
  const { lower, upper } = boundDivergences(cut, full, shared, cutSide);
  const other = truncate(full, shared, driftCandidates, token);
  const both = perSide((side) => (side === cutSide ? cut : other));
  return { ...lower, upper, ...describe(both, shared, token) };
}

/** One place where both sides' distributions were cut: the divergences are lower bounds. */
export function measureTruncated(
  cut: Readonly<Record<Side, Truncated>>,
  shared: Uint8Array,
  token: number,
): PlaceMeasures {
  return { ...lowerBounds(cut.baseline, cut.reasoning), ...describe(cut, shared, token) };
}

function describe(cut: Readonly<Record<Side, Truncated>>, shared: Uint8Array, token: number) {
  return {
    agrees: cut.baseline.ids[0] === cut.reasoning.ids[0],
    own: perSide((side) => ownOf(cut[side], shared, token)),
    dropped: perSide((side) => cut[side].dropped),
    top: perSide((side) => candidatesOf(cut[side])),
  };
}

/** Where it was not asked for when the place was cut, a token that was not kept is given the mean of those. */
function ownOf({ ids, logProbs, tail, own }: Truncated, shared: Uint8Array, token: number): number {
  if (own !== null) return own;
  if (shared[token] !== 1) return 0;
  const at = ids.indexOf(token);
  if (at >= 0) return Math.exp(logProbs[at] ?? NaN);
  return Math.exp(tail) / (sharedIds(shared).count - ids.length);
}

function candidatesOf({ ids, logProbs }: Truncated): Candidates {
  return {
    ids: ids.slice(0, driftCandidates),
    probabilities: Float32Array.from(logProbs.subarray(0, driftCandidates), Math.exp),
  };
}
