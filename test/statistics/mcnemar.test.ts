import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarChiSquare, mcnemarExact, mcnemarMidP } from '../../src/statistics/mcnemar.ts';
import { reference } from './reference.ts';

/** P(|X − m/2| ≥ |lost − m/2|) by summing every outcome of m tosses, in whole numbers. */
function bruteForce(lost: number, gained: number): number {
  const m = lost + gained;
  let ways = 1n;
  let extreme = 0n;
  for (let k = 0; k <= m; k++) {
    if (Math.abs(2 * k - m) >= Math.abs(lost - gained)) extreme += ways;
    ways = (ways * BigInt(m - k)) / BigInt(k + 1);
  }
  return Number(extreme) / 2 ** m;
}

describe('mcnemarExact', () => {
  // scipy 1.17.1, binomtest(2, 14) and so on.
  it.each([
    [2, 12, 0.012939453125],
    [3, 9, 0.14599609375],
    [0, 6, 0.03125],
    [15, 40, 0.0010158471941252854],
    [0, 0, 1],
    [0, 1, 1],
  ])('of %i lost and %i gained', (lost, gained, p) => {
    expect(mcnemarExact(lost, gained)).toBeCloseTo(p, 9);
  });

  it.skipIf(reference === null)('agrees with scipy to 1e-6', () => {
    for (const { table, exact_two_sided: p } of reference?.mcnemar ?? []) {
      expect(Math.abs(mcnemarExact(table[1], table[2]) - p)).toBeLessThan(1e-6);
    }
  });

  it('is the sum over all tosses, and does not care which side lost', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (lost, gained) => {
        const p = mcnemarExact(lost, gained);
        expect(p).toBeCloseTo(bruteForce(lost, gained), 9);
        expect(p).toBe(mcnemarExact(gained, lost));
      }),
    );
  });

  it('refuses what is no count', () => {
    expect(() => mcnemarExact(-1, 2)).toThrow(RangeError);
  });
});

describe('mid-p and χ²', () => {
  it('are scipy’s', () => {
    // scipy 1.17.1: 2 binom.cdf(2, 14, ½) − binom.pmf(2, 14, ½); chi2.sf of (10²)/14 and (9²)/14 with one degree of freedom.
    expect(mcnemarMidP(2, 12)).toBeCloseTo(0.007385253906249991, 9);
    expect(mcnemarChiSquare(2, 12, { correction: false })).toBeCloseTo(0.007526315166457882, 9);
    expect(mcnemarChiSquare(2, 12, { correction: true })).toBeCloseTo(0.016156931261181322, 9);
  });

  it.skipIf(reference === null)('agree with the reference to 1e-6', () => {
    for (const { table, mid_p, chi2_p, chi2_cc_p } of reference?.mcnemar ?? []) {
      const [, lost, gained] = table;
      const plain = mcnemarChiSquare(lost, gained, { correction: false });
      const corrected = mcnemarChiSquare(lost, gained, { correction: true });
      expect(Math.abs(mcnemarMidP(lost, gained) - mid_p)).toBeLessThan(1e-6);
      expect(Math.abs(plain - chi2_p)).toBeLessThan(1e-6);
      expect(Math.abs(corrected - chi2_cc_p)).toBeLessThan(1e-6);
    }
  });

  it('do not care which side lost, and mid-p is at most the exact p', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (lost, gained) => {
        const p = mcnemarMidP(lost, gained);
        expect(p).toBe(mcnemarMidP(gained, lost));
        expect(p).toBeLessThanOrEqual(mcnemarExact(lost, gained) + 1e-12);
        for (const correction of [true, false]) {
          const chi = mcnemarChiSquare(lost, gained, { correction });
          expect(chi).toBe(mcnemarChiSquare(gained, lost, { correction }));
          expect(chi).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
