import type { SharedIds } from './shared-ids.ts';

/** Σ exp(zᵢ − greatest) over some ids, with the greatest logit taken out so that nothing overflows. */
export interface ExpSum {
  readonly greatest: number;
  readonly sum: number;
}

/**
 * Over the shared ids.
 * @param greatest the greatest of their logits
 * @param weights where it is given, exp(zᵢ − greatest) is left in it at each shared id
 * @throws RangeError where every shared id is at −∞, so that nothing can be brought to 1
 */
export function sharedSum(
  logits: Float32Array,
  { stretches }: SharedIds,
  greatest: number,
  weights?: Float64Array,
): ExpSum {
  if (greatest === -Infinity) throw new RangeError('no shared token has any probability');
  let sum = 0;
  for (let pair = 0; pair < stretches.length; pair += 2) {
    const end = stretches[pair + 1] ?? 0;
    for (let id = stretches[pair] ?? 0; id < end; id++) {
      const weight = Math.exp((logits[id] ?? NaN) - greatest);
      sum += weight;
      if (weights !== undefined) weights[id] = weight;
    }
  }
  return { greatest, sum };
}

/**
 * Probability of all that is not shared, under the softmax over every logit: padded rows are among them.
 * @param shared the sum over the shared ids
 * @throws RangeError where a logit is neither finite nor −∞
 */
export function droppedMass(
  logits: Float32Array,
  { stretches }: SharedIds,
  shared: ExpSum,
): number {
  let greatest = -Infinity;
  let sum = 0;
  for (let pair = -2; pair < stretches.length; pair += 2) {
    const end = stretches[pair + 2] ?? logits.length;
    for (let id = stretches[pair + 1] ?? 0; id < end; id++) {
      const logit = logits[id] ?? NaN;
      if (!(logit < Infinity)) throw new RangeError(`token ${id} has the logit ${logit}`);
      if (logit === -Infinity) continue;
      if (logit <= greatest) sum += Math.exp(logit - greatest);
      else {
        sum = sum * Math.exp(greatest - logit) + 1;
        greatest = logit;
      }
    }
  }
  if (sum === 0) return 0;
  return 1 / (1 + (shared.sum / sum) * Math.exp(shared.greatest - greatest));
}
