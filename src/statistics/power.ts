import { normalQuantile } from './normal.ts';

/** What a calculation of power takes for granted. Shown wherever its result is. */
export interface PowerAssumptions {
  /** Share of items on which the two models differ. A difference cannot be larger than it. */
  readonly discordance: number;
  /** Two-sided level of the test. */
  readonly alpha: number;
  readonly power: number;
}

/** Before anything is known: the models differ on one item in five, tested at .05 with 80% power. */
export const usualPower: PowerAssumptions = { discordance: 0.2, alpha: 0.05, power: 0.8 };

/** With fewer discordant items than this, even all on one side, the exact test's p stays above .05: 2 · ½⁶ = .031. */
const leastPairs = 6;

/**
 * Pairs that McNemar's test needs to see a difference δ between paired proportions that differ on a share ψ of items:
 *
 *     n = (z₁₋α⸝₂ √ψ + z_power √(ψ − δ²))² / δ²
 *
 * A normal approximation, without continuity correction: the exact test needs some items more. Where δ is above ψ, ψ is
 * taken to be δ, which is the least that it can be.
 * Source: R. J. Connor, Biometrics 43 (1987) 207–211, equation for the unconditional sample size.
 * @param difference in (0, 1], its sign left out
 * @returns pairs, not rounded
 */
export function pairsForDifference(
  difference: number,
  { discordance, alpha, power }: PowerAssumptions = usualPower,
): number {
  if (!(difference > 0 && difference <= 1)) throw new RangeError(`${difference} is no difference`);
  const psi = Math.max(discordance, difference);
  const root =
    normalQuantile(1 - alpha / 2) * Math.sqrt(psi) +
    normalQuantile(power) * Math.sqrt(psi - difference * difference);
  return Math.max(leastPairs, (root / difference) ** 2);
}

/**
 * Smallest difference that n pairs detect with the power assumed: `pairsForDifference` turned round by bisection.
 * @param pairs may be a fraction, for an effective number of pairs
 * @returns a difference in (0, 1], or null where n pairs can detect none
 */
export function detectableDifference(
  pairs: number,
  assumptions: PowerAssumptions = usualPower,
): number | null {
  if (pairsForDifference(1, assumptions) > pairs) return null;
  let [low, high] = [0, 1];
  // 40 halvings leave less than 1e-12.
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (pairsForDifference(middle, assumptions) > pairs) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Pairs after which the two one-sided tests at 5% (the 90% interval within ± margin) succeed with the power assumed, if
 * the true difference is δ:
 *
 *     n = (z.₉₅ + z₍₁₊power₎⸝₂)² · (ψ − δ²) / (margin − |δ|)²
 *
 * Right where δ = 0, and some items too many elsewhere, where only one of the two bounds is near. ψ is as above, and
 * ψ − δ² the variance of a paired difference.
 * Source: S.-C. Chow, J. Shao & H. Wang, Sample Size Calculations in Clinical Research (2nd ed., 2008), on equivalence.
 * @returns pairs, not rounded; infinite where |δ| reaches the margin
 */
export function pairsForEquivalence(
  difference: number,
  margin: number,
  { discordance, power }: Omit<PowerAssumptions, 'alpha'> = usualPower,
): number {
  const room = margin - Math.abs(difference);
  if (room <= 0) return Infinity;
  const psi = Math.max(discordance, Math.abs(difference));
  const z = normalQuantile(0.95) + normalQuantile((1 + power) / 2);
  return (z / room) ** 2 * (psi - difference * difference);
}
