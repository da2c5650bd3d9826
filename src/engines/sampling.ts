import type { Rng } from '../domain/rng.ts';
import type { Sampling } from '../domain/sampling.ts';

/**
 * Draws one token from raw logits. Greedy at temperature 0, the lowest id winning a tie; else from the softmax at that temperature,
 * cut to the `topK` likeliest and then to the smallest set that holds `topP` of what is left. One number of `rng` a token.
 * @returns the token id, or −1 where the logits hold no finite number
 */
export function drawToken(logits: Float32Array, sampling: Sampling, rng: Rng): number {
  const best = argmax(logits);
  if (best === -1 || sampling.temperature === 0) return best;
  const weights = weigh(logits, logits[best] ?? 0, sampling.temperature);
  const chance = rng();
  // Nearly always one of the few likely tokens is drawn, and a vocabulary is long to sort.
  return (
    draw(weights, likely(weights, likelyShare), sampling, chance) ??
    draw(weights, likely(weights, 0), sampling, chance) ??
    best
  );
}

/** Weight, of the likeliest token's, from which a token is looked at first. */
const likelyShare = 1e-4;

function weigh(logits: Float32Array, peak: number, temperature: number): Float64Array {
  const weights = new Float64Array(logits.length);
  for (let token = 0; token < logits.length; token++) {
    weights[token] = Math.exp(((logits[token] ?? -Infinity) - peak) / temperature);
  }
  return weights;
}

/** Tokens of at least this weight, heaviest first; a stable order makes the draw repeatable where two are equal. */
function likely(weights: Float64Array, least: number): number[] {
  const tokens: number[] = [];
  for (let token = 0; token < weights.length; token++) {
    if ((weights[token] ?? 0) >= least) tokens.push(token);
  }
  return tokens.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}

/** @param order the heaviest tokens. @returns null where it takes more of them to tell */
function draw(
  weights: Float64Array,
  order: readonly number[],
  { topK, topP }: Sampling,
  chance: number,
): number | null {
  const isAll = order.length === weights.length;
  if (topK > 0 && order.length < topK && !isAll) return null;
  const cut = topK > 0 ? order.slice(0, topK) : order;
  const isCut = topK > 0 || isAll;
  const of = (token: number) => weights[token] ?? 0;
  const all = isCut ? sum(cut, of) : weights.reduce((total, weight) => total + weight, 0);
  let kept: readonly number[] = cut;
  let left = chance * all;
  if (topP < 1) {
    const end = nucleusEnd(cut, of, all * topP);
    if (end === null && !isCut) return null;
    kept = cut.slice(0, end ?? cut.length);
    left = chance * sum(kept, of);
  }
  for (const token of kept) {
    left -= of(token);
    if (left < 0) return token;
  }
  return null;
}

/** How many of the tokens it takes to hold so much; null where all do not. */
function nucleusEnd(
  tokens: readonly number[],
  of: (token: number) => number,
  enough: number,
): number | null {
  let held = 0;
  const end = tokens.findIndex((token) => (held += of(token)) >= enough);
  return end === -1 ? null : end + 1;
}

function sum(tokens: readonly number[], of: (token: number) => number): number {
  return tokens.reduce((total, token) => total + of(token), 0);
}

/** Index of the largest number; the first of equals; −1 where none is finite. */
export function argmax(values: Float32Array): number {
  let best = -1;
  let peak = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? -Infinity;
    if (value > peak) {
      peak = value;
      best = at;
    }
  }
  return Number.isFinite(peak) ? best : -1;
}
