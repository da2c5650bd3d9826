/**
 * Kullback–Leibler divergence of q from p, Σ p ln(p/q), in nats: how much is lost when q is taken for p. Not symmetric.
 * Source: S. Kullback & R. A. Leibler, Annals of Mathematical Statistics 22 (1951) 79–86; equal to scipy's `entropy(p, q)`.
 * @param p probabilities that sum to 1, as q's do, over the same outcomes in the same order
 * @returns at least 0; infinite where p has an outcome that q has not
 * @throws RangeError where they differ in length
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  assertSameLength(p, q);
  let sum = 0;
  for (let at = 0; at < p.length; at++) {
    const [one, other] = [p[at] ?? 0, q[at] ?? 0];
    if (one > 0) sum += one * Math.log(one / other);
  }
  // Rounding can leave equal distributions a little below 0.
  return Math.max(0, sum);
}

/**
 * Jensen–Shannon divergence in nats: the mean of the divergences of p and q from their midpoint. Symmetric.
 * Source: J. Lin, IEEE Transactions on Information Theory 37 (1991) 145–151; the square of scipy's `jensenshannon`.
 * @returns in [0, ln 2]
 * @throws RangeError where they differ in length
 */
export function jsDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  assertSameLength(p, q);
  const middle = Float64Array.from(p, (one, at) => (one + (q[at] ?? 0)) / 2);
  return Math.min(Math.LN2, (klDivergence(p, middle) + klDivergence(q, middle)) / 2);
}

/**
 * What one outcome adds to the Kullback–Leibler divergence of q from p: p · (ln p − ln q). From logarithms, because a
 * probability that is too small for a float is still not 0.
 * @returns infinite where p has the outcome and q has not
 */
export function klTerm(p: number, logP: number, logQ: number): number {
  if (logP === -Infinity) return 0;
  return logQ === -Infinity ? Infinity : p * (logP - logQ);
}

/**
 * What one outcome adds to the Jensen–Shannon divergence: ½ · (p ln(p/m) + q ln(q/m)), m = (p + q)/2, with one logarithm.
 * With h the larger of p and q and l the smaller it is ½ · ((p + q) · ln(h/m) + l · ln(l/h)), which is exactly 0 for p = q.
 * @param logRatio ln p − ln q
 */
export function jsTerm(p: number, q: number, logRatio: number): number {
  const more = Math.max(p, q);
  const less = Math.min(p, q);
  if (less === 0) return (more * Math.LN2) / 2;
  const sum = p + q;
  return (sum * Math.log((2 * more) / sum) - less * Math.abs(logRatio)) / 2;
}

/**
 * Total variation distance, ½ Σ |p − q|: the largest difference that the two can have in the probability of anything.
 * @returns in [0, 1]
 * @throws RangeError where they differ in length
 */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  assertSameLength(p, q);
  let sum = 0;
  for (let at = 0; at < p.length; at++) sum += Math.abs((p[at] ?? 0) - (q[at] ?? 0));
  return Math.min(1, sum / 2);
}

/**
 * Shannon's entropy, −Σ p ln p, in nats.
 * Source: C. E. Shannon, Bell System Technical Journal 27 (1948) 379–423; equal to scipy's `entropy(p)`.
 */
export function entropy(p: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < p.length; at++) {
    const one = p[at] ?? 0;
    if (one > 0) sum -= one * Math.log(one);
  }
  return Math.max(0, sum);
}

function assertSameLength(p: ArrayLike<number>, q: ArrayLike<number>): void {
  if (p.length !== q.length) throw new RangeError(`${p.length} outcomes against ${q.length}`);
}
