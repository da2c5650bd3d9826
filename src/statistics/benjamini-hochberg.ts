/**
 * Benjamini and Hochberg's step-up adjustment of a family of p values, in the order given:
 *
 *     adjusted₍ᵢ₎ = min(1, min over j ≥ i of m · p₍ⱼ₎ / j),   p₍₁₎ ≤ … ≤ p₍ₘ₎
 *
 * Keeps the expected share of false findings among the findings at the level, where tests are independent or depend
 * positively. Milder than Holm's: for exploring, not for concluding.
 * Source: Y. Benjamini & Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300; equal to R's
 * `p.adjust(p, 'BH')` and scipy's `false_discovery_control`.
 * @throws RangeError where one is not in [0, 1]
 */
export function benjaminiHochberg(family: readonly number[]): number[] {
  for (const p of family) if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a p value`);
  const descending = family.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p);
  const adjusted = family.slice();
  let smallest = 1;
  for (const [above, { p, at }] of descending.entries()) {
    smallest = Math.min(smallest, (family.length * p) / (family.length - above));
    adjusted[at] = smallest;
  }
  return adjusted;
}
