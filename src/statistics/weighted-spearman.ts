import { sortedOf, type Sorted } from './quantile.ts';

/**
 * Spearman's ρ of pairs that count as often as their weights say, as if each were written down so often: ready for many
 * weightings of the same pairs, each in one walk through them.
 * Source: as `spearman`, which it equals where every weight is 1.
 * @returns in [−1, 1]; NaN where a side does not vary
 * @throws RangeError where the sides differ in length
 */
export function weightedSpearman(
  x: readonly number[],
  y: readonly number[],
): (weights: ArrayLike<number>) => number {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
  const [inX, inY] = [sortedOf(x), sortedOf(y)];
  const [ranksX, ranksY] = [new Float64Array(x.length), new Float64Array(y.length)];
  return (weights) => {
    const all = rankInto(ranksX, inX, weights);
    rankInto(ranksY, inY, weights);
    const middle = (all + 1) / 2;
    let [xy, xx, yy] = [0, 0, 0];
    for (let at = 0; at < x.length; at++) {
      const weight = weights[at] ?? 0;
      if (weight === 0) continue;
      const [a, b] = [(ranksX[at] ?? NaN) - middle, (ranksY[at] ?? NaN) - middle];
      xy += weight * a * b;
      xx += weight * a * a;
      yy += weight * b * b;
    }
    return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)));
  };
}

/** Mean ranks of the values that count. @returns how many there are, each as often as it counts */
function rankInto(
  ranks: Float64Array,
  { values, order }: Sorted,
  weights: ArrayLike<number>,
): number {
  let below = 0;
  for (let first = 0; first < order.length;) {
    const value = values[order[first] ?? 0];
    let [next, weight] = [first, 0];
    while (next < order.length && values[order[next] ?? 0] === value) {
      weight += weights[order[next] ?? 0] ?? 0;
      next++;
    }
    // The mean of the ranks below + 1 … below + weight.
    const rank = below + (weight + 1) / 2;
    for (let at = first; at < next; at++) ranks[order[at] ?? 0] = rank;
    below += weight;
    first = next;
  }
  return below;
}
