import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { reference } from './reference.ts';

const counts = fc.integer({ min: 1, max: 300 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

describe('clopperPearson', () => {
  // scipy 1.17.1, binomtest(k, n).proportion_ci(.95, 'exact').
  it.each([
    [0, 10, 0, 0.30849710781876294],
    [3, 10, 0.06673951117773447, 0.652452850060008],
    [10, 10, 0.6915028921812371, 1],
    [81, 263, 0.25273674558504267, 0.36762192260134746],
  ])('of %i in %i', (k, n, low, high) => {
    const interval = clopperPearson(k, n);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it.skipIf(reference === null)('agrees with scipy to 1e-6', () => {
    for (const [k, n, level, low, high] of reference?.clopper_pearson ?? []) {
      const interval = clopperPearson(k, n, level);
      expect(Math.abs(interval.low - low)).toBeLessThan(1e-6);
      expect(Math.abs(interval.high - high)).toBeLessThan(1e-6);
    }
  });

  it('mirrors, stays within [0, 1] and around the share', () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { value, low, high } = clopperPearson(k, n);
        expect(low).toBeCloseTo(1 - clopperPearson(n - k, n).high, 9);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses what is no proportion', () => {
    expect(() => clopperPearson(0, 0)).toThrow(RangeError);
    expect(() => clopperPearson(2, 1)).toThrow(RangeError);
  });
});
