import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
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
