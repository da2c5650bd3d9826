import { mcnemarExact } from './mcnemar.ts';
import { pairsIn, type Measured, type PairedTable } from './table.ts';

/**
 * Mean of strata's estimates with equal weights, however many items each has, and its interval by the method of
 * variance estimates recovery (MOVER, or "square and add"):
 *
 *     value = Σ eₛ / S,   low = value − √Σ (eₛ − lₛ)² / S,   high = value + √Σ (uₛ − eₛ)² / S
 *
 * The strata are independent of one another; each brings its own score interval (Wilson's for a proportion), so the mean keeps
 * their asymmetry near 0 and 1. A mean over two classes of the shares that were handled rightly is balanced accuracy. Paired
 * differences have `stratifiedTango`, which is nearer to its level.
 * Source: G. Y. Zou & A. Donner, Statistics in Medicine 27 (2008) 1693–1702.
 * @returns units of the estimates given
 * @throws RangeError where there is no stratum
 */
export function stratifiedMean(strata: readonly Measured[]): Measured {
  if (strata.length === 0) throw new RangeError('no stratum to average');
  const mean = (sum: number) => sum / strata.length;
  const reach = (arm: (stratum: Measured) => number) => mean(Math.hypot(...strata.map(arm)));
  const value = mean(strata.reduce((sum, stratum) => sum + stratum.value, 0));
  return {
    value,
    low: value - reach((stratum) => stratum.value - stratum.low),
    high: value + reach((stratum) => stratum.high - stratum.value),
  };
}

/**
 * Exact two-sided McNemar test of a difference averaged over strata with equal weights, given how many items differ in
 * each:
 *
 *     p = P(|Σ (Gₛ − Lₛ) / nₛ| ≥ the one observed),   Gₛ ~ Binomial(lostₛ + gainedₛ, ½), Lₛ the rest
 *
 * With one stratum, or strata of one size, this is McNemar's test of the pooled items. With strata of unequal size it
 * weighs an item as the mean does, where the pooled test could point the other way. Its cost is the product of the
 * strata's discordant counts.
 * Source: ours; the permutation argument behind McNemar's test (swap the models within an item) on a weighted sum.
 * @throws RangeError where a stratum has no item
 */
export function stratifiedMcnemar(strata: readonly PairedTable[]): number {
  const [only] = strata;
  if (strata.length === 1 && only !== undefined) return mcnemarExact(only.lost, only.gained);
  let sums = [{ sum: 0, p: 1 }];
  let observed = 0;
  for (const stratum of strata) {
    const n = pairsIn(stratum);
    if (n === 0) throw new RangeError('a stratum without items');
    const discordant = stratum.lost + stratum.gained;
    observed += (stratum.gained - stratum.lost) / n;
    const steps = fairCoin(discordant).map((p, k) => ({ step: (2 * k - discordant) / n, p }));
    sums = sums.flatMap((at) => steps.map(({ step, p }) => ({ sum: at.sum + step, p: at.p * p })));
  }
  // Sums that are equal on paper differ in their last digits.
  const least = Math.abs(observed) - 1e-12;
  const p = sums.reduce((total, at) => (Math.abs(at.sum) >= least ? total + at.p : total), 0);
  return Math.min(1, p);
}

/** Probabilities of 0…n heads, through logarithms since ½ⁿ underflows beyond n = 1074. */
function fairCoin(n: number): number[] {
  let log = -n * Math.LN2;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) log += Math.log((n - k + 1) / k);
    return Math.exp(log);
  });
}
