import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilcoxon } from '../../src/statistics/wilcoxon.ts';
import { reference } from './reference.ts';

const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  maxLength: 30,
});

/** Twice the share of all choices of signs with a rank sum of at most W, ranks without ties. */
function bruteForce(m: number, statistic: number): number {
  let few = 0;
  for (let signs = 0; signs < 2 ** m; signs++) {
    let sum = 0;
    for (let rank = 1; rank <= m; rank++) if ((signs >> (rank - 1)) & 1) sum += rank;
    if (sum <= statistic) few++;
  }
  return Math.min(1, (2 * few) / 2 ** m);
}

describe('wilcoxon', () => {
  // scipy 1.17.1, wilcoxon(x, y): ten pairs with a zero and ties, so all 2⁹ signs; twenty, so the normal approximation.
  it.each([
    {
      name: 'ties, few pairs',
      x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      changes: [2, -1, 2, 0, 2, 3, -1, 0, 3, 0],
      statistic: 3,
      p: 0.0625,
      method: 'exact',
    },
    {
      name: 'ties, more pairs',
      x: Array.from({ length: 20 }, (_, at) => at),
      changes: [1, -2, 3, 0, 0, 2, 2, -1, 4, 5, -3, 2, 1, 0, 6, -4, 2, 3, 1, 1],
      statistic: 37.5,
      p: 0.06317853473006478,
      method: 'normal',
    },
  ])('is scipy’s with $name', ({ x, changes, statistic, p, method }) => {
    const test = wilcoxon(
      x,
      x.map((value, at) => value + (changes[at] ?? 0)),
    );
    expect(test.statistic).toBe(statistic);
    expect(test.p).toBeCloseTo(p, 9);
    expect(test.method).toBe(method);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { x, y, method, W, p } of reference?.wilcoxon ?? []) {
      const test = wilcoxon(x, y, method === 'approx' ? 'normal' : method);
      expect(Math.abs(test.statistic - W)).toBeLessThan(1e-6);
      expect(Math.abs(test.p - p)).toBeLessThan(1e-6);
    }
  });

  it('counts every choice of signs', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (signs) => {
        const y = signs.map((up, at) => (up ? at + 1 : -at - 1));
        const test = wilcoxon(
          y.map(() => 0),
          y,
        );
        expect(test.method).toBe('exact');
        expect(test.p).toBeCloseTo(bruteForce(signs.length, test.statistic), 12);
      }),
    );
  });

  it('does not care which side is which, nor in what order', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [x, y] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
        const test = wilcoxon(x, y);
        expect(wilcoxon(y, x).p).toBeCloseTo(test.p, 12);
        expect(wilcoxon([...x].reverse(), [...y].reverse()).p).toBeCloseTo(test.p, 12);
        expect(test.p).toBeGreaterThan(0);
        expect(test.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is 1 where nothing differs, and refuses sides of two lengths', () => {
    expect(wilcoxon([], []).p).toBe(1);
    expect(wilcoxon([3, 3], [3, 3]).p).toBe(1);
    expect(wilcoxon(Array<number>(60).fill(3), Array<number>(60).fill(3)).p).toBe(1);
    expect(() => wilcoxon([1], [1, 2])).toThrow(RangeError);
  });
});
