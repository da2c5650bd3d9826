import cdf from '@stdlib/stats-base-dists-binomial-cdf';
import { mcnemarExact } from './mcnemar.ts';
import { assertCounts } from './table.ts';

/**
 * Exact two-sided binomial test of k successes in n against a chance: the probability of all counts that are at most as likely.
 * Source: equal to scipy's `binomtest`; with chance ½ it is McNemar's exact test.
 * @throws RangeError where k is above n, one is no count, or the chance is not in [0, 1]
 */
export function binomialTest(k: number, n: number, chance = 0.5): number {
  assertCounts(k, n);
  if (k > n) throw new RangeError(`${k} of ${n} is not a proportion`);
  return pOf(k, binomialChances(n, chance));
}

function pOf(k: number, chances: readonly number[]): number {
  // Counts that are equally likely on paper differ in their last digits.
  const limit = (chances[k] ?? 0) * (1 + 1e-7);
  return Math.min(1, sum(chances.filter((one) => one <= limit)));
}

/**
 * Power of the exact two-sided binomial test: the chance that it comes out below α when n are drawn at the true chance.
 * @throws RangeError where n is no count or a chance is not in [0, 1]
 */
export function binomialPower(
  n: number,
  truth: number,
  { chance = 0.5, alpha = 0.05 }: { readonly chance?: number; readonly alpha?: number } = {},
): number {
  const underNull = binomialChances(n, chance);
  return sum(binomialChances(n, truth).filter((_, k) => pOf(k, underNull) < alpha));
}

/**
 * Power of McNemar's exact test with n pairs, before it is known how many will differ: over all numbers of discordant pairs.
 * `difference` is gained − lost as a share of all pairs, `discordance` the share on which the sides differ.
 * Source: S. W. Duffy, Biometrics 40 (1984) 1005–1015, on the exact unconditional power.
 * @throws RangeError where n is no count, or a share is not possible
 */
export function mcnemarPower(
  n: number,
  {
    discordance,
    difference,
    alpha = 0.05,
  }: {
    readonly discordance: number;
    readonly difference: number;
    readonly alpha?: number;
  },
): number {
  if (!(Math.abs(difference) <= discordance)) {
    throw new RangeError(`a difference of ${difference} with ${discordance} discordant`);
  }
  const gain = discordance === 0 ? 0.5 : (discordance + difference) / (2 * discordance);
  return sum(
    binomialChances(n, discordance).map((chance, m) => {
      if (chance < 1e-12) return 0;
      const found = binomialChances(m, gain).filter((_, k) => mcnemarExact(m - k, k) < alpha);
      return chance * sum(found);
    }),
  );
}

/** Probabilities of 0…n successes, as differences of the distribution taken from the nearer end. */
function binomialChances(n: number, chance: number): number[] {
  assertCounts(n);
  if (!(chance >= 0 && chance <= 1)) throw new RangeError(`${chance} is not a chance`);
  return Array.from({ length: n + 1 }, (_, k) =>
    k <= n * chance
      ? cdf(k, n, chance) - (k === 0 ? 0 : cdf(k - 1, n, chance))
      : cdf(n - k, n, 1 - chance) - (k === n ? 0 : cdf(n - k - 1, n, 1 - chance)),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
