import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/statistics/wilson.ts';
import { reference } from './reference.ts';

describe('wilson', () => {
  // scipy 1.17.1, binomtest(k, n).proportion_ci(level, 'wilson'); the first is also in Newcombe 1998, Table I.
  it.each([
    [0, 10, 0.95, 0, 0.27753279986288926],
    [137, 250, 0.95, 0.48604464273690806, 0.6085025605115293],
    [249, 250, 0.99, 0.9668231771356777, 0.9995302038137357],
    [10, 10, 0.9, 0.787058029916593, 1],
  ])('of %i in %i at %f', (k, n, level, low, high) => {
    const interval = wilson(k, n, level);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it.skipIf(reference === null)('agrees with scipy to 1e-6', () => {
    for (const [k, n, level, low, high] of reference?.wilson ?? []) {
      const interval = wilson(k, n, level);
      expect(Math.abs(interval.low - low)).toBeLessThan(1e-6);
      expect(Math.abs(interval.high - high)).toBeLessThan(1e-6);
    }
  });

  const share = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

  it('stays within [0, 1] and around its value', () => {
    fc.assert(
      fc.property(share, ([k, n]) => {
        const { low, value, high } = wilson(k, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('mirrors when right and wrong swap', () => {
    fc.assert(
      fc.property(share, ([k, n]) => {
        expect(wilson(k, n).low).toBeCloseTo(1 - wilson(n - k, n).high, 12);
      }),
    );
  });

  it('refuses what is no proportion', () => {
    expect(() => wilson(0, 0)).toThrow(RangeError);
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(0.5, 2)).toThrow(RangeError);
  });
});
