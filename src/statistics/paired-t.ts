import { studentCritical, studentP } from './student.ts';
import type { Measured } from './table.ts';

export interface PairedTTest {
  readonly t: number;
  readonly p: number;
  /** Mean of x − y with its interval at a level. */
  readonly interval: (level: number) => Measured;
}

/**
 * Student's t test of paired values, two-sided: whether the mean of x − y is 0.
 *
 *     t = d̄ / (s_d / √n),   interval d̄ ± t_n−1 · s_d / √n
 *
 * Where all differences are the same and not 0, t is infinite and p is 0; where all are 0, t is 0 and p is 1.
 * Source: Student, Biometrika 6 (1908) 1–25; equal to scipy's `ttest_rel`.
 * @throws RangeError where the sides differ in length or have fewer than two values
 */
export function pairedT(x: readonly number[], y: readonly number[]): PairedTTest {
  const n = x.length;
  if (n !== y.length || n < 2) throw new RangeError(`${n} values against ${y.length}`);
  const differences = x.map((value, at) => value - (y[at] ?? NaN));
  const value = sum(differences) / n;
  const variance = sum(differences.map((d) => (d - value) ** 2)) / (n - 1);
  const error = Math.sqrt(variance / n);
  const t = value === 0 ? 0 : value / error;
  const interval = (level: number) => {
    const reach = studentCritical(level, n - 1) * error;
    return { value, low: value - reach, high: value + reach };
  };
  return { t, p: studentP(t, n - 1), interval };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
