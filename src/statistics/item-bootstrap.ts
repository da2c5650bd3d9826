import type { Rng } from '../domain/rng.ts';
import { bcaInterval, quantileOf } from './bca.ts';
import { leastGroups, refusalOf, type Bootstrapped } from './bootstrap.ts';
import { usualDraws } from './draws.ts';
import { groupMembers } from './group-members.ts';
import type { Measured } from './table.ts';

export interface ItemBootstrapOptions {
  /** The group of each item; null for one that stands alone. */
  readonly groups: readonly (string | null)[];
  /**
   * Statistics of the items, each counted as often as its weight says, always as many and in the same order; NaN where one
   * does not exist. It must not keep or change the weights.
   */
  readonly statistics: (weights: Uint16Array) => readonly number[];
  readonly rng: Rng;
  /** 10,000 unless told. */
  readonly draws?: number;
}

/** A statistic with BCa intervals (`interval`) and with plain ones. */
export interface ItemBootstrapped extends Bootstrapped {
  /** The value between the quantiles of the draws; null where an interval is refused. */
  readonly percentile: (level: number) => Measured | null;
}

/**
 * Bootstrap by group of statistics that are no function of sums, such as quantiles and rank correlations: each draw takes as
 * many groups as there are, with replacement, all items of a group together. All statistics come from the same draws.
 *
 * `interval` is BCa, widened for few groups (see `bcaInterval`). `percentile` is Efron's first: for quantiles, whose
 * acceleration the jackknife does not find.
 * Source: B. Efron, JASA 82 (1987) 171–185; on the jackknife of quantiles B. Efron & R. J. Tibshirani, An Introduction to the
 * Bootstrap (1993), sections 11.6 and 13.3. Equal, but for chance, to scipy's `bootstrap`.
 */
export function bootstrapItems({
  groups,
  statistics,
  rng,
  draws = usualDraws,
}: ItemBootstrapOptions): ItemBootstrapped[] {
  const members = groupMembers(groups);
  const weights = new Uint16Array(groups.length).fill(1);
  const observed = [...statistics(weights)];
  const enough = members.length >= leastGroups;
  const drawn = observed.map(() => new Float64Array(enough ? draws : 0));
  if (enough) {
    for (let draw = 0; draw < draws; draw++) {
      weights.fill(0);
      for (let pick = 0; pick < members.length; pick++) {
        const chosen = members[Math.floor(rng() * members.length)] ?? [];
        for (let one = 0; one < chosen.length; one++) {
          const at = chosen[one] ?? 0;
          weights[at] = (weights[at] ?? 0) + 1;
        }
      }
      const found = statistics(weights);
      for (const [of, values] of drawn.entries()) values[draw] = found[of] ?? NaN;
    }
  }
  const without = enough ? leaveOneOut(members, statistics, weights) : [];
  return observed.map((value, of) => {
    const sorted = (drawn[of] ?? new Float64Array()).filter((one) => !Number.isNaN(one)).sort();
    const undefinedDraws = (enough ? draws : 0) - sorted.length;
    const refusal = refusalOf(value, enough ? draws : 0, undefinedDraws);
    const jackknife = [without.map((found) => found[of] ?? NaN)];
    return {
      value,
      refusal,
      undefinedDraws,
      interval: (level) =>
        refusal === null ? { value, ...bcaInterval({ value, sorted, jackknife }, level) } : null,
      percentile: (level) => {
        if (refusal !== null) return null;
        const tail = (1 - level) / 2;
        return { value, low: quantileOf(sorted, tail), high: quantileOf(sorted, 1 - tail) };
      },
    };
  });
}

/** The statistics without one group, for every group. */
function leaveOneOut(
  members: readonly (readonly number[])[],
  statistics: ItemBootstrapOptions['statistics'],
  weights: Uint16Array,
): (readonly number[])[] {
  weights.fill(1);
  return members.map((own) => {
    for (const at of own) weights[at] = 0;
    const found = [...statistics(weights)];
    for (const at of own) weights[at] = 1;
    return found;
  });
}
