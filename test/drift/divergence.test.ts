import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropy, jsDivergence, klDivergence, totalVariation } from '../../src/drift/divergence.ts';
import { reference } from '../statistics/reference.ts';

const distribution = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
  .filter((weights) => weights.some((weight) => weight > 0))
  .map((weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });

describe('divergences', () => {
  it('are scipy’s', () => {
    // scipy 1.17.1: entropy(p, q), entropy(q, p), the mean of both from the midpoint, entropy(p).
    const [p, q] = [
      [0.5, 0.25, 0.125, 0.125],
      [0.25, 0.25, 0.25, 0.25],
    ];
    expect(klDivergence(p, q)).toBeCloseTo(0.1732867951399863, 12);
    expect(klDivergence(q, p)).toBeCloseTo(0.17328679513998632, 12);
    expect(jsDivergence(p, q)).toBeCloseTo(0.042474759198849354, 12);
    expect(totalVariation(p, q)).toBeCloseTo(0.25, 12);
    expect(entropy(p)).toBeCloseTo(1.2130075659799042, 12);
  });

  it.skipIf(reference === null)('agree with the reference to 1e-6', () => {
    for (const one of reference?.kl ?? []) {
      expect(Math.abs(klDivergence(one.p, one.q) - one.kl_pq_nats)).toBeLessThan(1e-6);
      expect(Math.abs(klDivergence(one.q, one.p) - one.kl_qp_nats)).toBeLessThan(1e-6);
      expect(Math.abs(jsDivergence(one.p, one.q) - one.js_nats)).toBeLessThan(1e-6);
      expect(Math.abs(totalVariation(one.p, one.q) - one.tv)).toBeLessThan(1e-6);
      expect(Math.abs(entropy(one.p) - one.entropy_p)).toBeLessThan(1e-6);
    }
  });

  it('are 0 between equals, bounded, and symmetric where they should be', () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        expect(klDivergence(p, p)).toBe(0);
        expect(jsDivergence(p, p)).toBe(0);
        expect(jsDivergence(p, q)).toBeCloseTo(jsDivergence(q, p), 12);
        expect(jsDivergence(p, q)).toBeLessThanOrEqual(Math.LN2);
        expect(totalVariation(p, q)).toBe(totalVariation(q, p));
        expect(entropy(p)).toBeLessThanOrEqual(Math.log(6) + 1e-12);
        // Pinsker's inequality.
        expect(klDivergence(p, q)).toBeGreaterThanOrEqual(2 * totalVariation(p, q) ** 2 - 1e-12);
      }),
    );
  });

  it('know outcomes that only one has', () => {
    expect(klDivergence([1, 0], [0, 1])).toBe(Infinity);
    expect(klDivergence([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
    expect(jsDivergence([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12);
    expect(totalVariation([1, 0], [0, 1])).toBe(1);
    expect(entropy([1, 0])).toBe(0);
    expect(() => klDivergence([1], [0.5, 0.5])).toThrow(RangeError);
  });
});
