import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spearman } from '../../src/statistics/correlation.ts';
import { weightedSpearman } from '../../src/statistics/weighted-spearman.ts';

const x = [0.02, 0.5, 0.11, 0.9, 0.11, 1.4, 0.3, 0.07, 2.2, 0, 0.6, 0.25];
const changed = [0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1];

describe('weightedSpearman', () => {
  it('is scipy’s, of the pairs and of the pairs repeated', () => {
    // scipy 1.17.1: spearmanr(x, changed), and spearmanr(np.repeat(x, w), np.repeat(changed, w))
    const rho = weightedSpearman(x, changed);
    expect(rho(x.map(() => 1))).toBeCloseTo(0.5150370451673714, 12);
    expect(rho([1, 0, 2, 3, 1, 0, 1, 2, 1, 1, 0, 2])).toBeCloseTo(0.877944483924771, 12);
  });

  it('is that of pairs written down as often as they weigh', () => {
    const small = fc.integer({ min: 0, max: 4 });
    const items = fc.array(fc.tuple(small, small, fc.nat(3)), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(items, (pairs) => {
        const repeated = pairs.flatMap(([a, b, weight]) =>
          Array<readonly [number, number]>(weight).fill([a, b]),
        );
        const expected = spearman(
          repeated.map(([a]) => a),
          repeated.map(([, b]) => b),
        );
        const found = weightedSpearman(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        )(pairs.map(([, , weight]) => weight));
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expect(found).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('does not exist where a side does not vary among the pairs that count', () => {
    expect(weightedSpearman([1, 2, 3], [0, 0, 1])([1, 1, 0])).toBeNaN();
    expect(() => weightedSpearman([1], [1, 2])).toThrow(RangeError);
  });
});
