import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng, type Rng } from '../../src/domain/rng.ts';
import {
  correctDifference,
  correctShare,
  type Validation,
} from '../../src/statistics/rogan-gladen.ts';
import { tango } from '../../src/statistics/tango.ts';

const good: Validation = { positives: 50, truePositives: 45, negatives: 100, trueNegatives: 97 };

describe('correctShare', () => {
  it('is Rogan and Gladen’s share with Lang and Reiczigel’s interval', () => {
    // The formulas of R's asht::prevSeSp, worked out with numpy: .157088, (.073663, .252479).
    const { estimate } = correctShare(20 / 120, 120, good);
    expect(estimate?.value).toBeCloseTo(0.15708812260536403, 9);
    expect(estimate?.low).toBeCloseTo(0.07366339624998185, 9);
    expect(estimate?.high).toBeCloseTo(0.2524793966045148, 9);
  });

  it('clips what is not possible', () => {
    // Unclipped it is −.0857 (−.2402, .0450).
    const weak = { positives: 60, truePositives: 48, negatives: 60, trueNegatives: 54 };
    const { estimate } = correctShare(0.04, 100, weak);
    expect(estimate?.value).toBe(0);
    expect(estimate?.low).toBe(0);
    expect(estimate?.high).toBeCloseTo(0.04496471680034646, 9);
  });

  it('changes nothing where the detector made no mistake on very many texts', () => {
    const perfect = { positives: 1e7, truePositives: 1e7, negatives: 1e7, trueNegatives: 1e7 };
    const { estimate } = correctShare(0.3, 100, perfect);
    expect(estimate?.value).toBeCloseTo(0.3, 9);
    expect(estimate?.low).toBeCloseTo(0.2189, 3);
    expect(estimate?.high).toBeCloseTo(0.3958, 3);
  });
});

describe('correctDifference', () => {
  it('is the difference over Youden’s J', () => {
    const measured = tango({ both: 60, lost: 10, gained: 20, neither: 30 });
    const { estimate } = correctDifference(measured, good);
    expect(estimate?.value).toBeCloseTo(measured.value / (0.9 + 0.97 - 1), 12);
    // Fully by hand where J is sure: both ends over J.
    const sure = { positives: 1e8, truePositives: 9e7, negatives: 1e8, trueNegatives: 9.7e7 };
    const plain = correctDifference(measured, sure).estimate;
    expect(plain?.low).toBeCloseTo(measured.low / 0.87, 6);
    expect(plain?.high).toBeCloseTo(measured.high / 0.87, 6);
  });

  it('mirrors, holds its value, and is wider the fewer texts the detector was tried on', () => {
    fc.assert(
      fc.property(
        fc.record({ both: fc.nat(40), lost: fc.nat(40), gained: fc.nat(40), neither: fc.nat(40) }),
        (table) => {
          fc.pre(table.both + table.lost + table.gained + table.neither > 0);
          const measured = tango(table);
          const { value, low, high } = measured;
          const one = correctDifference(measured, good).estimate;
          const other = correctDifference({ value: -value, low: -high, high: -low }, good).estimate;
          expect(one?.low).toBeCloseTo(-(other?.high ?? NaN), 9);
          expect(one?.low).toBeLessThanOrEqual((one?.value ?? NaN) + 1e-12);
          expect(one?.high).toBeGreaterThanOrEqual((one?.value ?? NaN) - 1e-12);
          const more = { positives: 500, truePositives: 450, negatives: 1000, trueNegatives: 970 };
          const surer = correctDifference(measured, more).estimate;
          expect(surer?.low).toBeGreaterThanOrEqual((one?.low ?? NaN) - 1e-12);
          expect(surer?.high).toBeLessThanOrEqual((one?.high ?? NaN) + 1e-12);
          // Where 0 is within the one it is within the other: a common error cannot make a difference.
          expect(Math.sign(surer?.low ?? NaN) * Math.sign(low)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('a detector', () => {
  it('that was not validated, or is not surely better than chance, is refused', () => {
    const none = { positives: 0, truePositives: 0, negatives: 10, trueNegatives: 9 };
    const coin = { positives: 40, truePositives: 20, negatives: 40, trueNegatives: 22 };
    const measured = { value: 0.1, low: 0, high: 0.2 };
    expect(correctShare(0.1, 50, none)).toEqual({ estimate: null, refusal: 'not-validated' });
    expect(correctShare(0.1, 50, coin).refusal).toBe('no-better-than-chance');
    expect(correctDifference(measured, coin)).toEqual({
      estimate: null,
      refusal: 'no-better-than-chance',
    });
    expect(() => correctShare(0.1, 50, { ...good, positives: 1.5 })).toThrow(RangeError);
  });
});

describe('in simulated audits', () => {
  const draws = 2000;
  const count = (n: number, share: number, random: Rng) =>
    Array.from({ length: n }, () => random() < share).filter(Boolean).length;

  it.each([
    { n: 120, truth: 0.1, change: 0.1, se: 0.85, sp: 0.95, validated: 80 },
    { n: 120, truth: 0.5, change: 0.2, se: 0.7, sp: 0.9, validated: 100 },
    { n: 250, truth: 0.3, change: 0, se: 0.9, sp: 0.98, validated: 200 },
  ])('the corrected intervals cover: %o', ({ n, truth, change, se, sp, validated }) => {
    const random = seededRng(`detector ${n} ${truth}`);
    let [share, difference] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const validation: Validation = {
        positives: validated,
        truePositives: count(validated, se, random),
        negatives: validated,
        trueNegatives: count(validated, sp, random),
      };
      const table = { both: 0, lost: 0, gained: 0, neither: 0 };
      for (let item = 0; item < n; item++) {
        // The items that change are the same on both sides but for the share that the reasoning model gains.
        const at = random();
        const has = [at < truth, at < truth + change] as const;
        const [one, other] = has.map((it) => random() < (it ? se : 1 - sp));
        table[one ? (other ? 'both' : 'lost') : other ? 'gained' : 'neither']++;
      }
      const corrected = correctShare((table.both + table.lost) / n, n, validation).estimate;
      if (corrected && corrected.low <= truth && truth <= corrected.high) share++;
      const moved = correctDifference(tango(table), validation).estimate;
      if (moved && moved.low <= change && change <= moved.high) difference++;
    }
    expect(share / draws).toBeGreaterThanOrEqual(0.935);
    expect(share / draws).toBeLessThanOrEqual(0.975);
    expect(difference / draws).toBeGreaterThanOrEqual(0.935);
    expect(difference / draws).toBeLessThanOrEqual(0.975);
  });
});
