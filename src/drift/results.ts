import { driftCandidates } from '../domain/drift.ts';
import { perSide, type PlaceMeasures } from './measures.ts';

/** Of 32 bits, that the kernel writes a place: divergences 0–2, flags 3, own 4, dropped 6, then candidates. */
export const wordsPerPlace = 20;

const topIds = { baseline: 8, reasoning: 11 };
const topProbabilities = { baseline: 14, reasoning: 17 };
const flags = { forwardInfinite: 1, reverseInfinite: 2, notANumber: 4, nothingShared: 8 };

/**
 * A place's measures from what the kernel wrote.
 * @param from the first of its words
 * @throws RangeError where the kernel met a logit that is neither finite nor −∞, or no shared token with any probability
 */
export function readResult(words: Uint32Array, from: number): PlaceMeasures {
  const own = words.subarray(from, from + wordsPerPlace);
  const floats = new Float32Array(own.buffer, own.byteOffset, own.length);
  const float = (at: number) => floats[at] ?? NaN;
  const raised = (flag: number) => ((own[3] ?? 0) & flag) !== 0;
  if (raised(flags.notANumber)) throw new RangeError('a token has a logit that is no number');
  if (raised(flags.nothingShared)) throw new RangeError('no shared token has any probability');
  return {
    forward: raised(flags.forwardInfinite) ? Infinity : float(0),
    reverse: raised(flags.reverseInfinite) ? Infinity : float(1),
    js: float(2),
    agrees: own[topIds.baseline] === own[topIds.reasoning],
    own: { baseline: float(4), reasoning: float(5) },
    dropped: { baseline: float(6), reasoning: float(7) },
    top: perSide((side) => ({
      ids: own.slice(topIds[side], topIds[side] + driftCandidates),
      probabilities: floats.slice(topProbabilities[side], topProbabilities[side] + driftCandidates),
    })),
  };
}
