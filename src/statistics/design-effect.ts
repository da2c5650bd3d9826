import { criticalValue } from './normal.ts';
import { studentCritical } from './student.ts';

/** What one item adds to a mean over strata with equal weights. */
export interface Contribution {
  /** Number of its group, from 0. Items of a group are not independent: a contrast pair, a prompt's paraphrases. */
  readonly group: number;
  /** Number of its stratum, from 0. */
  readonly stratum: number;
  /** Its distance from its stratum's mean. */
  readonly residual: number;
  /** Mean square distance that an item of 0 or 1 (of −1, 0 or 1 for a difference) would have with the same mean. */
  readonly binary: number;
}

export interface Design {
  readonly contributions: readonly Contribution[];
  readonly groups: number;
  /** Items of each stratum. */
  readonly sizes: readonly number[];
  /** Groups with something to tell: whose sides differ, for a difference. */
  readonly telling: number;
  /** Whether all items are 0 or 1, so that their variance follows from their mean. */
  readonly isBinary: boolean;
}

export interface DesignEffect {
  /** Variance of the mean over that of as many independent items that are 0 or 1. */
  readonly ratio: number;
  /** The same widened as an interval at a level needs it; infinite where there are too few groups for any. */
  readonly at: (level: number) => number;
}

/**
 * The design effect of groups, and of values that vary less than coin tosses do. n items with an effect of 2 say as much as
 * n/2 independent ones of 0 or 1, and those have good intervals.
 *
 *     ratio = (max(V_groups, V_items / 2) + w·u·m) / (V_binary + w·u),   w = 1 / (1 + k)²
 *     V_groups = Σ_g (Σ_i∈g aᵢ rᵢ)² / (1 − h_g),   V_items = Σ (aᵢ rᵢ)² cₛ,   V_binary = Σ aᵢ² bᵢ cₛ
 *
 * with residuals rᵢ, binary squares bᵢ, weights aᵢ = 1 / (S nₛ) of an item in one of S strata, cₛ = nₛ / (nₛ − 1), and h_g the
 * share that group g has in its strata. It is exactly 1 for lone items of 0 or 1. Two safeguards are ours, chosen by the
 * simulations in docs/statistics.md. Groups whose items pull against each other are credited at most twofold. Where only few
 * groups k tell anything, the ratio is drawn to m, the effect of groups that are wholly alike within, with the weight w of
 * one item's mean square weight u: that little was seen to vary is not taken for "little varies".
 *
 * `at` multiplies by (t of the groups / t of the items)², Student's t with (Σ q)² / Σ q² − S degrees of freedom, q the sums
 * of aᵢ² in groups or of items, since a variance from few groups is uncertain. For values other than 0 and 1, whose variance
 * is always estimated, the items' t is the normal z.
 * Source: J. N. K. Rao & A. J. Scott, Biometrics 48 (1992) 577–585, for the effective sample size; E. L. Korn &
 * B. I. Graubard, Survey Methodology 24 (1998) 193–201, for the t's; R. M. Bell & D. F. McCaffrey, Survey Methodology 28
 * (2002) 169–181, for 1 − h and degrees of freedom of this kind.
 */
export function designEffect(design: Design): DesignEffect {
  const { contributions, groups, sizes, telling, isBinary } = design;
  const strata = sizes.length;
  const n = contributions.length;
  const deviations = new Float64Array(groups);
  const alikes = new Float64Array(groups);
  const squares = new Float64Array(groups);
  const members = new Float64Array(groups * strata);
  let [items, binary, fourths] = [0, 0, 0];
  for (const { group, stratum, residual, binary: square } of contributions) {
    const size = sizes[stratum] ?? NaN;
    const weight = 1 / (strata * size);
    const correction = size === 1 ? 1 : size / (size - 1);
    items += (weight * residual) ** 2 * correction;
    binary += weight ** 2 * square * correction;
    fourths += weight ** 4;
    addAt(deviations, group, weight * residual);
    addAt(alikes, group, weight);
    addAt(squares, group, weight ** 2);
    addAt(members, group * strata + stratum, 1);
  }
  const isLone = groups === n;
  let [between, hasWholeStratum] = [0, false];
  for (let group = 0; group < groups; group++) {
    const own = members.subarray(group * strata, (group + 1) * strata);
    const count = own.reduce((sum, one) => sum + one, 0);
    const share = own.reduce((sum, one, at) => sum + one ** 2 / (sizes[at] ?? NaN), 0) / count;
    if (share < 1 - 1e-9) between += (deviations[group] ?? 0) ** 2 / (1 - share);
    else if (count > 1) hasWholeStratum = true;
  }
  const weights = sum(squares);
  const alike = sumOfSquares(alikes) / weights;
  const pull = weights / n / (1 + telling) ** 2;
  // A group that is all of a stratum shows no variance at all: groups are taken for items.
  const ratio = hasWholeStratum
    ? alike
    : (Math.max(between, items / 2) + pull * alike) / (binary + pull);
  const free = weights ** 2 / sumOfSquares(squares) - strata;
  const at = (level: number) => {
    if (isLone && isBinary) return ratio;
    if (hasWholeStratum || free < 1 - 1e-9) return Infinity;
    const usual = isBinary
      ? studentCritical(level, weights ** 2 / fourths - strata)
      : criticalValue(level);
    return ratio * (studentCritical(level, free) / usual) ** 2;
  };
  return { ratio, at };
}

function addAt(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] ?? 0) + by;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((total, value) => total + value * value, 0);
}
