import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { permuteBlocks } from '../../src/statistics/block-permutation.ts';
import { spearman } from '../../src/statistics/correlation.ts';

const x = [0.02, 0.5, 0.11, 0.9, 0.11, 1.4, 0.3, 0.07, 2.2, 0, 0.6, 0.25];
const changed = [0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1];
const alone = x.map(() => null);

function run(
  values: readonly number[],
  groups: readonly (string | null)[],
  seed = 'a',
  draws = 10_000,
): number | null {
  const statistic = (moved: Float64Array) =>
    Math.abs(spearman(x.slice(0, moved.length), [...moved]));
  return permuteBlocks({ values, groups, statistic, rng: seededRng(seed), draws });
}

describe('permuteBlocks', () => {
  // scipy 1.17.1: permutation_test((x,), |spearmanr(·, changed)|, permutation_type='pairings', n_resamples=50000) gives .0940
  // and .0952 with two seeds.
  it('is scipy’s of pairings where items are alone', () => {
    expect(Math.abs((run(changed, alone) ?? NaN) - 0.0946)).toBeLessThan(0.012);
  });

  it('depends on the seed, and never is 0', () => {
    expect(run(changed, alone, 'a', 500)).toBe(run(changed, alone, 'a', 500));
    expect(run(changed, alone, 'a', 500)).not.toBe(run(changed, alone, 'c', 500));
    expect(run(x, alone, 'a', 500)).toBeCloseTo(1 / 501, 9);
  });

  it('keeps a group’s values together and in order, and exchanges only groups of one size', () => {
    const groups = ['a', 'a', 'b', 'b', 'c', 'c', null, null, 'd', 'd', 'd'];
    const values = groups.map((_, at) => at);
    const seen = new Set<string>();
    const statistic = (moved: Float64Array) => {
      for (const at of [0, 2, 4]) {
        expect((moved[at] ?? NaN) % 2).toBe(0);
        expect(moved[at + 1]).toBe((moved[at] ?? NaN) + 1);
        expect(moved[at]).toBeLessThan(6);
      }
      expect([...moved.slice(8)]).toEqual([8, 9, 10]);
      expect([...moved].sort((a, b) => a - b)).toEqual(values);
      seen.add(moved.join(' '));
      return 0;
    };
    permuteBlocks({ values, groups, statistic, rng: seededRng('a'), draws: 400 });
    // 3! ways to lay the pairs, 2 to lay the lone ones.
    expect(seen.size).toBe(12);
  });

  it('says nothing where nothing can be exchanged', () => {
    const statistic = () => 0;
    const rng = seededRng('a');
    const groups = ['a', 'a', 'b'];
    expect(permuteBlocks({ values: [1, 2, 3], groups, statistic, rng })).toBeNull();
    expect(() => permuteBlocks({ values: [1], groups, statistic, rng })).toThrow(RangeError);
  });

  it('errs as often as it says where there is nothing to find', () => {
    const rng = seededRng('level');
    const runs = 400;
    let found = 0;
    for (let turn = 0; turn < runs; turn++) {
      const values = Array.from({ length: 12 }, () => Math.floor(2 * rng()));
      const statistic = (moved: Float64Array) => Math.abs(spearman(x, [...moved]));
      const p = permuteBlocks({ values, groups: alone, statistic, rng, draws: 200 });
      if ((p ?? 1) <= 0.05) found++;
    }
    console.info(`${found} of ${runs} false findings at .05`);
    expect(found / runs).toBeLessThan(0.08);
  });
});
