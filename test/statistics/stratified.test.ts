import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import { stratifiedMcnemar, stratifiedMean } from '../../src/statistics/stratified.ts';
import { pairsIn, type PairedTable } from '../../src/statistics/table.ts';
import { tango } from '../../src/statistics/tango.ts';
import { someTable, swapSides } from './tables.ts';

const some = (counts: Partial<PairedTable>): PairedTable => ({
  both: 0,
  lost: 0,
  gained: 0,
  neither: 0,
  ...counts,
});

describe('stratifiedMean', () => {
  it('squares and adds the arms', () => {
    // By hand: low = (.5 + .9)/2 − √(.3² + .4²)/2 = .7 − .25, high = .7 + √(.03² + .04²)/2 = .7 + .025.
    const mean = stratifiedMean([
      { value: 0.5, low: 0.2, high: 0.53 },
      { value: 0.9, low: 0.5, high: 0.94 },
    ]);
    expect(mean.value).toBeCloseTo(0.7, 12);
    expect(mean.low).toBeCloseTo(0.45, 12);
    expect(mean.high).toBeCloseTo(0.725, 12);
  });

  it('of one stratum is that stratum', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const one = tango(table);
        const mean = stratifiedMean([one]);
        expect(mean.low).toBeCloseTo(one.low, 12);
        expect(mean.high).toBeCloseTo(one.high, 12);
      }),
    );
  });

  it('mirrors when the sides swap and stays within [−1, 1]', () => {
    fc.assert(
      fc.property(someTable, someTable, (a, b) => {
        const one = stratifiedMean([tango(a), tango(b)]);
        const other = stratifiedMean([a, b].map(swapSides).map((table) => tango(table)));
        expect(one.low).toBeCloseTo(-other.high, 12);
        expect(Math.abs(one.low)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('refuses no strata', () => {
    expect(() => stratifiedMean([])).toThrow(RangeError);
  });
});

describe('stratifiedMcnemar', () => {
  it('weighs an item by its stratum', () => {
    // Two lost of 2, two gained of 4: sums (G − L)/n are −1, 0, 1 (¼, ½, ¼) and −½, 0, ½. Observed −1 + ½ = −½. At
    // least ½ off 0: all but 0 + 0 (½ · ½), so p = ¾.
    expect(stratifiedMcnemar([some({ lost: 2 }), some({ gained: 2, both: 2 })])).toBeCloseTo(0.75);
    // One lost of 1, two gained of 4: ±1 (½ each) and −½, 0, ½. Observed −½; every sum is at least that.
    expect(stratifiedMcnemar([some({ lost: 1 }), some({ gained: 2, both: 2 })])).toBeCloseTo(1);
  });

  it('is the pooled test where strata are of one size', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30), (a, b, c, d) => {
        const strata = [some({ lost: a, gained: b }), some({ lost: c, gained: d })].map(
          (table) => ({
            ...table,
            both: 100 - pairsIn(table),
          }),
        );
        expect(stratifiedMcnemar(strata)).toBeCloseTo(mcnemarExact(a + c, b + d), 9);
      }),
    );
  });

  it('is a probability and does not care which side lost', () => {
    fc.assert(
      fc.property(someTable, someTable, (a, b) => {
        const p = stratifiedMcnemar([a, b]);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(stratifiedMcnemar([swapSides(a), swapSides(b)])).toBeCloseTo(p, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('does not underflow with very many discordant items', () => {
    const p = stratifiedMcnemar([
      some({ lost: 700, gained: 700 }),
      some({ lost: 3, gained: 3, both: 1 }),
    ]);
    expect(p).toBeCloseTo(1, 9);
  });

  it('refuses an empty stratum', () => {
    expect(() => stratifiedMcnemar([some({}), some({ both: 1 })])).toThrow(RangeError);
  });
});
