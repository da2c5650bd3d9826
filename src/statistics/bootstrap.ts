import type { Rng } from '../domain/rng.ts';
import { bcaInterval } from './bca.ts';
import { flatten, order, total, type Ordered, type PairedGroup, type Statistic } from './groups.ts';
import type { Measured } from './table.ts';

/** With fewer groups no interval is given: four of them can be drawn in 35 ways, too few for a tail of 2.5%. */
export const leastGroups = 5;
/** Share of the draws whose statistic may fail to exist before the interval is refused. */
const mostUndefined = 0.01;

export interface BootstrapOptions {
  readonly groups: readonly PairedGroup[];
  readonly statistic: Statistic;
  readonly rng: Rng;
  /** 10,000 unless told. */
  readonly draws?: number;
}

export interface Bootstrapped {
  /** NaN where the statistic does not exist for these groups. */
  readonly value: number;
  /** Why there is no interval, or null where there is one. */
  readonly refusal: 'too-few-groups' | 'undefined-value' | 'undefined-draws' | null;
  /** Draws whose statistic did not exist; they are left out of the interval. */
  readonly undefinedDraws: number;
  /** The value with its interval at a level such as 0.95; null where it is refused. */
  readonly interval: (level: number) => Measured | null;
}

export interface PairedBootstrap {
  /** Groups that were resampled: those with missing values or without any are left out. */
  readonly groups: number;
  readonly draws: number;
  readonly baseline: Bootstrapped;
  readonly reasoning: Bootstrapped;
  /** Reasoning − baseline, both from the same draw. */
  readonly difference: Bootstrapped;
}

/**
 * Bootstrap of a paired comparison by group: each draw takes as many groups as there are, with replacement and within strata,
 * both sides of a group together, and computes the statistic of either side and their difference. All levels come from the
 * same draws. Intervals are BCa, bias-corrected and accelerated, widened for few groups (see `bcaInterval`).
 *
 * Where all groups are alike, every draw is too, and the interval has no width: that says that nothing varied among the groups
 * seen, not that nothing could.
 * Source: B. Efron, JASA 82 (1987) 171–185; by group: A. C. Davison & D. V. Hinkley, Bootstrap Methods and their
 * Application (1997), sections 3.2 (strata) and 3.8 (groups).
 * @throws RangeError where groups differ in their number of sums
 */
export function bootstrapPaired({
  groups,
  statistic,
  rng,
  draws = 10_000,
}: BootstrapOptions): PairedBootstrap {
  const ordered = order(groups);
  const { rows, strata, swapped } = ordered;
  const sides = sidesOf(ordered, statistic);
  const observed = sides(total(ordered));
  const enough = rows.length - strata.length >= leastGroups - 1;
  const drawn = enough ? draw(ordered, sides, draws, rng) : [];
  const jackknife = enough ? leaveOneOut(ordered, sides) : [];
  const part = (pick: (sides: Sides) => number) =>
    summarise(
      pick(observed),
      Float64Array.from(drawn, pick),
      jackknife.map((stratum) => stratum.map(pick)),
    );
  const [first, second] = [part((sides) => sides.first), part((sides) => sides.second)];
  return {
    groups: rows.length,
    draws,
    baseline: swapped ? second : first,
    reasoning: swapped ? first : second,
    difference: part(({ first, second }) => (swapped ? first - second : second - first)),
  };
}

interface Sides {
  readonly first: number;
  readonly second: number;
}

/** Statistic of either side from the sums of both; NaN is let through. */
function sidesOf({ width }: Ordered, statistic: Statistic): (sums: Float64Array) => Sides {
  return (sums) => ({
    first: statistic(sums.subarray(0, width)),
    second: statistic(sums.subarray(width)),
  });
}

function draw(
  { rows, strata, width }: Ordered,
  sides: (sums: Float64Array) => Sides,
  draws: number,
  rng: Rng,
): Sides[] {
  const sums = new Float64Array(2 * width);
  const flat = flatten(rows);
  return Array.from({ length: draws }, () => {
    sums.fill(0);
    let start = 0;
    for (const size of strata) {
      for (let pick = 0; pick < size; pick++) {
        const from = (start + Math.floor(rng() * size)) * sums.length;
        for (let at = 0; at < sums.length; at++) {
          sums[at] = (sums[at] ?? 0) + (flat[from + at] ?? 0);
        }
      }
      start += size;
    }
    return sides(sums);
  });
}

/** Statistics without one group, for every group, by stratum. */
function leaveOneOut(ordered: Ordered, sides: (sums: Float64Array) => Sides): Sides[][] {
  const all = total(ordered);
  let start = 0;
  return ordered.strata.map((size) => {
    const rows = ordered.rows.slice(start, (start += size));
    return rows.map((row) => sides(all.map((sum, at) => sum - (row[at] ?? 0))));
  });
}

function summarise(value: number, drawn: Float64Array, jackknife: number[][]): Bootstrapped {
  const sorted = drawn.filter((one) => !Number.isNaN(one)).sort();
  const undefinedDraws = drawn.length - sorted.length;
  const refusal = refusalOf(value, drawn.length, undefinedDraws);
  const interval = (level: number) =>
    refusal === null ? { value, ...bcaInterval({ value, sorted, jackknife }, level) } : null;
  return { value, refusal, undefinedDraws, interval };
}

/** Why a bootstrapped value has no interval; null where it has one. */
export function refusalOf(
  value: number,
  draws: number,
  undefinedDraws: number,
): Bootstrapped['refusal'] {
  if (Number.isNaN(value)) return 'undefined-value';
  if (draws === 0) return 'too-few-groups';
  return undefinedDraws > mostUndefined * draws ? 'undefined-draws' : null;
}
