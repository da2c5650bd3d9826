/** The likeliest tokens of one place, and what is left for all others. In natural logarithms. */
export interface TopTokens {
  /** Likeliest first; of equals the smaller id. */
  readonly ids: Uint32Array;
  readonly logProbs: Float64Array;
  /** −∞ where nothing is left. */
  readonly tail: number;
  /** The least that any token has. */
  readonly floor: number;
}

/**
 * Softmax of raw logits, of which the `width` largest are named and the others only summed, in float64:
 *
 *     log p(i) = zᵢ − log Σ exp z
 *
 * @returns null where a number is not one, or none is finite
 */
export function topTokens(logits: Float32Array, width: number): TopTokens | null {
  let largest = -Infinity;
  let least = Infinity;
  for (const z of logits) {
    if (z > largest) largest = z;
    if (z < least) least = z;
  }
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - largest);
  if (!Number.isFinite(sum)) return null;
  const total = largest + Math.log(sum);
  const ids = largestOf(logits, width);
  const named = new Set(ids);
  let rest = 0;
  for (const [id, z] of logits.entries()) if (!named.has(id)) rest += Math.exp(z - largest);
  return {
    ids,
    logProbs: Float64Array.from(ids, (id) => (logits[id] ?? -Infinity) - total),
    tail: Math.log(rest / sum),
    floor: least - total,
  };
}

/** Places of the `width` largest, in falling order. */
function largestOf(values: Float32Array, width: number): Uint32Array {
  const at = (place: number | undefined) => values[place ?? -1] ?? -Infinity;
  const sorted = (places: number[]) =>
    places.sort((a, b) => at(b) - at(a) || a - b).slice(0, width);
  let found: number[] = [];
  let least = -Infinity;
  for (const [place, value] of values.entries()) {
    if (found.length >= width && value <= least) continue;
    found.push(place);
    // Sorted now and then: what is no larger than `width` others never gets in.
    if (found.length < 2 * width + 64) continue;
    found = sorted(found);
    least = at(found.at(-1));
  }
  return Uint32Array.from(sorted(found));
}
