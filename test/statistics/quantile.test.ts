import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leastForQuantile,
  quantiles,
  sortedOf,
  weightedQuantiles,
} from '../../src/statistics/quantile.ts';

const five = [0.05, 0.25, 0.5, 0.75, 0.95];
const x = [0.02, 0.5, 0.11, 0.9, 0.11, 1.4, 0.3, 0.07, 2.2, 0, 0.6, 0.25];

describe('quantiles', () => {
  it('are numpy’s', () => {
    // numpy 2.4.6: np.quantile(x, [.05, .25, .5, .75, .95])
    const found = quantiles(x, five);
    for (const [at, value] of [0.011, 0.1, 0.275, 0.675, 1.76].entries()) {
      expect(found[at]).toBeCloseTo(value, 12);
    }
  });

  it('are numpy’s of the repeated values, where values have weights', () => {
    // numpy 2.4.6: np.quantile(np.repeat(x, w), [.05, .25, .5, .75, .95])
    const weights = [1, 0, 2, 3, 1, 0, 1, 2, 1, 1, 0, 2];
    const found = weightedQuantiles(sortedOf(x), weights, five);
    for (const [at, value] of [0.013, 0.08, 0.18, 0.75, 1.355].entries()) {
      expect(found[at]).toBeCloseTo(value, 12);
    }
  });

  it('rise, stay within the values, and are those of values written down as often as they weigh', () => {
    const items = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(3)), { minLength: 1 });
    fc.assert(
      fc.property(items, (pairs) => {
        const values = pairs.map(([value]) => value);
        const weights = pairs.map(([, weight]) => weight);
        const repeated = pairs.flatMap(([value, weight]) => Array<number>(weight).fill(value));
        fc.pre(repeated.length > 0);
        const found = weightedQuantiles(sortedOf(values), weights, five);
        expect(found).toEqual(quantiles(repeated, five));
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(found[0]).toBeGreaterThanOrEqual(Math.min(...repeated));
        expect(found[4]).toBeLessThanOrEqual(Math.max(...repeated));
      }),
    );
  });

  it('do not exist where nothing counts', () => {
    expect(quantiles([], [0.5])).toEqual([NaN]);
    expect(weightedQuantiles(sortedOf([1, 2]), [0, 0], [0.5])).toEqual([NaN]);
  });

  it('need so many values for an interval that chance seldom leaves them all on one side', () => {
    expect(five.map((p) => leastForQuantile(p, 0.95))).toEqual([72, 13, 6, 13, 72]);
    for (const p of five) {
      const n = leastForQuantile(p, 0.95);
      expect(Math.max(p, 1 - p) ** n).toBeLessThanOrEqual(0.025);
      expect(Math.max(p, 1 - p) ** (n - 1)).toBeGreaterThan(0.025);
    }
  });
});
