import { likeliest } from './likeliest.ts';
import { logOfSum } from './measures.ts';
import { sharedIds } from './shared-ids.ts';
import { droppedMass, sharedSum } from './softmax.ts';

export { boundDivergences, lowerBounds } from './bounds.ts';

/** Tokens kept of a place where a whole distribution cannot be: 64 take 768 bytes where 152,000 logits take 608,000. */
export const driftWidth = 64;

/** One place's distribution over the shared tokens, cut to its likeliest. In natural logarithms. */
export interface Truncated {
  /** Likeliest first, of equal ones the lowest id first. */
  readonly ids: Uint32Array;
  /** In float64: what float32 rounds away would make the bounds wrong in the seventh digit. */
  readonly logProbs: Float64Array;
  /** What all other shared tokens have together; −∞ where nothing is left. */
  readonly tail: number;
  /** The least that any shared token has; null where that is not known. */
  readonly floor: number | null;
  /** Probability that went to tokens which are not shared, before the rest was brought to 1. */
  readonly dropped: number;
  /** Probability of the text's own token, kept or not; null where it was not asked for. */
  readonly own: number | null;
}

/**
 * One place cut to its `width` likeliest shared tokens, after the shared ones were brought to 1.
 * @param shared 1 for each id that both models share
 * @param token the text's own token, of which the probability is wanted whether it is kept or not
 * @throws RangeError as a measurer does
 */
export function truncate(
  logits: Float32Array,
  shared: Uint8Array,
  width: number,
  token?: number,
): Truncated {
  const known = sharedIds(shared);
  // One more than is kept: the greatest of the tail, which its sum is taken from.
  const top = likeliest(logits, known, width + 1);
  const ids = top.slice(0, width);
  const at = (id: number | undefined) => logits[id ?? 0] ?? NaN;
  const sum = sharedSum(logits, known, at(top[0]));
  const whole = logOfSum(sum);
  const next = top[width];
  return {
    ids,
    logProbs: Float64Array.from(ids, (id) => at(id) - whole),
    tail: next === undefined ? -Infinity : logTail(logits, known.stretches, next) - whole,
    floor: leastOf(logits, known.stretches) - whole,
    dropped: droppedMass(logits, known, sum),
    own: token === undefined ? null : shared[token] === 1 ? Math.exp(at(token) - whole) : 0,
  };
}

/** ln Σ exp zᵢ over the shared ids from `first` on, in the order of the likeliest. */
function logTail(logits: Float32Array, stretches: Uint32Array, first: number): number {
  const greatest = logits[first] ?? NaN;
  if (greatest === -Infinity) return -Infinity;
  let sum = 0;
  for (let pair = 0; pair < stretches.length; pair += 2) {
    const end = stretches[pair + 1] ?? 0;
    for (let id = stretches[pair] ?? 0; id < end; id++) {
      const logit = logits[id] ?? NaN;
      if (logit < greatest || (logit === greatest && id >= first))
        sum += Math.exp(logit - greatest);
    }
  }
  return greatest + Math.log(sum);
}

function leastOf(logits: Float32Array, stretches: Uint32Array): number {
  let least = Infinity;
  for (let pair = 0; pair < stretches.length; pair += 2) {
    const end = stretches[pair + 1] ?? 0;
    for (let id = stretches[pair] ?? 0; id < end; id++) {
      const logit = logits[id] ?? NaN;
      if (logit < least) least = logit;
    }
  }
  return least;
}
