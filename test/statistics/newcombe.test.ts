import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng, type Rng } from '../../src/domain/rng.ts';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import { newcombePaired } from '../../src/statistics/newcombe.ts';
import type { PairedTable } from '../../src/statistics/table.ts';
import { reference } from './reference.ts';
import { someTable, swapSides } from './tables.ts';

describe('newcombePaired', () => {
  // Newcombe 1998, Table II, method 10, example (20, 12, 2, 16): 0.0562 to 0.3292. More digits by scipy 1.17.1.
  it.each([
    [{ both: 20, gained: 12, lost: 2, neither: 16 }, 0.2, 0.056156424841748265, 0.3292069954001405],
    [{ both: 43, gained: 0, lost: 0, neither: 7 }, 0, -0.06376407110523082, 0.06376407110523082],
    [{ both: 5, gained: 6, lost: 0, neither: 9 }, 0.3, 0.0673639057749561, 0.4853281670830112],
  ])('of %o', (table, value, low, high) => {
    const interval = newcombePaired(table);
    expect(interval.value).toBeCloseTo(value, 9);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { table, diff, ci95 } of reference?.newcombe_paired ?? []) {
      const [both, gained, lost, neither] = table;
      const { value, low, high } = newcombePaired({ both, gained, lost, neither });
      expect(Math.abs(value - diff)).toBeLessThan(1e-6);
      expect(Math.abs(low - ci95[0])).toBeLessThan(1e-6);
      expect(Math.abs(high - ci95[1])).toBeLessThan(1e-6);
    }
  });

  it('mirrors when the sides swap', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const one = newcombePaired(table);
        const other = newcombePaired(swapSides(table));
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(one.value).toBe(other.value === 0 ? 0 : -other.value);
      }),
    );
  });

  it('stays within [−1, 1], around its value, and the 90% within the 95%', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const wide = newcombePaired(table, 0.95);
        const narrow = newcombePaired(table, 0.9);
        expect(wide.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(wide.high).toBeLessThanOrEqual(1 + 1e-12);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(narrow.low).toBeLessThanOrEqual(narrow.value);
        expect(narrow.high).toBeGreaterThanOrEqual(narrow.value);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  it('refuses an empty table', () => {
    expect(() => newcombePaired({ both: 0, lost: 0, gained: 0, neither: 0 })).toThrow(RangeError);
  });
});

describe('in simulated audits', () => {
  const draws = 4000;

  it.each([
    { n: 100, shares: { both: 0.55, lost: 0.15, gained: 0.1, neither: 0.2 } },
    { n: 240, shares: { both: 0.7, lost: 0.06, gained: 0.06, neither: 0.18 } },
  ])('the 95% interval covers and the test keeps its level: n = $n', ({ n, shares }) => {
    const random = seededRng(`coverage ${n}`);
    const truth = shares.gained - shares.lost;
    let covered = 0;
    let found = 0;
    for (let draw = 0; draw < draws; draw++) {
      const table = drawTable(n, shares, random);
      const { low, high } = newcombePaired(table);
      if (low <= truth && truth <= high) covered++;
      if (mcnemarExact(table.lost, table.gained) < 0.05) found++;
    }
    expect(covered / draws).toBeGreaterThanOrEqual(0.935);
    expect(covered / draws).toBeLessThanOrEqual(0.965);
    if (truth === 0) expect(found / draws).toBeLessThanOrEqual(0.055);
  });
});

function drawTable(n: number, shares: PairedTable, random: Rng): PairedTable {
  const table = { both: 0, lost: 0, gained: 0, neither: 0 };
  for (let item = 0; item < n; item++) {
    const at = random();
    if (at < shares.both) table.both++;
    else if (at < shares.both + shares.lost) table.lost++;
    else if (at < shares.both + shares.lost + shares.gained) table.gained++;
    else table.neither++;
  }
  return table;
}
