import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedTango } from '../../src/statistics/stratified-tango.ts';
import { tango } from '../../src/statistics/tango.ts';
import { someTable, swapSides } from './tables.ts';

describe('stratifiedTango', () => {
  // The score test inverted with scipy 1.17.1: brentq over Δ, the strata's likelihood under Δ maximised by minimize_scalar.
  it.each([
    [
      [
        { both: 20, lost: 2, gained: 12, neither: 16 },
        { both: 5, lost: 1, gained: 3, neither: 6 },
      ],
      0.008908428,
      0.321459319,
    ],
    [
      [
        { both: 43, lost: 0, gained: 1, neither: 0 },
        { both: 4, lost: 2, gained: 0, neither: 6 },
      ],
      -0.213891741,
      0.070644896,
    ],
    [
      [
        { both: 0, lost: 40, gained: 20, neither: 100 },
        { both: 30, lost: 5, gained: 9, neither: 1 },
      ],
      -0.11339743,
      0.07705619,
    ],
  ])('of %o', (strata, low, high) => {
    const interval = stratifiedTango(strata);
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  });

  it('of one stratum is Tango’s, and of the same one twice that of twice as many pairs', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const { both, lost, gained, neither } = table;
        const [one, twice] = [stratifiedTango([table]), stratifiedTango([table, table])];
        expect(one).toEqual(tango(table));
        const doubled = {
          both: 2 * both,
          lost: 2 * lost,
          gained: 2 * gained,
          neither: 2 * neither,
        };
        expect(twice.low).toBeCloseTo(tango(doubled).low, 9);
        expect(twice.high).toBeCloseTo(tango(doubled).high, 9);
      }),
    );
  });

  it('mirrors when the sides swap, does not depend on the order, and holds its value within [−1, 1]', () => {
    fc.assert(
      fc.property(someTable, someTable, someTable, (a, b, c) => {
        const { value, low, high } = stratifiedTango([a, b, c]);
        const other = stratifiedTango([c, a, b].map(swapSides));
        expect(low).toBeCloseTo(-other.high, 9);
        expect(value).toBeCloseTo((tango(a).value + tango(b).value + tango(c).value) / 3, 12);
        const narrow = stratifiedTango([a, b, c], 0.9);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(low).toBeLessThanOrEqual(narrow.low + 1e-12);
        expect(narrow.low).toBeLessThanOrEqual(value + 1e-12);
        expect(narrow.high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('takes strata that lost every pair, and numbers of pairs that are not whole', () => {
    const gone = { both: 0, lost: 3, gained: 0, neither: 0 };
    expect(stratifiedTango([gone, gone]).low).toBeCloseTo(-1, 12);
    const few = { both: 0.4, lost: 0.1, gained: 0, neither: 0.2 };
    const { value, low, high } = stratifiedTango([few, gone]);
    expect(low).toBeGreaterThan(-1 - 1e-12);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high).toBeLessThan(1);
  });

  it('refuses no strata and an empty one', () => {
    const none = { both: 0, lost: 0, gained: 0, neither: 0 };
    expect(() => stratifiedTango([])).toThrow(RangeError);
    expect(() => stratifiedTango([{ ...none, both: 3 }, none])).toThrow(RangeError);
  });
});
