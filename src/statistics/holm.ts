/**
 * Holm's step-down adjustment of a family of p values, in the order given:
 *
 *     adjusted₍ᵢ₎ = min(1, max over j ≤ i of (m − j + 1) · p₍ⱼ₎),   p₍₁₎ ≤ … ≤ p₍ₘ₎
 *
 * Keeps the chance of even one false finding in the family at the level, whatever the dependence between the tests.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65–70; equal to R's `p.adjust(p, 'holm')`.
 * @throws RangeError where one is not in [0, 1]
 */
export function holm(family: readonly number[]): number[] {
  for (const p of family) if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a p value`);
  const order = family.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = family.slice();
  let largest = 0;
  for (const [rank, { p, at }] of order.entries()) {
    largest = Math.min(1, Math.max(largest, (order.length - rank) * p));
    adjusted[at] = largest;
  }
  return adjusted;
}
