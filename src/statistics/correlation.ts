/**
 * Pearson's correlation of paired values: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), in [−1, 1].
 * Source: K. Pearson, Proc. Royal Society 58 (1895) 240–242; equal to scipy's `pearsonr`.
 * @returns NaN where there are fewer than two pairs, or one side does not vary
 * @throws RangeError where the sides differ in length
 */
export function pearson(x: readonly number[], y: readonly number[]): number {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
  const [dx, dy] = [deviations(x), deviations(y)];
  const product = dx.reduce((sum, d, at) => sum + d * (dy[at] ?? 0), 0);
  const r = product / (norm(dx) * norm(dy));
  // Floating point can leave the interval by a hair.
  return Math.min(1, Math.max(-1, r));
}

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs.
 * Source: C. Spearman, American Journal of Psychology 15 (1904) 72–101; equal to scipy's `spearmanr`.
 * @returns NaN where there are fewer than two pairs, or one side does not vary
 * @throws RangeError where the sides differ in length
 */
export function spearman(x: readonly number[], y: readonly number[]): number {
  return pearson(ranks(x), ranks(y));
}

/** Differences from the mean; all exactly 0 where the values do not vary, whatever the mean is rounded to. */
function deviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const varies = values.some((value) => value !== values[0]);
  return values.map((value) => (varies ? value - mean : 0));
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/** Ranks from 1. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const found = new Array<number>(values.length).fill(NaN);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { at } of order.slice(from, to)) found[at] = (from + 1 + to) / 2;
    from = to;
  }
  return found;
}
