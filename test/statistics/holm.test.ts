import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/statistics/holm.ts';
import { reference } from './reference.ts';

const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('holm', () => {
  it('adjusts a family', () => {
    // statsmodels 0.14 multipletests(p, method='holm'), and by hand: 6·.001, 5·.012, 4·.03, 3·.04 raised to .12, …
    const adjusted = holm([0.03, 0.001, 0.04, 0.2, 0.012, 0.8]);
    const expected = [0.12, 0.006, 0.12, 0.4, 0.06, 0.8];
    for (const [at, p] of expected.entries()) expect(adjusted[at]).toBeCloseTo(p, 12);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { p, holm: expected } of reference?.holm ?? []) {
      for (const [at, value] of holm(p).entries()) {
        expect(Math.abs(value - (expected[at] ?? NaN))).toBeLessThan(1e-6);
      }
    }
  });

  it('never makes a p smaller, keeps the order, and stays within Bonferroni', () => {
    fc.assert(
      fc.property(family, (ps) => {
        const adjusted = holm(ps);
        for (const [a, p] of ps.entries()) {
          expect(adjusted[a]).toBeGreaterThanOrEqual(p);
          expect(adjusted[a]).toBeLessThanOrEqual(Math.min(1, p * ps.length));
          for (const [b, q] of ps.entries()) {
            if (p <= q) expect(adjusted[a]).toBeLessThanOrEqual(adjusted[b] ?? NaN);
          }
        }
      }),
    );
  });

  it('leaves a family of one, and one of none, alone', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([])).toEqual([]);
  });

  it('refuses what is no p value', () => {
    expect(() => holm([NaN])).toThrow(RangeError);
  });
});
