import type { Side } from '../domain/pair.ts';
import { jsTerm, klTerm } from './divergence.ts';
import { likeliest } from './likeliest.ts';
import { honest, logOfSum, type PlaceDivergences } from './measures.ts';
import { sharedIds, type SharedIds } from './shared-ids.ts';
import { putSmallestFirst } from './smallest.ts';
import { sharedSum } from './softmax.ts';
import type { Truncated } from './truncated.ts';

/** Between which values the exact divergences of a place lie. */
export interface Bounds {
  readonly lower: PlaceDivergences;
  readonly upper: PlaceDivergences;
}

/** By how much a bound is loosened: more than float64 loses in a sum over any vocabulary, less than anyone could see. */
const slack = 1e-9;
/** How far a sum of probabilities may be off, as a share of it. */
const rounding = 1e-11;

/**
 * Bounds on the divergences at a place where one side's distribution, p, is cut, and the other's, q, is whole. Each is loosened
 * by 1e-9 nats and by 1e-9 of itself, so that rounding cannot make it wrong.
 *
 * Lower: the tail as one outcome. A divergence never grows where outcomes are put together (log-sum inequality: T. M. Cover &
 * J. A. Thomas, Elements of Information Theory, 2nd edition 2006, theorem 2.7.1).
 *
 * Upper: each of the n tokens in the tail has a pᵢ between the floor f and m, the least that is kept; together they have t. What
 * a token adds, hᵢ(pᵢ), is convex in pᵢ, so it is at most (1 − wᵢ) hᵢ(f) + wᵢ hᵢ(m) with wᵢ = (pᵢ − f)/(m − f). Each wᵢ lies in
 * [0, 1], and their sum is W = (t − n f)/(m − f): the total is greatest where the greatest gains hᵢ(m) − hᵢ(f) are taken whole
 * and the next in part (G. B. Dantzig, Operations Research 5 (1957) 266–277: the knapsack whose things can be cut). In all three
 * divergences ∂hᵢ/∂pᵢ never grows with qᵢ, so the greatest gains are those of the smallest qᵢ.
 * @param cut one side's place, over the same shared tokens
 * @param full the other side's raw logits
 * @param cutSide the side that `cut` is of
 * @returns an infinite upper KL(q ‖ p) where the floor is not known or is −∞
 * @throws RangeError as a measurer does
 */
export function boundDivergences(
  cut: Truncated,
  full: Float32Array,
  shared: Uint8Array,
  cutSide: Side,
): Bounds {
  const known = sharedIds(shared);
  const [first = 0] = likeliest(full, known, 1);
  const whole = logOfSum(sharedSum(full, known, full[first] ?? NaN));
  const [lower, upper] = [new Sums(), new Sums()];
  for (const [at, logP] of cut.logProbs.entries()) {
    const logQ = (full[cut.ids[at] ?? 0] ?? NaN) - whole;
    lower.add(logP, logQ);
    upper.add(logP, logQ);
  }
  const rest = logitsBesides(cut.ids, full, known);
  lower.add(cut.tail, logSumExp(rest) - whole);
  addGreatest(upper, cut, rest, whole);
  return { lower: lower.loosened(cutSide, -slack), upper: upper.loosened(cutSide, slack) };
}

/**
 * Lower bounds where both sides are cut: over the tokens that both kept, and all others as one outcome. Loosened as above.
 */
export function lowerBounds(
  baseline: Truncated,
  reasoning: Truncated,
): PlaceDivergences & { readonly agrees: boolean } {
  const placeOf = new Map(Array.from(reasoning.ids, (id, at) => [id, at]));
  const both = new Sums();
  const restP = [baseline.tail];
  const restQ = new Set(reasoning.logProbs.keys());
  for (const [at, logP] of baseline.logProbs.entries()) {
    const place = placeOf.get(baseline.ids[at] ?? 0);
    if (place === undefined) restP.push(logP);
    else {
      both.add(logP, reasoning.logProbs[place] ?? NaN);
      restQ.delete(place);
    }
  }
  const left = Array.from(restQ, (place) => reasoning.logProbs[place] ?? NaN);
  both.add(logSumExp(restP), logSumExp([reasoning.tail, ...left]));
  const agrees = baseline.ids[0] === reasoning.ids[0];
  return { ...both.loosened('baseline', -slack), agrees };
}

