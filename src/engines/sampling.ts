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
  const peak = logits[best] ?? 0;
  const weights = Array.from(logits, (logit, token) => ({
    token,
    weight: Math.exp((logit - peak) / sampling.temperature),
  }));
  // A stable order makes the draw repeatable when two weights are equal.
  weights.sort((a, b) => b.weight - a.weight || a.token - b.token);
  const kept = nucleus(
    sampling.topK > 0 ? weights.slice(0, sampling.topK) : weights,
    sampling.topP,
  );
  let left = rng() * total(kept);
  for (const { token, weight } of kept) {
    left -= weight;
    if (left < 0) return token;
  }
  return best;
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

interface Weighted {
  readonly token: number;
  readonly weight: number;
}

function nucleus(sorted: readonly Weighted[], topP: number): readonly Weighted[] {
  if (topP >= 1) return sorted;
  const enough = total(sorted) * topP;
  let sum = 0;
  const end = sorted.findIndex(({ weight }) => (sum += weight) >= enough);
  return end === -1 ? sorted : sorted.slice(0, end + 1);
}

function total(weights: readonly Weighted[]): number {
  return weights.reduce((sum, { weight }) => sum + weight, 0);
}
