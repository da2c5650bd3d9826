import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import { criticalValue } from '../../src/statistics/normal.ts';
import type { PairedTable } from '../../src/statistics/table.ts';
import { tango } from '../../src/statistics/tango.ts';
import { someTable, swapSides } from './tables.ts';

describe('tango', () => {
  // The score test inverted with scipy 1.17.1: brentq over Δ, the likelihood under Δ maximised by minimize_scalar.
  it.each([
    [{ both: 20, lost: 2, gained: 12, neither: 16 }, 0.2, 0.061112407727752685, 0.344708747969592],
    [{ both: 43, lost: 0, gained: 1, neither: 0 }, 1 / 44, -0.0593932311036, 0.11807709698220006],
    [{ both: 0, lost: 40, gained: 20, neither: 100 }, -0.125, -0.2180642440223, -0.0308645331435],
  ])('of %o', (table, value, low, high) => {
    const interval = tango(table);
    expect(interval.value).toBeCloseTo(value, 9);
    expect(interval.low).toBeCloseTo(low, 7);
    expect(interval.high).toBeCloseTo(high, 7);
  });

  it('mirrors when the sides swap, stays within [−1, 1], and the 90% within the 95%', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const [wide, narrow] = [tango(table), tango(table, 0.9)];
        expect(wide.low).toBeCloseTo(-tango(swapSides(table)).high, 9);
        expect(wide.low).toBeGreaterThanOrEqual(-1);
        expect(wide.high).toBeLessThanOrEqual(1);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(narrow.low).toBeLessThanOrEqual(narrow.value);
        expect(narrow.high).toBeGreaterThanOrEqual(narrow.value);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  it.each([1, 2, 3, 20, 60])('of %i pairs that do not differ is ± z²/(n + z²)', (n) => {
    const reach = criticalValue(0.95) ** 2 / (n + criticalValue(0.95) ** 2);
    for (const table of [
      { both: n, lost: 0, gained: 0, neither: 0 },
      { both: 0, lost: 0, gained: 0, neither: n },
      { both: 1, lost: 0, gained: 0, neither: n - 1 },
    ]) {
      const { value, low, high } = tango(table);
      expect(value).toBe(0);
      expect(low).toBeCloseTo(-reach, 12);
      expect(high).toBeCloseTo(reach, 12);
    }
  });

  it('of every table of up to three pairs holds its value within [−1, 1], the wider the surer', () => {
    for (const table of tablesOf(1, 2, 3)) {
      const seen = tango(table).value;
      let last = { low: seen, high: seen };
      for (const level of [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) {
        const { value, low, high } = tango(table, level);
        expect(value).toBe(seen);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(low).toBeLessThanOrEqual(last.low);
        expect(high).toBeGreaterThanOrEqual(last.high);
        expect(high).toBeLessThanOrEqual(1);
        last = { low, high };
      }
    }
    const all = { both: 0, lost: 3, gained: 0, neither: 0 };
    expect(tango(all).low).toBe(-1);
    // By hand: every pair is lost, so q = (1 − Δ)/2, v = 1 − Δ², and (1 + Δ) n = z² (1 − Δ).
    const square = criticalValue(0.95) ** 2;
    expect(tango(all).high).toBeCloseTo((square - 3) / (square + 3), 12);
  });

  it('seldom parts from McNemar’s exact test, and then has found what the test has not', () => {
    let [tables, found] = [0, 0];
    for (const table of tablesOf(5, 10, 20, 40)) {
      const { low, high } = tango(table);
      const isFound = mcnemarExact(table.lost, table.gained) < 0.05;
      // The other way round never: what the exact test finds, the interval leaves 0 out of as well.
      if (isFound) expect(low > 0 || high < 0).toBe(true);
      tables++;
      if (!isFound && (low > 0 || high < 0)) found++;
    }
    console.info(`0 outside Tango’s interval, p ≥ .05: ${found} of ${tables} tables`);
    expect(found / tables).toBeLessThan(0.15);
  });

  it('refuses an empty table', () => {
    expect(() => tango({ both: 0, lost: 0, gained: 0, neither: 0 })).toThrow(RangeError);
  });
});

/** Every table of so many pairs, but that pairs which do not differ are all right under both. */
function tablesOf(...sizes: readonly number[]): PairedTable[] {
  return sizes.flatMap((n) =>
    Array.from({ length: n + 1 }, (_, lost) =>
      Array.from({ length: n - lost + 1 }, (_, gained) => ({
        both: n - lost - gained,
        lost,
        gained,
        neither: 0,
      })),
    ).flat(),
  );
}
