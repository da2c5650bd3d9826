import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pearson, spearman } from '../../src/statistics/correlation.ts';
import { labelledText } from '../scoring/labelled.ts';

describe('correlation', () => {
  it('is known in small cases', () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(pearson([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
    expect(spearman([1, 2, 3, 400], [1, 2, 3, 4])).toBeCloseTo(1, 12);
    // scipy.stats.spearmanr([1, 2, 2, 3], [1, 3, 2, 4])
    expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(0.9486832980505139, 12);
  });

  it('is not a number where one side does not vary, or there is one pair or none', () => {
    expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeNaN();
    expect(spearman([1, 2, 3], [7, 7, 7])).toBeNaN();
    expect(pearson([1], [2])).toBeNaN();
    expect(pearson([], [])).toBeNaN();
  });

  it('takes pairs only', () => {
    expect(() => pearson([1], [1, 2])).toThrow(RangeError);
  });

  const pairs = fc.array(
    fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })),
    {
      minLength: 2,
      maxLength: 30,
    },
  );
  it('is symmetric, and kept by scale and shift but for the sign', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const [x, y] = [all.map(([a]) => a), all.map(([, b]) => b)];
        const r = pearson(x, y);
        fc.pre(!Number.isNaN(r));
        expect(pearson(y, x)).toBeCloseTo(r, 9);
        expect(
          pearson(
            x.map((a) => 3 - 2 * a),
            y,
          ),
        ).toBeCloseTo(-r, 9);
        expect(
          spearman(
            x.map((a) => a ** 3),
            y,
          ),
        ).toBeCloseTo(spearman(x, y), 9);
      }),
    );
  });

  const reference = labelledText('stats_reference/reference.json');
  it.skipIf(reference === null)('agrees with scipy', () => {
    const values = v.array(v.number());
    const { spearman_pearson: cases } = v.parse(
      v.object({
        spearman_pearson: v.array(
          v.object({ x: values, y: values, spearman: v.number(), pearson: v.number() }),
        ),
      }),
      JSON.parse(reference ?? '{}'),
    );
    expect(cases.length).toBeGreaterThan(0);
    for (const { x, y, ...expected } of cases) {
      expect(pearson(x, y)).toBeCloseTo(expected.pearson, 9);
      expect(spearman(x, y)).toBeCloseTo(expected.spearman, 9);
    }
  });
});
