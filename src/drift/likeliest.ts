import type { SharedIds } from './shared-ids.ts';

/**
 * The `width` shared ids of the highest logits, highest first; of equal ones the lowest id first. All of them where there are
 * no more.
 * @throws RangeError where a shared id has no logit, or one that is neither finite nor −∞
 */
export function likeliest(logits: Float32Array, ids: SharedIds, width: number): Uint32Array {
  const { stretches, count } = ids;
  const top = new Uint32Array(Math.min(width, count));
  const values = new Float32Array(top.length);
  let filled = 0;
  // Nothing compares with NaN, so that every id is let in until all places are filled.
  let least = NaN;
  for (let pair = 0; pair < stretches.length; pair += 2) {
    const end = stretches[pair + 1] ?? 0;
    for (let id = stretches[pair] ?? 0; id < end; id++) {
      const logit = logits[id] ?? NaN;
      if (!(logit < Infinity)) throw new RangeError(`token ${id} has the logit ${logit}`);
      if (logit <= least) continue;
      let at = filled < top.length ? filled++ : filled - 1;
      for (; at > 0 && (values[at - 1] ?? 0) < logit; at--) {
        values[at] = values[at - 1] ?? 0;
        top[at] = top[at - 1] ?? 0;
      }
      values[at] = logit;
      top[at] = id;
      if (filled === top.length) least = values[filled - 1] ?? NaN;
    }
  }
  return top;
}
