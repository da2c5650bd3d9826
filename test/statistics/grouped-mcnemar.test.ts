import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedMcnemar } from '../../src/statistics/grouped-mcnemar.ts';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import { stratifiedMcnemar } from '../../src/statistics/stratified.ts';
import { pairsIn } from '../../src/statistics/table.ts';
import { someTable } from './tables.ts';

const group = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }));
const someGroups = fc.array(group, { maxLength: 10 });

/** Share of all exchanges that reach the weighted difference. */
function bruteForce(groups: readonly (readonly number[])[], sizes: readonly number[]): number {
  const sums = groups.map((by) => by.reduce((sum, d, at) => sum + d / (sizes[at] ?? NaN), 0));
  const observed = Math.abs(sums.reduce((sum, by) => sum + by, 0));
  let reaching = 0;
  for (let turn = 0; turn < 2 ** sums.length; turn++) {
    const sum = sums.reduce((total, by, at) => total + ((turn >> at) & 1 ? by : -by), 0);
    if (Math.abs(sum) >= observed - 1e-9) reaching++;
  }
  return reaching / 2 ** sums.length;
}

const items = (lost: number, gained: number, stratum: readonly number[]) => [
  ...Array.from({ length: lost }, () => stratum.map((one) => -one)),
  ...Array.from({ length: gained }, () => [...stratum]),
];

describe('groupedMcnemar', () => {
  it('counts a group as one toss', () => {
    // By hand: sums 2, 2, −1. Of the eight exchanges those with |sum| ≥ 3 are all but ±1: four.
    expect(groupedMcnemar([[2], [2], [-1]], [6])).toBe(0.5);
    // Five pairs that all gained twice are five tosses, not ten.
    expect(groupedMcnemar(Array<number[]>(5).fill([2]), [10])).toBe(2 / 32);
  });

  it('is the sum over all exchanges', () => {
    fc.assert(
      fc.property(someGroups, fc.integer({ min: 1, max: 60 }), (groups, size) => {
        const sizes = [size, 40];
        expect(groupedMcnemar(groups, sizes)).toBeCloseTo(bruteForce(groups, sizes), 12);
      }),
    );
  });

  it('is McNemar’s exact test of lone items, and its stratified form over strata', () => {
    fc.assert(
      fc.property(someTable, someTable, (a, b) => {
        const one = items(a.lost, a.gained, [1]);
        expect(groupedMcnemar(one, [pairsIn(a)])).toBeCloseTo(mcnemarExact(a.lost, a.gained), 9);
        const both = [...items(a.lost, a.gained, [1, 0]), ...items(b.lost, b.gained, [0, 1])];
        const p = groupedMcnemar(both, [pairsIn(a), pairsIn(b)]);
        expect(p).toBeCloseTo(stratifiedMcnemar([a, b]), 9);
      }),
      { numRuns: 40 },
    );
  });

  it('does not care which side is which nor in what order, nor about groups that do not differ', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const p = groupedMcnemar(groups, [30, 40]) ?? NaN;
        const mirrored = groups.map((by) => by.map((d) => -d));
        expect(groupedMcnemar(mirrored, [30, 40])).toBeCloseTo(p, 12);
        expect(groupedMcnemar([...groups].reverse(), [30, 40])).toBeCloseTo(p, 12);
        expect(groupedMcnemar([[0, 0], ...groups], [30, 40])).toBeCloseTo(p, 12);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not underflow, and says where it would take too long', () => {
    expect(groupedMcnemar(items(700, 700, [1]), [2000])).toBeCloseTo(1, 9);
    const strata = [997, 1009, 1013];
    const many = strata.flatMap((_, at) =>
      items(
        50,
        60,
        strata.map((_, one) => (one === at ? 1 : 0)),
      ),
    );
    expect(groupedMcnemar(many, strata)).toBeNull();
  });

  it('refuses an empty stratum and what is no count', () => {
    expect(() => groupedMcnemar([[1]], [0])).toThrow(RangeError);
    expect(() => groupedMcnemar([[1]], [1, 2])).toThrow(RangeError);
    expect(() => groupedMcnemar([[0.5]], [2])).toThrow(RangeError);
  });
});
