import { ranks } from './ranks.ts';

/**
 * Pearson's correlation of paired values: Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²).
 * Source: K. Pearson, Proceedings of the Royal Society 58 (1895) 240–242; equal to scipy's `pearsonr`.
 * @returns in [−1, 1]; NaN where a side does not vary
 * @throws RangeError where the sides differ in length
 */
export function pearson(x: readonly number[], y: readonly number[]): number {
  assertPaired(x, y);
  const [a, b] = [centred(x), centred(y)];
  const r = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  return Math.min(1, Math.max(-1, r));
}

/**
 * Spearman's ρ: Pearson's correlation of the ranks, equal values sharing the mean of theirs.
 * Source: C. Spearman, American Journal of Psychology 15 (1904) 72–101; equal to scipy's `spearmanr`.
 * @returns in [−1, 1]; NaN where a side does not vary
 * @throws RangeError where the sides differ in length
 */
export function spearman(x: readonly number[], y: readonly number[]): number {
  assertPaired(x, y);
  return pearson(ranks(x), ranks(y));
}

/**
 * Kendall's τ_b: concordant less discordant pairs over √((pairs not tied in x)(pairs not tied in y)). Takes n² steps.
 * Source: M. G. Kendall, Biometrika 33 (1945) 239–251; equal to scipy's `kendalltau`.
 * @returns in [−1, 1]; NaN where a side does not vary
 * @throws RangeError where the sides differ in length
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number {
  assertPaired(x, y);
  let [both, untiedX, untiedY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const inX = Math.sign((x[i] ?? NaN) - (x[j] ?? NaN));
      const inY = Math.sign((y[i] ?? NaN) - (y[j] ?? NaN));
      both += inX * inY;
      untiedX += inX * inX;
      untiedY += inY * inY;
    }
  }
  return both / Math.sqrt(untiedX * untiedY);
}

/** Differences from the mean; all exactly 0 where the values do not vary, whatever the mean is rounded to. */
function centred(values: readonly number[]): number[] {
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0);
}

function assertPaired(x: readonly number[], y: readonly number[]): void {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
}
