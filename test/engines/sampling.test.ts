import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { argmax, drawToken } from '../../src/engines/sampling.ts';

const logits = Float32Array.from([Math.log(0.5), Math.log(0.3), Math.log(0.15), Math.log(0.05)]);
const base = { temperature: 1, topP: 1, topK: 0, maxTokens: 1 };

function shares(sampling: typeof base, n = 20_000): number[] {
  const rng = seededRng('shares');
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < n; draw++) {
    const token = drawToken(logits, sampling, rng);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  return counts.map((count) => count / n);
}

describe('drawToken', () => {
  it('draws from the softmax', () => {
    const [a = 0, b = 0, c = 0, d = 0] = shares(base);
    expect(a).toBeCloseTo(0.5, 1);
    expect(b).toBeCloseTo(0.3, 1);
    expect(c).toBeCloseTo(0.15, 1);
    expect(d).toBeCloseTo(0.05, 1);
  });

  it('sharpens with a low temperature: probabilities to the power 1/T', () => {
    const [a = 0] = shares({ ...base, temperature: 0.5 });
    expect(a).toBeCloseTo(0.25 / (0.25 + 0.09 + 0.0225 + 0.0025), 1);
  });

  it('keeps to the topK likeliest', () => {
    const [a = 0, b = 0, c, d] = shares({ ...base, topK: 2 });
    expect([c, d]).toEqual([0, 0]);
    expect(a / b).toBeCloseTo(0.5 / 0.3, 1);
  });

  it('keeps to the smallest set that holds topP', () => {
    const [, b = 0, c, d] = shares({ ...base, topP: 0.6 });
    expect([c, d]).toEqual([0, 0]);
    expect(b).toBeCloseTo(0.3 / 0.8, 1);
  });

  it('is greedy at temperature 0 and uses no chance', () => {
    const rng = () => {
      throw new Error('chance was used');
    };
    expect(drawToken(logits, { ...base, temperature: 0 }, rng)).toBe(0);
  });

  it('says when there is nothing to choose by', () => {
    expect(drawToken(Float32Array.from([NaN, NaN]), base, seededRng('x'))).toBe(-1);
    expect(drawToken(Float32Array.from([-Infinity]), base, seededRng('x'))).toBe(-1);
  });
});

/** The definition, word for word: sort all, cut, draw. */
function plainly(values: Float32Array, sampling: typeof base, chance: number): number {
  const peak = Math.max(...values);
  let kept = Array.from(values, (logit, token) => ({
    token,
    weight: Math.exp((logit - peak) / sampling.temperature),
  })).sort((a, b) => b.weight - a.weight || a.token - b.token);
  const total = () => kept.reduce((sum, { weight }) => sum + weight, 0);
  if (sampling.topK > 0) kept = kept.slice(0, sampling.topK);
  if (sampling.topP < 1) {
    const enough = total() * sampling.topP;
    let held = 0;
    const end = kept.findIndex(({ weight }) => (held += weight) >= enough);
    if (end !== -1) kept = kept.slice(0, end + 1);
  }
  let left = chance * total();
  return kept.find(({ weight }) => (left -= weight) < 0)?.token ?? values.indexOf(peak);
}

describe('drawToken, which sorts no more than it must', () => {
  it('draws what sorting everything draws', () => {
    const values = fc
      .array(fc.integer({ min: -400, max: 0 }), { minLength: 1, maxLength: 60 })
      .map((all) => Float32Array.from(all, (value) => value / 10));
    const settings = fc.record({
      temperature: fc.constantFrom(0.3, 1, 5),
      topP: fc.constantFrom(1, 0.95, 0.5, 1e-5),
      topK: fc.constantFrom(0, 1, 5, 500),
      maxTokens: fc.constant(1),
    });
    // Away from the ends of a token's share: sums in another order differ in their last digits.
    const chance = fc.integer({ min: 0, max: 9999 }).map((at) => (at + 0.5) / 10_007);
    fc.assert(
      fc.property(values, settings, chance, (some, sampling, at) => {
        expect(drawToken(some, sampling, () => at)).toBe(plainly(some, sampling, at));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('argmax', () => {
  it('is the first of the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), (values) => {
        expect(argmax(Float32Array.from(values))).toBe(values.indexOf(Math.max(...values)));
      }),
    );
  });
});
