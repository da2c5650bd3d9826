import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact, type TwoByTwo } from '../../src/statistics/fisher.ts';
import { reference } from './reference.ts';

const count = fc.nat(25);

describe('fisherExact', () => {
  // scipy 1.17.1, fisher_exact. The first is the lady tasting tea.
  it.each<[TwoByTwo, number, number]>([
    [
      [
        [3, 1],
        [1, 3],
      ],
      9,
      0.48571428571428565,
    ],
    [
      [
        [12, 5],
        [29, 2],
      ],
      0.16551724137931034,
      0.08026855207410463,
    ],
    [
      [
        [0, 0],
        [3, 4],
      ],
      NaN,
      1,
    ],
    [
      [
        [5, 0],
        [2, 0],
      ],
      NaN,
      1,
    ],
  ])('of %j', (table, odds, p) => {
    const test = fisherExact(table);
    if (Number.isNaN(odds)) expect(test.odds).toBeNaN();
    else expect(test.odds).toBeCloseTo(odds, 9);
    expect(test.p).toBeCloseTo(p, 9);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { table, odds, p } of reference?.fisher ?? []) {
      const test = fisherExact(table);
      expect(Math.abs(test.odds - odds)).toBeLessThan(1e-6);
      expect(Math.abs(test.p - p)).toBeLessThan(1e-6);
    }
  });

  it('does not care which group or outcome comes first, nor which way the table lies', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const { p } = fisherExact([
          [a, b],
          [c, d],
        ]);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(
          fisherExact([
            [c, d],
            [a, b],
          ]).p,
        ).toBeCloseTo(p, 9);
        expect(
          fisherExact([
            [b, a],
            [d, c],
          ]).p,
        ).toBeCloseTo(p, 9);
        expect(
          fisherExact([
            [a, c],
            [b, d],
          ]).p,
        ).toBeCloseTo(p, 9);
      }),
    );
  });

  it('refuses what is no count', () => {
    expect(() =>
      fisherExact([
        [1, 2],
        [3, -1],
      ]),
    ).toThrow(RangeError);
  });
});
