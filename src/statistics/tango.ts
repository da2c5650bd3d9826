import { criticalValue } from './normal.ts';
import { assertCounts, pairsIn, type Measured, type PairedTable } from './table.ts';

/**
 * Tango's score interval of a difference of paired proportions, reasoning − baseline: all Δ that the score test does not
 * reject,
 *
 *     |gained − lost − nΔ| ≤ z √(n (2q + Δ(1 − Δ))),   q the likeliest share of lost items under Δ
 *     q = (√(B² − 4AC) − B) / 2A,   A = 2n, B = −lost − gained + (2n − gained + lost)Δ, C = −lost · Δ(1 − Δ)
 *
 * Treats items as independent. Nearer to its level than Newcombe's with few items or shares near 0 or 1.
 * Source: T. Tango, Statistics in Medicine 17 (1998) 891–908.
 * @returns a difference in [−1, 1]
 * @throws RangeError where the table is empty or holds something that is no count
 */
export function tango(table: PairedTable, level = 0.95): Measured {
  const { both, lost, gained, neither } = table;
  assertCounts(both, lost, gained, neither);
  const n = pairsIn(table);
  if (n === 0) throw new RangeError('no pair to compare');
  const z = criticalValue(level);
  const value = (gained - lost) / n;
  const rejects = (delta: number) => {
    const b = -lost - gained + (2 * n - gained + lost) * delta;
    const c = -lost * delta * (1 - delta);
    const q = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
    const variance = n * Math.max(0, 2 * q + delta * (1 - delta));
    return Math.abs(gained - lost - n * delta) > z * Math.sqrt(variance);
  };
  /** The last Δ on the way from the value to a bound that is not rejected, by halving: 50 leave less than 1e-14. */
  const end = (bound: number) => {
    let [inside, outside] = [value, bound];
    for (let step = 0; step < 50; step++) {
      const middle = (inside + outside) / 2;
      if (rejects(middle)) outside = middle;
      else inside = middle;
    }
    return (inside + outside) / 2;
  };
  return { value, low: end(-1), high: end(1) };
}
