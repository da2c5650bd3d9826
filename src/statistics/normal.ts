import distribution from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** Φ(z), the standard normal distribution. */
export function normalCdf(z: number): number {
  return distribution(z, 0, 1);
}

/**
 * Quantile of the standard normal distribution: the z with Φ(z) = p.
 * @throws RangeError unless 0 < p < 1
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`${p} is not between 0 and 1`);
  return quantile(p, 0, 1);
}

/** The z of a two-sided interval: z(0.95) = 1.959964. */
export function criticalValue(level: number): number {
  return normalQuantile((1 + level) / 2);
}

/** Half the width of an interval in standard errors: what a normal interval as wide would have been made of. */
export function standardError(
  estimate: { readonly low: number; readonly high: number; readonly level: number } | null,
): number | null {
  if (estimate === null) return null;
  return (estimate.high - estimate.low) / (2 * criticalValue(estimate.level));
}
