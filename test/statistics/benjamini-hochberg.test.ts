import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts';
import { holm } from '../../src/statistics/holm.ts';
import { reference } from './reference.ts';

const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

describe('benjaminiHochberg', () => {
  // scipy 1.17.1, false_discovery_control.
  it.each([
    [
      [0.03, 0.001, 0.04, 0.2, 0.012, 0.8],
      [0.06, 0.006, 0.06, 0.24, 0.036, 0.8],
    ],
    [
      [0.01, 0.02, 0.03, 0.04, 0.05],
      [0.05, 0.05, 0.05, 0.05, 0.05],
    ],
    [[], []],
  ])('of %j', (p, expected) => {
    for (const [at, adjusted] of benjaminiHochberg(p).entries()) {
      expect(adjusted).toBeCloseTo(expected[at] ?? NaN, 12);
    }
    expect(benjaminiHochberg(p)).toHaveLength(expected.length);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { p, bh } of reference?.holm ?? []) {
      for (const [at, adjusted] of benjaminiHochberg(p).entries()) {
        expect(Math.abs(adjusted - (bh[at] ?? NaN))).toBeLessThan(1e-6);
      }
    }
  });

  it('lies between the p value and Holm’s, and keeps the order', () => {
    fc.assert(
      fc.property(family, (p) => {
        const [mild, strict] = [benjaminiHochberg(p), holm(p)];
        for (const [at, adjusted] of mild.entries()) {
          expect(adjusted).toBeGreaterThanOrEqual((p[at] ?? NaN) - 1e-12);
          expect(adjusted).toBeLessThanOrEqual((strict[at] ?? NaN) + 1e-12);
          for (const [other, also] of mild.entries()) {
            if ((p[at] ?? 0) < (p[other] ?? 0)) expect(adjusted).toBeLessThanOrEqual(also);
          }
        }
      }),
    );
  });

  it('refuses what is no p value', () => {
    expect(() => benjaminiHochberg([0.5, 1.5])).toThrow(RangeError);
    expect(() => benjaminiHochberg([NaN])).toThrow(RangeError);
  });
});
