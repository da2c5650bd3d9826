import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('refuses an empty table', () => {
    expect(() => tango({ both: 0, lost: 0, gained: 0, neither: 0 })).toThrow(RangeError);
  });
});
