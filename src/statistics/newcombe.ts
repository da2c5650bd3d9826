import { assertCounts, pairsIn, type Measured, type PairedTable } from './table.ts';
import { wilsonOf } from './wilson.ts';

/**
 * Newcombe's square-and-add score interval of a difference of paired proportions (his method 10), reasoning − baseline:
 *
 *     d = p₂ − p₁,   low  = d − √(u² − 2φuv + v²), u = p₂ − l₂, v = u₁ − p₁
 *                    high = d + √(u² − 2φuv + v²), u = u₂ − p₂, v = p₁ − l₁
 *
 * where (lᵢ, uᵢ) is Wilson's interval of pᵢ and φ the correlation of the two outcomes; a positive φ is made smaller by
 * the continuity correction n/2 in its numerator, and φ is 0 where a margin of the table is 0.
 * Treats items as independent of one another. Other tools report it; reports here show Tango's, which is nearer to its
 * level (docs/statistics.md).
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 2635–2650.
 * @returns a difference in [−1, 1]
 * @throws RangeError where the table is empty or holds something that is no count
 */
export function newcombePaired(table: PairedTable, level = 0.95): Measured {
  const { both, lost, gained, neither } = table;
  assertCounts(both, lost, gained, neither);
  const n = pairsIn(table);
  if (n === 0) throw new RangeError('no pair to compare');
  const baseline = wilsonOf((both + lost) / n, n, level);
  const reasoning = wilsonOf((both + gained) / n, n, level);
  const phi = correlation(table);
  const reach = (u: number, v: number) => Math.sqrt(Math.max(0, u * u - 2 * phi * u * v + v * v));
  // From the counts, so that no change is exactly 0.
  const value = (gained - lost) / n;
  return {
    value,
    low: value - reach(reasoning.value - reasoning.low, baseline.high - baseline.value),
    high: value + reach(reasoning.high - reasoning.value, baseline.value - baseline.low),
  };
}

/** φ, with the correction that makes a positive one smaller. */
function correlation(table: PairedTable): number {
  const { both, lost, gained, neither } = table;
  const margins = (both + lost) * (gained + neither) * (both + gained) * (lost + neither);
  if (margins === 0) return 0;
  const cross = both * neither - lost * gained;
  const numerator = cross > 0 ? Math.max(0, cross - pairsIn(table) / 2) : cross;
  return numerator / Math.sqrt(margins);
}
