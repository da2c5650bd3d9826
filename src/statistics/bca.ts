import { normalCdf, normalQuantile } from './normal.ts';
import { studentCritical } from './student.ts';
import type { Interval } from './table.ts';

/** What a bootstrap leaves to make intervals of. */
export interface Replicates {
  /** The statistic of the data. */
  readonly value: number;
  /** The statistic of each draw, ascending. */
  readonly sorted: Float64Array;
  /** The statistic without one group, for every group, by stratum. */
  readonly jackknife: readonly (readonly number[])[];
}

/**
 * The bias-corrected and accelerated bootstrap interval, widened for few groups: from the quantiles of the draws at
 *
 *     Φ(z₀ + (z₀ ± ζ) / (1 − a(z₀ ± ζ))),   ζ = t · √(G / (G − S)),   t of Student with G − S degrees of freedom
 *
 * z₀ is the normal quantile of the share of draws below the value (half of those equal to it counted), a the acceleration from
 * the jackknife, G the number of groups in S strata. BCa as it is known has the normal z for ζ and is too narrow for few
 * groups, as the variance of draws is that of the sample divided by G and not by G − 1. With 250 groups ζ is 1.974.
 * Source: B. Efron, JASA 82 (1987) 171–185; a over strata from A. C. Davison & D. V. Hinkley, Bootstrap Methods and their
 * Application (1997), section 5.3; ζ from T. C. Hesterberg, American Statistician 69 (2015) 371–386. Equal, but for chance, to
 * scipy's `bootstrap(method='BCa')` at the level 2Φ(ζ) − 1.
 */
export function bcaInterval(replicates: Replicates, level: number): Interval {
  const { sorted, jackknife } = replicates;
  const groups = jackknife.reduce((sum, stratum) => sum + stratum.length, 0);
  const free = groups - jackknife.length;
  const zeta = studentCritical(level, free) * Math.sqrt(groups / free);
  const bias = biasCorrection(replicates);
  const a = acceleration(jackknife);
  const end = (z: number) => {
    const room = 1 - a * (bias + z);
    // Beyond this pole the correction would turn the ends round.
    const at = room > 0 ? bias + (bias + z) / room : Math.sign(z) * Infinity;
    return quantileOf(sorted, normalCdf(at));
  };
  return { low: end(-zeta), high: end(zeta) };
}

function biasCorrection({ value, sorted }: Replicates): number {
  // Draws that are equal on paper differ in their last digits.
  const slack = 1e-12 * Math.max(1, Math.abs(value));
  const below = lowerBound(sorted, value - slack);
  const upTo = lowerBound(sorted, value + slack);
  const share = (below + upTo) / 2 / sorted.length;
  const least = 1 / (sorted.length + 1);
  return normalQuantile(Math.min(1 - least, Math.max(least, share)));
}

function acceleration(jackknife: readonly (readonly number[])[]): number {
  let [cubes, squares] = [0, 0];
  for (const stratum of jackknife) {
    const values = stratum.filter(Number.isFinite);
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    for (const value of values) {
      const influence = ((n - 1) / n) * (mean - value);
      cubes += influence ** 3;
      squares += influence ** 2;
    }
  }
  // Rounding alone must not be blown up to an acceleration.
  return squares < 1e-24 ? 0 : cubes / (6 * squares ** 1.5);
}

/** Quantile of sorted values, straight between the (B + 1)p-th and the next. */
export function quantileOf(sorted: Float64Array, p: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1));
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** How many of the sorted values are below the limit. */
function lowerBound(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
