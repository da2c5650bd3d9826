import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTauB, pearson, spearman } from '../../src/statistics/correlation.ts';
import { reference } from './reference.ts';

const small = fc.integer({ min: 0, max: 9 });
const rows = fc.array(fc.tuple(small, small), { minLength: 2, maxLength: 30 });

describe('correlations', () => {
  it('are scipy’s, ties and all', () => {
    // scipy 1.17.1: pearsonr, spearmanr, kendalltau.
    const [x, y] = [
      [1, 2, 2, 3, 3, 3, 4, 5, 5, 6],
      [2, 1, 3, 3, 3, 5, 4, 4, 6, 6],
    ];
    expect(pearson(x, y)).toBeCloseTo(0.8263588797984174, 9);
    expect(spearman(x, y)).toBeCloseTo(0.8616352201257862, 9);
    expect(kendallTauB(x, y)).toBeCloseTo(0.75, 9);
  });

  it.skipIf(reference === null)('agree with the reference to 1e-6', () => {
    for (const one of reference?.spearman_pearson ?? []) {
      expect(Math.abs(pearson(one.x, one.y) - one.pearson)).toBeLessThan(1e-6);
      expect(Math.abs(spearman(one.x, one.y) - one.spearman)).toBeLessThan(1e-6);
      expect(Math.abs(kendallTauB(one.x, one.y) - one.kendall_b)).toBeLessThan(1e-6);
    }
  });

  it.each([
    ['pearson', pearson],
    ['spearman', spearman],
    ['kendallTauB', kendallTauB],
  ])('%s is symmetric, changes its sign with a side, and stays within [−1, 1]', (_, correlate) => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const r = correlate(x, y);
        fc.pre(!Number.isNaN(r));
        expect(correlate(y, x)).toBeCloseTo(r, 9);
        expect(
          correlate(
            x,
            y.map((value) => -value),
          ),
        ).toBeCloseTo(-r, 9);
        expect(correlate([...x].reverse(), [...y].reverse())).toBeCloseTo(r, 9);
        expect(Math.abs(r)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('only ranks matter to the two of ranks', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const bent = y.map((value) => value ** 3 + value);
        const r = spearman(x, y);
        fc.pre(!Number.isNaN(r));
        expect(spearman(x, bent)).toBeCloseTo(r, 9);
        expect(kendallTauB(x, bent)).toBeCloseTo(kendallTauB(x, y), 9);
      }),
    );
  });

  it('do not exist where a side does not vary', () => {
    expect(pearson([1, 2], [3, 3])).toBeNaN();
    expect(spearman([1, 2], [3, 3])).toBeNaN();
    expect(kendallTauB([1, 2], [3, 3])).toBeNaN();
    expect(() => pearson([1], [1, 2])).toThrow(RangeError);
  });
});
