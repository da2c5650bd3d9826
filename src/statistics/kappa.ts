import { criticalValue } from './normal.ts';
import type { Measured } from './table.ts';

export interface Agreement {
  /** Share of the items on which the two agree. */
  readonly agreement: number;
  /** Cohen's κ; NaN where both gave one and the same label to everything. */
  readonly kappa: number;
  readonly n: number;
  /** κ with its interval at a level, not below −1 nor above 1. */
  readonly interval: (level: number) => Measured;
}

/**
 * Cohen's κ of two raters' labels, of any number of kinds: agreement beyond what their shares of labels would give by chance.
 *
 *     κ = (pₒ − pₑ) / (1 − pₑ),   pₑ = Σ pᵢ. p.ᵢ
 *
 * Its interval is κ ± z · SE with the large-sample SE for κ ≠ 0. It is rough below some 50 items or near κ = 1, where it has
 * no width.
 * Source: J. Cohen, Educational and Psychological Measurement 20 (1960) 37–46; SE of J. L. Fleiss, J. Cohen & B. S. Everitt,
 * Psychological Bulletin 72 (1969) 323–327. Equal to scikit-learn's `cohen_kappa_score` and statsmodels' `cohens_kappa`.
 * @throws RangeError where there is no pair
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length;
  if (n === 0) throw new RangeError('no pair of labels');
  const [first, second] = [shares(pairs, 0), shares(pairs, 1)];
  const agreement = pairs.filter(([one, other]) => one === other).length / n;
  let chance = 0;
  for (const [label, share] of first) chance += share * (second.get(label) ?? 0);
  const kappa = (agreement - chance) / (1 - chance);
  /** Mean of the two raters' shares, each of the label that the other gave. */
  const crossed = ([one, other]: readonly [string, string]) =>
    (second.get(one) ?? 0) + (first.get(other) ?? 0);
  let spread = 0;
  for (const pair of pairs) {
    const [one, other] = pair;
    const slope = one === other ? 1 - crossed(pair) * (1 - kappa) : -crossed(pair) * (1 - kappa);
    spread += slope ** 2 / n;
  }
  const variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2);
  const interval = (level: number) => {
    const reach = criticalValue(level) * Math.sqrt(Math.max(0, variance));
    return { value: kappa, low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) };
  };
  return { agreement, kappa, n, interval };
}

function shares(pairs: readonly (readonly [string, string])[], side: 0 | 1): Map<string, number> {
  const found = new Map<string, number>();
  for (const pair of pairs) found.set(pair[side], (found.get(pair[side]) ?? 0) + 1 / pairs.length);
  return found;
}
