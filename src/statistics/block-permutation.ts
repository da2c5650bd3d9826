import type { Rng } from '../domain/rng.ts';
import { usualDraws } from './draws.ts';
import { groupMembers } from './group-members.ts';

export interface BlockPermutationOptions {
  /** What is exchanged, one value an item. */
  readonly values: readonly number[];
  /** The group of each item; null for one that stands alone. */
  readonly groups: readonly (string | null)[];
  /** A statistic of the values as they lie, the larger the farther from what chance gives. It must not keep the array. */
  readonly statistic: (values: Float64Array) => number;
  readonly rng: Rng;
  /** 10,000 unless told. */
  readonly draws?: number;
}

/**
 * Permutation test of whether values have to do with the items that they stand at. Whole groups exchange their values with
 * groups of as many items, each group's values staying together and in their order; lone items with lone items:
 *
 *     p = (b + 1) / (m + 1),   b of m = 10,000 seeded exchanges whose statistic reaches the one observed
 *
 * Source: A. M. Winkler, M. A. Webster, D. Vidaurre, T. E. Nichols & S. M. Smith, NeuroImage 123 (2015) 253–268, whole-block
 * exchange; B. Phipson & G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 9 (2010) 39.
 * @returns null where no two groups are of one size: then nothing can be exchanged
 * @throws RangeError where there are not as many values as items
 */
export function permuteBlocks({
  values,
  groups,
  statistic,
  rng,
  draws = usualDraws,
}: BlockPermutationOptions): number | null {
  if (values.length !== groups.length) {
    throw new RangeError(`${values.length} values of ${groups.length} items`);
  }
  const members = groupMembers(groups);
  const sizes = [...new Set(members.map(({ length }) => length))];
  const classes = sizes
    .map((size) => members.filter(({ length }) => length === size))
    .filter((blocks) => blocks.length > 1);
  if (classes.length === 0) return null;
  const work = Float64Array.from(values);
  const observed = statistic(work);
  // Statistics that are equal on paper part in their last digits.
  const below = observed - 1e-12 * Math.max(1, Math.abs(observed));
  let reaching = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (const blocks of classes) {
      for (let last = blocks.length - 1; last > 0; last--) {
        const other = Math.floor(rng() * (last + 1));
        if (other !== last) exchange(work, blocks[last] ?? [], blocks[other] ?? []);
      }
    }
    // An exchange after which it does not exist counts as reaching it.
    if (!(statistic(work) < below)) reaching++;
  }
  return (reaching + 1) / (draws + 1);
}

function exchange(values: Float64Array, one: readonly number[], other: readonly number[]): void {
  for (const [at, place] of one.entries()) {
    const partner = other[at] ?? place;
    const kept = values[place] ?? NaN;
    values[place] = values[partner] ?? NaN;
    values[partner] = kept;
  }
}
