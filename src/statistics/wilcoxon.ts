import { normalCdf } from './normal.ts';
import { ranks, ties } from './ranks.ts';

export interface WilcoxonTest {
  /** The smaller of the two rank sums, W = min(W₊, W₋). */
  readonly statistic: number;
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

/** Up to this many pairs scipy, and so this, sums over every choice of signs in the plain case… */
const mostExact = 50;
/** …and up to this many where there are ties or zeros. */
const mostExactTied = 13;

/**
 * Wilcoxon's signed-rank test of paired values, two-sided: whether y lies above x as often and as far as below. Pairs that are
 * equal are left out; tied differences share their mean rank.
 *
 *     exact:   p = min(1, 2 · P(W₊ ≤ min(W₊, W₋))), every choice of signs equally likely
 *     normal:  p = 2 · Φ(−|W₊ − m(m + 1)/4| / √((m(m + 1)(2m + 1) − ½ Σ (t³ − t)) / 24))
 *
 * m is the number of unequal pairs, t the sizes of the ties; no continuity correction. `auto` is exact up to 50 pairs, with
 * ties or zeros up to 13, and normal beyond. Where `exact` is asked for, tied ranks are taken for the whole ranks 1…m and W is
 * rounded up, as in scipy. Whether two differences are tied is decided on the numbers as they are: 0.3 − 0.1 and 0.2 are no
 * tie in floating point.
 * Source: F. Wilcoxon, Biometrics Bulletin 1 (1945) 80–83; equal to scipy's `wilcoxon` with the method 'auto', 'exact' or
 * 'asymptotic'.
 * @returns p = 1 where all pairs are equal
 * @throws RangeError where the sides differ in length
 */
export function wilcoxon(
  x: readonly number[],
  y: readonly number[],
  method: 'auto' | 'exact' | 'normal' = 'auto',
): WilcoxonTest {
  if (x.length !== y.length) throw new RangeError(`${x.length} values against ${y.length}`);
  const differences = x.map((value, at) => (y[at] ?? NaN) - value).filter((d) => d !== 0);
  const sizes = differences.map(Math.abs);
  const ranked = ranks(sizes);
  const tied = ties(sizes);
  const plus = sum(ranked.filter((_, at) => (differences[at] ?? 0) > 0));
  const statistic = Math.min(plus, sum(ranked) - plus);
  const plain = tied.length === 0 && differences.length === x.length;
  const exact =
    method === 'auto' ? x.length <= (plain ? mostExact : mostExactTied) : method === 'exact';
  if (!exact) return { statistic, p: normalP(ranked.length, tied, statistic), method: 'normal' };
  const signed = method === 'exact' ? ranked.map((_, at) => at + 1) : ranked;
  return { statistic, p: exactP(signed, statistic), method: 'exact' };
}

/** Twice the share of all choices of signs whose rank sum is at most the one given. */
function exactP(ranked: readonly number[], statistic: number): number {
  // Mean ranks are halves at worst: doubled, they are whole.
  const whole = ranked.every(Number.isInteger);
  const [scale, most] = whole ? [1, Math.ceil(statistic)] : [2, 2 * statistic];
  let chances = [1];
  for (const rank of ranked) {
    const step = scale * rank;
    const next = new Array<number>(chances.length + step).fill(0);
    chances.forEach((chance, at) => {
      next[at] = (next[at] ?? 0) + chance / 2;
      next[at + step] = (next[at + step] ?? 0) + chance / 2;
    });
    chances = next;
  }
  return Math.min(1, 2 * sum(chances.slice(0, most + 1)));
}

function normalP(m: number, tied: readonly number[], statistic: number): number {
  const correction = sum(tied.map((t) => t ** 3 - t)) / 2;
  const variance = (m * (m + 1) * (2 * m + 1) - correction) / 24;
  if (variance === 0) return 1;
  return Math.min(1, 2 * normalCdf((statistic - (m * (m + 1)) / 4) / Math.sqrt(variance)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
