import { criticalValue } from './normal.ts';
import { studentCritical } from './student.ts';

/** What one item adds to a mean over strata with equal weights. */
export interface Contribution {
  /** Number of its group, from 0. Items of a group are not independent: a contrast pair, a prompt's paraphrases. */
  readonly group: number;
  /** Its weight in the mean, 1 / (S nₛ). */
  readonly weight: number;
  /** Its distance from its stratum's mean. */
  readonly residual: number;
  /** Mean square distance that an item of 0 or 1 (of −1, 0 or 1 for a difference) would have with the same mean. */
  readonly binary: number;
}

export interface Design {
  readonly contributions: readonly Contribution[];
  readonly groups: number;
  readonly strata: number;
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
 *     V_groups = c · Σ_g (Σ_i∈g aᵢ rᵢ)²,   V_items = Σ (aᵢ rᵢ)²,   V_binary = Σ aᵢ² bᵢ,   c = G(n − 1) / ((G − 1)n)
 *
 * with weights aᵢ, residuals rᵢ and binary squares bᵢ of n items in G groups. It is exactly 1 for lone items of 0 or 1. Two
 * safeguards are ours, chosen by the simulations in docs/statistics.md. Groups whose items pull against each other are
 * credited at most twofold. Where only few groups k tell anything, the ratio is drawn to m, the effect of groups that are wholly alike within, with the
 * weight w of one item's mean square weight u: that little was seen to vary is not taken for "little varies".
 *
 * `at` multiplies by (t_G−S / t_n−S)², Student's t for S strata, since a variance from few groups is uncertain; for values
 * other than 0 and 1, whose variance is always estimated, by (t_G−S / z)².
 * Source: J. N. K. Rao & A. J. Scott, Biometrics 48 (1992) 577–585, for the effective sample size; E. L. Korn &
 * B. I. Graubard, Survey Methodology 24 (1998) 193–201, for the t's.
 */
export function designEffect(design: Design): DesignEffect {
  const { contributions, groups, strata, telling, isBinary } = design;
  const deviations = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  let [items, binary, weights] = [0, 0, 0];
  for (const { group, weight, residual, binary: square } of contributions) {
    const deviation = weight * residual;
    items += deviation ** 2;
    binary += weight ** 2 * square;
    weights += weight ** 2;
    deviations[group] = (deviations[group] ?? 0) + deviation;
    sizes[group] = (sizes[group] ?? 0) + weight;
  }
  const between = sumOfSquares(deviations);
  const alike = sumOfSquares(sizes);
  const n = contributions.length;
  const isLone = groups === n;
  const correction = isLone ? 1 : (groups * (n - 1)) / ((groups - 1) * n);
  const pull = weights / n / (1 + telling) ** 2;
  const seen = Math.max(between * correction, items / 2);
  // One group shows no variance at all: it is taken for one item.
  const ratio =
    groups === 1 ? alike / weights : (seen + (pull * alike) / weights) / (binary + pull);
  const at = (level: number) => {
    if (isLone && isBinary) return ratio;
    const free = groups - strata;
    if (free < 1) return Infinity;
    const usual = isBinary ? studentCritical(level, n - strata) : criticalValue(level);
    return ratio * (studentCritical(level, free) / usual) ** 2;
  };
  return { ratio, at };
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
