/** Values with their places in ascending order, so that many weightings of them can be summed up quickly. */
export interface Sorted {
  readonly values: ArrayLike<number>;
  /** Places in `values`, from the least value to the largest. */
  readonly order: Uint32Array;
}

export function sortedOf(values: ArrayLike<number>): Sorted {
  const order = Uint32Array.from(values, (_, at) => at);
  return { values, order: order.sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN)) };
}

/**
 * Quantiles of values that count as often as their weights say: the value at place (N − 1)p of the N sorted ones, straight
 * between its neighbours. Weights are whole numbers.
 * Source: R. J. Hyndman & Y. Fan, American Statistician 50 (1996) 361–365, definition 7; equal to numpy's `quantile`.
 * @param at where the quantiles stand, ascending, each in [0, 1]
 * @returns in the order of `at`; NaN where nothing counts
 */
export function weightedQuantiles(
  { values, order }: Sorted,
  weights: ArrayLike<number>,
  at: readonly number[],
): number[] {
  let all = 0;
  for (let item = 0; item < order.length; item++) all += weights[item] ?? 0;
  const places = at.map((p) => (all - 1) * p);
  const [lows, highs]: [number[], number[]] = [[], []];
  let below = 0;
  // By place and not by iterator: a bootstrap comes through here millions of times.
  for (let place = 0; place < order.length && highs.length < places.length; place++) {
    const item = order[place] ?? 0;
    const weight = weights[item] ?? 0;
    if (weight === 0) continue;
    const value = values[item] ?? NaN;
    below += weight;
    while (Math.floor(places[lows.length] ?? Infinity) < below) lows.push(value);
    while (Math.ceil(places[highs.length] ?? Infinity) < below) highs.push(value);
  }
  return places.map((place, one) => {
    const [low = NaN, high = NaN] = [lows[one], highs[one]];
    return low + (high - low) * (place - Math.floor(place));
  });
}

/** Quantiles of plain values. */
export function quantiles(values: ArrayLike<number>, at: readonly number[]): number[] {
  return weightedQuantiles(sortedOf(values), new Uint8Array(values.length).fill(1), at);
}

/**
 * How many independent values it takes for a quantile to have a two-sided interval at a level at all: the least n with
 * max(p, 1 − p)ⁿ ≤ (1 − level)/2. With fewer, the quantile of what was drawn from may lie beyond the largest or the least
 * value seen too often, whatever is computed: 6 for the median, 13 for the quartiles, 72 for 5% and 95%.
 * Source: H. A. David & H. N. Nagaraja, Order Statistics (2003), section 7.1.
 */
export function leastForQuantile(p: number, level: number): number {
  const beyond = Math.max(p, 1 - p);
  return Math.ceil(Math.log((1 - level) / 2) / Math.log(beyond));
}
