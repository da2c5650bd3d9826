import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { groupedMcnemar } from '../../src/statistics/grouped-mcnemar.ts';
import type { PairedGroup } from '../../src/statistics/groups.ts';
import { permuteGroups } from '../../src/statistics/permutation.ts';
import { lone, mean, someGroups, swapGroups } from './groups.ts';

const run = (groups: readonly PairedGroup[], seed = 'a', draws = 400) =>
  permuteGroups({ groups, statistic: mean, rng: seededRng(seed), draws });

describe('permuteGroups', () => {
  it('counts every exchange where there are few groups', () => {
    // scipy 1.17.1: permutation_test((d,), mean, permutation_type='samples', n_resamples=inf) is .109375.
    const changes = [0.3, -0.1, 0.4, 0.2, 0, 0.5, -0.2, 0.6];
    expect(run(lone(changes.map((change) => [0, change])))).toEqual({ p: 0.109375, exact: true });
  });

  it('draws exchanges where there are many, near the exact p', () => {
    const rows = lone(Array.from({ length: 40 }, (_, at) => [0, at < 27 ? 1 : -1]));
    const exact = groupedMcnemar(
      rows.map(({ reasoning }) => [reasoning[0] ?? NaN]),
      [40],
    );
    const drawn = run(rows, 'a', 10_000);
    expect(drawn.exact).toBe(false);
    // Four standard errors of 10,000 draws.
    expect(Math.abs(drawn.p - (exact ?? NaN))).toBeLessThan(0.0073);
    expect(run(rows, 'b', 10_000).p).not.toBe(drawn.p);
    expect(run(rows, 'a', 10_000).p).toBe(drawn.p);
  });

  it('never says 0', () => {
    expect(run(lone(Array.from({ length: 100 }, () => [0, 1]))).p).toBe(1 / 401);
  });

  it('does not care which side is which nor in what order, and leaves out what is missing', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const { p } = run(groups);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(run(swapGroups(groups)).p).toBe(p);
        expect(run([...groups].reverse()).p).toBe(p);
        expect(run([...groups, { baseline: [0, 1], reasoning: [NaN, 1] }]).p).toBe(p);
      }),
      { numRuns: 30 },
    );
  });

  it('is 1 where nothing differs or nothing is there', () => {
    expect(run(lone([[1, 1]])).p).toBe(1);
    expect(run([]).p).toBe(1);
  });
});
