import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { reference } from './reference.ts';

describe('pairedT', () => {
  it('is scipy’s', () => {
    // scipy 1.17.1: ttest_rel of these two, and its confidence_interval().
    const { t, p, interval } = pairedT([0.1, 0.4, 0.35, 0.8, 0.25], [0.2, 0.5, 0.3, 0.9, 0.45]);
    expect(t).toBeCloseTo(-2.25, 9);
    expect(p).toBeCloseTo(0.08764517650339462, 9);
    expect(interval(0.95).low).toBeCloseTo(-0.20105780420791175, 9);
    expect(interval(0.95).high).toBeCloseTo(0.021057804207911743, 9);
  });

  it.skipIf(reference === null)('agrees with the reference to 1e-6', () => {
    for (const { x, y, t, p, ci95 } of reference?.paired_t ?? []) {
      const test = pairedT(x, y);
      const { low, high } = test.interval(0.95);
      expect(Math.abs(test.t - t)).toBeLessThan(1e-6);
      expect(Math.abs(test.p - p)).toBeLessThan(1e-6);
      expect(Math.abs(low - ci95[0])).toBeLessThan(1e-6);
      expect(Math.abs(high - ci95[1])).toBeLessThan(1e-6);
    }
  });

  it('mirrors when the sides swap, and does not depend on the order', () => {
    const values = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })),
      {
        minLength: 2,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(values, (rows) => {
        const [x, y] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
        const [one, other] = [pairedT(x, y), pairedT(y, x)];
        expect(other.p).toBeCloseTo(one.p, 9);
        expect(other.interval(0.9).low).toBeCloseTo(-one.interval(0.9).high, 9);
        expect(pairedT([...x].reverse(), [...y].reverse()).p).toBeCloseTo(one.p, 9);
      }),
    );
  });

  it('knows the ends, and refuses one pair', () => {
    expect(pairedT([1, 2], [1, 2])).toMatchObject({ t: 0, p: 1 });
    expect(pairedT([2, 3], [1, 2])).toMatchObject({ t: Infinity, p: 0 });
    expect(() => pairedT([1], [1])).toThrow(RangeError);
    expect(() => pairedT([1, 2], [1, 2, 3])).toThrow(RangeError);
  });
});