/** What the outcomes of two distributions add to their divergences, p being the one that is cut. */
class Sums {
  #ofCut = 0;
  #ofFull = 0;
  #js = 0;

  add(logP: number, logQ: number): void {
    this.addShare(1, Math.exp(logP), logP, Math.exp(logQ), logQ);
  }

  addShare(share: number, p: number, logP: number, q: number, logQ: number): void {
    // Nothing of what is infinite is nothing, where floats would make it NaN.
    if (share === 0) return;
    this.#ofCut += share * klTerm(p, logP, logQ);
    this.#ofFull += share * klTerm(q, logQ, logP);
    this.#js += share * jsTerm(p, q, logP - logQ);
  }

  loosened(cutSide: Side, by: number): PlaceDivergences {
    const loosen = (sum: number) => (sum === Infinity ? sum : sum + by * (1 + Math.abs(sum)));
    const [ofCut, ofFull] = [loosen(this.#ofCut), loosen(this.#ofFull)];
    const [forward, reverse] = cutSide === 'baseline' ? [ofCut, ofFull] : [ofFull, ofCut];
    return honest({ forward, reverse, js: loosen(this.#js) });
  }
}

/** Adds the most that a tail can add. Reorders `rest`. */
function addGreatest(sums: Sums, cut: Truncated, rest: Float32Array, whole: number): void {
  const count = rest.length;
  const logFloor = cut.floor ?? -Infinity;
  // A range that is a little wider than the true one, and never empty, only loosens the bound.
  const logLeast = logFloor - rounding;
  const [tail, least] = [Math.exp(cut.tail), Math.exp(logLeast)];
  const room = Math.max(0, tail * (1 + rounding) - (count - 1) * least);
  const kept = cut.logProbs[cut.logProbs.length - 1] ?? 0;
  const logMost = Math.max(logFloor, Math.min(kept, Math.log(room))) + rounding;
  const most = Math.exp(logMost);
  // KL(q ‖ p) falls with pᵢ, and steeply: W is rounded down. The others go with logarithms of pᵢ, which the slack covers.
  const spare = tail * (1 - rounding) - count * least;
  const range = most - least;
  const shares = range > 0 ? Math.min(count, Math.max(0, spare / range)) : 0;
  const wholes = Math.floor(shares);
  putSmallestFirst(rest, Math.min(count, wholes + 1));
  for (let at = 0; at < count; at++) {
    const logQ = (rest[at] ?? NaN) - whole;
    const q = Math.exp(logQ);
    const share = at < wholes ? 1 : at === wholes ? shares - wholes : 0;
    sums.addShare(share, most, logMost, q, logQ);
    sums.addShare(1 - share, least, logLeast, q, logQ);
  }
}

/** The shared tokens' logits without those of some. */
function logitsBesides(ids: Uint32Array, logits: Float32Array, known: SharedIds): Float32Array {
  const rest = new Float32Array(known.count - ids.length);
  const skipped = ids.slice().sort();
  let [written, next] = [0, 0];
  for (let pair = 0; pair < known.stretches.length; pair += 2) {
    const end = known.stretches[pair + 1] ?? 0;
    for (let id = known.stretches[pair] ?? 0; id < end; id++) {
      if (skipped[next] === id) next++;
      else rest[written++] = logits[id] ?? NaN;
    }
  }
  return rest;
}

function logSumExp(values: ArrayLike<number>): number {
  let greatest = -Infinity;
  for (let at = 0; at < values.length; at++) greatest = Math.max(greatest, values[at] ?? -Infinity);
  if (greatest === -Infinity) return greatest;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += Math.exp((values[at] ?? NaN) - greatest);
  return greatest + Math.log(sum);
}
