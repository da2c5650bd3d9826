import { driftCandidates } from '../domain/drift.ts';
import { sides, type Side } from '../domain/pair.ts';
import { jsTerm } from './divergence.ts';
import { likeliest } from './likeliest.ts';
import { sharedIds } from './shared-ids.ts';
import { droppedMass, sharedSum, type ExpSum } from './softmax.ts';

/** Three divergences at one place of a text, in nats. */
export interface PlaceDivergences {
  /** KL(baseline ‖ other). */
  readonly forward: number;
  /** KL(other ‖ baseline). */
  readonly reverse: number;
  /** Jensen–Shannon, at most ln 2. */
  readonly js: number;
}

export interface Candidates {
  readonly ids: Uint32Array;
  readonly probabilities: Float32Array;
}

/** What two models make of one place of a text: `TokenDrift` of one token. */
export interface PlaceMeasures extends PlaceDivergences {
  /** Whether both find the same token likeliest; of equally likely ones the lowest id counts. */
  readonly agrees: boolean;
  /** Probability of the text's own token; 0 for one that is not shared. */
  readonly own: Readonly<Record<Side, number>>;
  /** Probability that went to tokens which are not shared, before the rest was brought to 1. */
  readonly dropped: Readonly<Record<Side, number>>;
  /** The `driftCandidates` likeliest shared tokens, likeliest first. */
  readonly top: Readonly<Record<Side, Candidates>>;
}

export interface CpuMeasurer {
  /**
   * @param logits one place's raw logits of each side; the two may be padded to different widths
   * @param token the text's own token at the place
   * @throws RangeError for a logit that is neither finite nor −∞, for logits that do not reach the last shared id, and where
   * a side gives no shared token any probability
   */
  measure(logits: Readonly<Record<Side, Float32Array>>, token: number): PlaceMeasures;
}

/**
 * Measures places in float64, in three passes over the vocabulary. A logit of −∞ is a probability of 0: a divergence is
 * infinite where the one has such a token and the other has it at any other logit, however small its probability.
 * @param shared 1 for each id that both models share; ids past its end are not shared
 * @throws RangeError for fewer than `driftCandidates` shared ids
 */
export function createCpuMeasurer(shared: Uint8Array): CpuMeasurer {
  const ids = sharedIds(shared);
  const { stretches } = ids;
  const weights = { baseline: new Float64Array(ids.end), reasoning: new Float64Array(ids.end) };

  function compare(
    one: Float32Array,
    other: Float32Array,
    sums: Readonly<Record<Side, ExpSum>>,
  ): PlaceDivergences {
    const { baseline, reasoning } = sums;
    const [scaleP, scaleQ] = [1 / baseline.sum, 1 / reasoning.sum];
    const shift = logOfSum(baseline) - logOfSum(reasoning);
    let [forward, reverse, js] = [0, 0, 0];
    for (let pair = 0; pair < stretches.length; pair += 2) {
      const end = stretches[pair + 1] ?? 0;
      for (let id = stretches[pair] ?? 0; id < end; id++) {
        // NaN where both are at −∞, which is no difference.
        const logRatio = (one[id] ?? NaN) - (other[id] ?? NaN) - shift;
        const p = (weights.baseline[id] ?? NaN) * scaleP;
        const q = (weights.reasoning[id] ?? NaN) * scaleQ;
        if (Math.abs(logRatio) < Infinity) {
          forward += p * logRatio;
          reverse -= q * logRatio;
          js += jsTerm(p, q, logRatio);
        } else if (logRatio === Infinity) {
          forward = Infinity;
          js += (p * Math.LN2) / 2;
        } else if (logRatio === -Infinity) {
          reverse = Infinity;
          js += (q * Math.LN2) / 2;
        }
      }
    }
    return honest({ forward, reverse, js });
  }

  return {
    measure(logits, token) {
      const readings = perSide((side) => read(logits[side], weights[side]));
      const { baseline, reasoning } = readings;
      const sums = { baseline: baseline.sum, reasoning: reasoning.sum };
      return {
        ...compare(logits.baseline, logits.reasoning, sums),
        agrees: baseline.top.ids[0] === reasoning.top.ids[0],
        own: perSide((side) =>
          shared[token] === 1 ? (weights[side][token] ?? NaN) / readings[side].sum.sum : 0,
        ),
        dropped: perSide((side) => readings[side].dropped),
        top: perSide((side) => readings[side].top),
      };
    },
  };

  function read(logits: Float32Array, into: Float64Array) {
    const top = likeliest(logits, ids, driftCandidates);
    const sum = sharedSum(logits, ids, logits[top[0] ?? 0] ?? NaN, into);
    const probabilities = Float32Array.from(top, (id) => (into[id] ?? NaN) / sum.sum);
    return { sum, dropped: droppedMass(logits, ids, sum), top: { ids: top, probabilities } };
  }
}

/** ln Σ exp zᵢ. */
export function logOfSum({ greatest, sum }: ExpSum): number {
  return greatest + Math.log(sum);
}

/** Takes back what rounding alone can do: a divergence below 0, and a Jensen–Shannon above ln 2. */
export function honest({ forward, reverse, js }: PlaceDivergences): PlaceDivergences {
  return {
    forward: Math.max(0, forward),
    reverse: Math.max(0, reverse),
    js: Math.min(Math.LN2, Math.max(0, js)),
  };
}

export function perSide<T>(of: (side: Side) => T): Record<Side, T> {
  const [baseline, reasoning] = sides;
  return { baseline: of(baseline), reasoning: of(reasoning) };
}
