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

describe('argmax', () => {
  it('is the first of the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 }), (values) => {
        expect(argmax(Float32Array.from(values))).toBe(values.indexOf(Math.max(...values)));
      }),
    );
  });
});
