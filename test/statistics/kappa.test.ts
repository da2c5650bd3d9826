import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohenKappa } from '../../src/statistics/kappa.ts';

type Pair = readonly [string, string];

/** Pairs of labels from a table of counts: rows by the first rater, columns by the second. */
function pairsOf(table: readonly (readonly number[])[]): Pair[] {
  return table.flatMap((row, one) =>
    row.flatMap((count, other) =>
      Array.from({ length: count }, (): Pair => [String(one), String(other)]),
    ),
  );
}

const label = fc.constantFrom('full', 'partial', 'compliance');
const somePairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 60 });

describe('cohenKappa', () => {
  // statsmodels' cohens_kappa of the table: kappa, kappa_low, kappa_upp.
  it.each([
    [
      [
        [45, 15],
        [25, 15],
      ],
      0.13043478260869554,
      -0.06293827779258965,
      0.3238078430099807,
    ],
    [
      [
        [20, 5, 2],
        [3, 30, 4],
        [1, 6, 29],
      ],
      0.6806083650190115,
      0.5590004361473359,
      0.802216293890687,
    ],
  ])('of %j', (table, value, low, high) => {
    const agreement = cohenKappa(pairsOf(table));
    const interval = agreement.interval(0.95);
    expect(agreement.kappa).toBeCloseTo(value, 9);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it('counts agreement', () => {
    expect(
      cohenKappa(
        pairsOf([
          [45, 15],
          [25, 15],
        ]),
      ),
    ).toMatchObject({ agreement: 0.6, n: 100 });
  });

  it('does not care which rater is first, nor about the order and names of labels', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const one = cohenKappa(pairs);
        fc.pre(!Number.isNaN(one.kappa));
        const turned = pairs.map(([a, b]): Pair => [b, a]).reverse();
        expect(cohenKappa(turned).kappa).toBeCloseTo(one.kappa, 9);
        expect(cohenKappa(turned).interval(0.9).low).toBeCloseTo(one.interval(0.9).low, 9);
        const renamed = pairs.map(([a, b]): Pair => [`x${a}`, `x${b}`]);
        expect(cohenKappa(renamed).kappa).toBeCloseTo(one.kappa, 9);
        expect(one.interval(0.95).low).toBeGreaterThanOrEqual(-1);
        expect(one.interval(0.95).high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is 1 for raters who agree on all, NaN where they had one label, and refuses none', () => {
    expect(
      cohenKappa([
        ['a', 'a'],
        ['b', 'b'],
      ]).kappa,
    ).toBeCloseTo(1, 12);
    expect(
      cohenKappa([
        ['a', 'a'],
        ['a', 'a'],
      ]),
    ).toMatchObject({ kappa: NaN, agreement: 1 });
    expect(() => cohenKappa([])).toThrow(RangeError);
  });
});
