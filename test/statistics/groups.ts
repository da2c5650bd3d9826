import * as fc from 'fast-check';
import type { PairedGroup, Statistic } from '../../src/statistics/groups.ts';

/** Mean of values whose sum and number are the first two sums. */
export const mean: Statistic = (sums) => (sums[0] ?? NaN) / (sums[1] ?? NaN);

/** Groups of one value a side. */
export function lone(pairs: readonly (readonly [number, number])[]): PairedGroup[] {
  return pairs.map(([baseline, reasoning]) => ({
    baseline: [baseline, 1],
    reasoning: [reasoning, 1],
  }));
}

export function swapGroups(groups: readonly PairedGroup[]): PairedGroup[] {
  return groups.map(({ baseline, reasoning, ...rest }) => ({
    ...rest,
    baseline: reasoning,
    reasoning: baseline,
  }));
}

const value = fc.integer({ min: 0, max: 20 }).map((whole) => whole / 20);

/** At least six groups of one to five values a side. */
export const someGroups: fc.Arbitrary<PairedGroup[]> = fc.array(
  fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }).map((rows): PairedGroup => ({
    baseline: [rows.reduce((sum, [one]) => sum + one, 0), rows.length],
    reasoning: [rows.reduce((sum, [, other]) => sum + other, 0), rows.length],
  })),
  { minLength: 6, maxLength: 25 },
);
