import { assertCounts } from './table.ts';

/** Largest number of steps for which the distribution is worked out: about a second. */
const mostSteps = 2e8;

/**
 * Exact two-sided test of a paired difference of shares, by exchanging the two models within whole groups:
 *
 *     p = P(|Σ εg · Σₛ dgₛ / nₛ| ≥ the one observed),   dgₛ = gained − lost of group g in stratum s, εg = ±1 by fair coins
 *
 * A group is a contrast pair, a prompt with its paraphrases or a lone item, and may lie in several strata, whose shares are
 * averaged with equal weights; a plain share is one stratum. All 2ᴳ exchanges are counted, through the distribution of the
 * sum in whole numbers (dgₛ times the least common multiple of the nₛ over nₛ). For lone items of one stratum this is
 * McNemar's exact test, over strata `stratifiedMcnemar`.
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21, with the group as the unit; the counting is ours.
 * @param groups gained − lost of each group, one number a stratum
 * @param sizes items of each stratum
 * @returns p, or null where strata of many and unlike sizes make it too long to work out: `permuteGroups` then does
 * @throws RangeError where a stratum has no item or something is no whole number
 */
export function groupedMcnemar(
  groups: readonly (readonly number[])[],
  sizes: readonly number[],
): number | null {
  assertCounts(...sizes);
  if (sizes.includes(0)) throw new RangeError('a stratum without items');
  const common = sizes.reduce((multiple, size) => (multiple / gcd(multiple, size)) * size, 1);
  const sums = groups.map((strata) => {
    if (strata.length !== sizes.length) throw new RangeError(`${strata.length} strata`);
    if (!strata.every(Number.isInteger)) throw new RangeError('a difference that is no count');
    return strata.reduce((sum, by, at) => sum + by * (common / (sizes[at] ?? 1)), 0);
  });
  const shared = sums.reduce(gcd, 0);
  if (shared === 0) return 1;
  const steps = sums.filter((sum) => sum !== 0).map((sum) => Math.abs(sum) / shared);
  const reach = steps.reduce((sum, step) => sum + step, 0);
  const observed = Math.abs(sums.reduce((sum, by) => sum + by, 0)) / shared;
  if (!(common * sizes.length <= Number.MAX_SAFE_INTEGER) || reach * steps.length > mostSteps) {
    return null;
  }
  const chances = subsetSums(steps, reach);
  // A choice of groups that sums to x leaves |reach − 2x|.
  let p = 0;
  for (let at = 0; at <= reach; at++)
    if (Math.abs(reach - 2 * at) >= observed) p += chances[at] ?? 0;
  return Math.min(1, p);
}

/** Chance of each sum 0…reach when every step is taken or left by a fair coin. */
function subsetSums(steps: readonly number[], reach: number): Float64Array {
  const chances = new Float64Array(reach + 1);
  chances[0] = 1;
  let reached = 0;
  for (const step of steps) {
    reached += step;
    for (let at = reached; at >= 0; at--) {
      const taken = at >= step ? (chances[at - step] ?? 0) : 0;
      chances[at] = ((chances[at] ?? 0) + taken) / 2;
    }
  }
  return chances;
}

function gcd(a: number, b: number): number {
  [a, b] = [Math.abs(a), Math.abs(b)];
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
