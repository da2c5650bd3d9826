import { criticalValue } from './normal.ts';
import { assertCounts, pairsIn, type Measured, type PairedTable } from './table.ts';

/**
 * Tango's score interval of a difference of paired proportions, reasoning − baseline: all Δ that the score test does not
 * reject,
 *
 *     |gained − lost − nΔ| ≤ z √(n v(Δ)),   v(Δ) the variance of one pair's difference under Δ (`varianceUnder`)
 *
 * Treats items as independent. Nearer to its level than Newcombe's with few items or shares near 0 or 1. Where no pair
 * differs it is ± z² / (n + z²), whether both sides were right or neither.
 * Source: T. Tango, Statistics in Medicine 17 (1998) 891–908.
 * @returns a difference in [−1, 1]
 * @throws RangeError where the table is empty or holds something that is no count
 */
export function tango(table: PairedTable, level = 0.95): Measured {
  const { both, lost, gained, neither } = table;
  assertCounts(both, lost, gained, neither);
  if (pairsIn(table) === 0) throw new RangeError('no pair to compare');
  return tangoOf(table, level);
}

/** The same for numbers of pairs that need not be whole, such as effective ones. */
export function tangoOf(table: PairedTable, level = 0.95): Measured {
  const { lost, gained } = table;
  const n = pairsIn(table);
  const z = criticalValue(level);
  // From the counts, so that no change is exactly 0.
  const value = (gained - lost) / n;
  const rejects = (delta: number) =>
    Math.abs(gained - lost - n * delta) > z * Math.sqrt(n * varianceUnder(table, delta));
  const end = (bound: number) => lastBefore(value, bound, rejects);
  return { value, low: end(-1), high: end(1) };
}

/**
 * Variance of one pair's difference where the true difference is Δ, at the likeliest share q of lost pairs under it:
 *
 *     v = 2q + Δ(1 − Δ),   q = (√(B² − 4AC) − B) / 2A
 *     A = 2n,   B = −lost − gained + (2n − gained + lost)Δ,   C = −lost · Δ(1 − Δ)
 *
 * Source: as of `tango`.
 */
export function varianceUnder(table: PairedTable, delta: number): number {
  const { lost, gained } = table;
  const n = pairsIn(table);
  const b = -lost - gained + (2 * n - gained + lost) * delta;
  const c = -lost * delta * (1 - delta);
  const q = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
  return Math.max(0, 2 * q + delta * (1 - delta));
}

/** The last number on the way from one to a bound that is not yet beyond, by halving: 50 leave less than 1e-14 of the way. */
export function lastBefore(from: number, bound: number, isBeyond: (at: number) => boolean): number {
  let [inside, outside] = [from, bound];
  for (let step = 0; step < 50; step++) {
    const middle = (inside + outside) / 2;
    if (isBeyond(middle)) outside = middle;
    else inside = middle;
  }
  return (inside + outside) / 2;
}
