import distribution from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** Two-sided p value of Student's t with `df` degrees of freedom. */
export function studentP(t: number, df: number): number {
  return Math.min(1, 2 * distribution(-Math.abs(t), df));
}

/**
 * The t of a two-sided interval: t(0.95, 10) = 2.228139. Approaches the normal z as `df` grows.
 * @throws RangeError unless 0 < level < 1 and df > 0
 */
export function studentCritical(level: number, df: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`${level} is not between 0 and 1`);
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom`);
  return quantile((1 + level) / 2, df);
}
