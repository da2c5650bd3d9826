import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { bootstrapPaired, type PairedBootstrap } from '../../src/statistics/bootstrap.ts';
import type { PairedGroup, Statistic } from '../../src/statistics/groups.ts';
import { lone, mean, someGroups, swapGroups } from './groups.ts';

const baseline = [0.1, 0.4, 0.2, 0.9, 0.3, 0.0, 0.5, 0.2, 0.7, 0.1, 0.0, 0.3];
const reasoning = [0.3, 0.4, 0.5, 0.8, 0.9, 0.0, 0.6, 0.1, 0.7, 0.4, 0.2, 1.0];
const twelve = lone(baseline.map((value, at) => [value, reasoning[at] ?? NaN]));

const run = (groups: readonly PairedGroup[], seed = 'a', statistic = mean, draws = 300) =>
  bootstrapPaired({ groups, statistic, rng: seededRng(seed), draws });

const ends = ({ baseline, reasoning, difference }: PairedBootstrap, level = 0.95) =>
  [baseline, reasoning, difference].map((part) => part.interval(level));

describe('bootstrapPaired', () => {
  // scipy 1.17.1: bootstrap((reasoning − baseline,), mean, method='BCa', n_resamples=200000) at the level 2Φ(ζ) − 1 =
  // .978487 gives (.0500, .3833) with each of three seeds.
  it('is scipy’s BCa at the widened level', () => {
    const { difference, groups } = run(twelve, 'a', mean, 20_000);
    const { value, low, high } = difference.interval(0.95) ?? { value: NaN, low: NaN, high: NaN };
    expect(groups).toBe(12);
    expect(value).toBeCloseTo(0.183333, 6);
    expect(Math.abs(low - 0.05)).toBeLessThan(0.009);
    expect(Math.abs(high - 0.3833)).toBeLessThan(0.009);
  });

  // scipy 1.17.1: bootstrap((baseline, reasoning), pearsonr, paired=True, method='BCa') at .978487 gives (.0978, .9078)
  // and (.0920, .9069) with two seeds.
  it('takes any function of sums: a correlation, which is skewed', () => {
    const groups = baseline.map((x, at): PairedGroup => {
      const y = reasoning[at] ?? NaN;
      const sums = [1, x, y, x * x, y * y, x * y];
      return { baseline: sums, reasoning: sums };
    });
    const { value, low, high } = run(groups, 'a', pearson, 20_000).baseline.interval(0.95) ?? {
      value: NaN,
      low: NaN,
      high: NaN,
    };
    expect(value).toBeCloseTo(0.62940162, 7);
    expect(Math.abs(low - 0.095)).toBeLessThan(0.03);
    expect(Math.abs(high - 0.907)).toBeLessThan(0.01);
  });

  it('mirrors when the sides swap', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const one = run(groups);
        const other = run(swapGroups(groups));
        expect(other.reasoning.interval(0.9)).toEqual(one.baseline.interval(0.9));
        expect(other.difference.interval(0.9)?.low).toBeCloseTo(
          -(one.difference.interval(0.9)?.high ?? NaN),
          9,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('depends on the seed, and not on the order of the groups', () => {
    expect(ends(run(twelve, 'a'))).toEqual(ends(run(twelve, 'a')));
    expect(ends(run(twelve, 'a'))).not.toEqual(ends(run(twelve, 'b')));
    fc.assert(
      fc.property(someGroups, (groups) => {
        expect(ends(run([...groups].reverse()))).toEqual(ends(run(groups)));
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out groups with missing values and groups without any', () => {
    const more = [
      { baseline: [NaN, 1], reasoning: [1, 1] },
      ...twelve,
      { baseline: [0, 0], reasoning: [0, 0] },
    ];
    expect(run(more).groups).toBe(12);
    expect(ends(run(more))).toEqual(ends(run(twelve)));
  });

  it('stays within what the values can be, and the 90% within the 95%', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const drawn = run(groups);
        for (const part of [drawn.baseline, drawn.reasoning, drawn.difference]) {
          const [wide, narrow] = [part.interval(0.95), part.interval(0.9)];
          expect(wide?.low).toBeLessThanOrEqual(narrow?.low ?? NaN);
          expect(wide?.high).toBeGreaterThanOrEqual(narrow?.high ?? NaN);
        }
        expect(drawn.baseline.interval(0.95)?.low).toBeGreaterThanOrEqual(0);
        expect(drawn.difference.interval(0.95)?.high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('has no width where all groups are alike', () => {
    const { difference } = run(lone(Array.from({ length: 8 }, () => [0.25, 0.75])));
    expect(difference.interval(0.95)).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it('resamples a group as one', () => {
    const single = (twice: number): PairedGroup[] =>
      twelve.flatMap((group) => Array<PairedGroup>(twice).fill(group));
    const width = (groups: PairedGroup[]) => {
      const interval = run(groups, 'a', mean, 2000).difference.interval(0.95);
      return (interval?.high ?? NaN) - (interval?.low ?? NaN);
    };
    const pairs = twelve.map(({ baseline, reasoning }) => ({
      baseline: baseline.map((sum) => 2 * sum),
      reasoning: reasoning.map((sum) => 2 * sum),
    }));
    // The same 24 rows: as 24 of their own they seem to say more than as 12 pairs.
    expect(width(pairs)).toBeCloseTo(width(single(1)), 9);
    expect(width(single(2))).toBeLessThan(0.8 * width(pairs));
  });

  it('keeps the number of groups of each stratum', () => {
    const groups = twelve.map((group, at) => ({ ...group, stratum: at < 4 ? 'few' : 'many' }));
    const share: Statistic = (sums) => sums[0] ?? NaN;
    const marked = groups.map(({ stratum }) => {
      const one = stratum === 'few' ? 1 : 0;
      return { stratum, baseline: [one, 1], reasoning: [one, 1] };
    });
    const drawn = run(marked, 'a', share).baseline.interval(0.95);
    expect(drawn).toEqual({ value: 4, low: 4, high: 4 });
    expect(run(groups).groups).toBe(12);
  });

  it('refuses fewer than five groups, a value that does not exist, and draws that too often do not', () => {
    expect(run(twelve.slice(0, 4)).difference).toMatchObject({ refusal: 'too-few-groups' });
    expect(run(twelve.slice(0, 4)).difference.interval(0.95)).toBeNull();
    expect(run(twelve.slice(0, 5)).difference.refusal).toBeNull();
    expect(run([]).difference.refusal).toBe('undefined-value');
    const rare = twelve.map(({ baseline, reasoning }, at) => ({
      baseline: [baseline[0] ?? 0, at === 0 ? 1 : 0],
      reasoning: [reasoning[0] ?? 0, at === 0 ? 1 : 0],
    }));
    // A ratio over the one group that has a denominator: a draw misses it with chance (11/12)¹² = .35.
    const ratio: Statistic = (sums) => (sums[1] === 0 ? NaN : (sums[0] ?? NaN) / (sums[1] ?? NaN));
    const { difference } = run(rare, 'a', ratio);
    expect(difference.refusal).toBe('undefined-draws');
    expect(difference.undefinedDraws / 300).toBeCloseTo(0.35, 1);
    expect(() => run([...twelve, { baseline: [1], reasoning: [1] }])).toThrow(RangeError);
  });
});

function pearson(sums: Float64Array): number {
  const [n = NaN, x = NaN, y = NaN, xx = NaN, yy = NaN, xy = NaN] = sums;
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y));
}
