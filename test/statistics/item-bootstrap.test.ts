import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng, type Rng } from '../../src/domain/rng.ts';
import { bootstrapItems } from '../../src/statistics/item-bootstrap.ts';
import { sortedOf, weightedQuantiles } from '../../src/statistics/quantile.ts';
import { weightedSpearman } from '../../src/statistics/weighted-spearman.ts';

const x = [0.02, 0.5, 0.11, 0.9, 0.11, 1.4, 0.3, 0.07, 2.2, 0, 0.6, 0.25];
const z = [0.1, 0.4, 0.2, 0.9, 0.3, 0, 0.5, 0.2, 0.7, 0.1, 0, 0.3];
const alone = x.map(() => null);

const meanOf = (values: readonly number[]) => (weights: Uint16Array) => {
  let [sum, n] = [0, 0];
  for (const [at, weight] of weights.entries()) {
    sum += weight * (values[at] ?? NaN);
    n += weight;
  }
  return [sum / n];
};
const medianOf = (values: readonly number[]) => {
  const sorted = sortedOf(values);
  return (weights: Uint16Array) => weightedQuantiles(sorted, weights, [0.5]);
};
const run = (
  statistics: (weights: Uint16Array) => readonly number[],
  groups: readonly (string | null)[] = alone,
  seed = 'a',
  draws = 20_000,
) => {
  const [found] = bootstrapItems({ groups, statistics, rng: seededRng(seed), draws });
  if (found === undefined) throw new Error('no statistic');
  return found;
};

describe('bootstrapItems', () => {
  // scipy 1.17.1: bootstrap((x,), np.mean, method='BCa') at the level 2Φ(ζ) − 1 = .978487, two seeds: (.2342, 1.1534) and
  // (.2325, 1.1614).
  it('is scipy’s BCa at the widened level, of a mean', () => {
    const { low = NaN, high = NaN } = run(meanOf(x)).interval(0.95) ?? {};
    expect(Math.abs(low - 0.233)).toBeLessThan(0.006);
    expect(Math.abs(high - 1.157)).toBeLessThan(0.03);
  });

  // scipy 1.17.1: bootstrap((x, z), spearmanr, paired=True, method='BCa') at .978487, two seeds: (−.6818, .9667) and (−.6870, .9657).
  it('is scipy’s BCa of a rank correlation', () => {
    const rho = weightedSpearman(x, z);
    const {
      value = NaN,
      low = NaN,
      high = NaN,
    } = run((weights) => [rho(weights)]).interval(0.95) ?? {};
    expect(value).toBeCloseTo(0.33510169233836745, 9);
    expect(Math.abs(low + 0.684)).toBeLessThan(0.04);
    expect(Math.abs(high - 0.966)).toBeLessThan(0.02);
  });

  // scipy 1.17.1: bootstrap((x,), np.median, method='percentile') gives (.09, .75) with two seeds.
  it('is scipy’s percentile interval of a median', () => {
    expect(run(medianOf(x)).percentile(0.95)).toEqual({ value: 0.275, low: 0.09, high: 0.75 });
  });

  it('takes a group as one', () => {
    const twice = [...x, ...x];
    const pairs = twice.map((_, at) => `${at % x.length}`);
    const single = run(meanOf(x)).interval(0.95);
    const paired = run(meanOf(twice), pairs).interval(0.95);
    const loose = run(
      meanOf(twice),
      twice.map(() => null),
    ).interval(0.95);
    const width = (one: typeof single) => (one?.high ?? NaN) - (one?.low ?? NaN);
    expect(width(paired)).toBeCloseTo(width(single), 9);
    expect(width(loose)).toBeLessThan(0.8 * width(paired));
  });

  it('depends on the seed', () => {
    const ends = (seed: string) => run(meanOf(x), alone, seed, 300).interval(0.95);
    expect(ends('a')).toEqual(ends('a'));
    expect(ends('a')).not.toEqual(ends('b'));
  });

  it('gives all statistics from the same draws', () => {
    const both = (weights: Uint16Array) => [...meanOf(x)(weights), ...medianOf(x)(weights)];
    const rng = seededRng('a');
    const [mean, median] = bootstrapItems({ groups: alone, statistics: both, rng, draws: 300 });
    expect(mean?.interval(0.95)).toEqual(run(meanOf(x), alone, 'a', 300).interval(0.95));
    expect(median?.percentile(0.9)).toEqual(run(medianOf(x), alone, 'a', 300).percentile(0.9));
  });

  it('refuses fewer than five groups, and what does not exist', () => {
    const four = x.map((_, at) => `${at % 4}`);
    expect(run(meanOf(x), four, 'a', 300)).toMatchObject({ refusal: 'too-few-groups' });
    expect(run(meanOf(x), four, 'a', 300).percentile(0.95)).toBeNull();
    const five = x.map((_, at) => `${at % 5}`);
    expect(run(meanOf(x), five, 'a', 300).refusal).toBeNull();
    expect(run(() => [NaN], alone, 'a', 300).refusal).toBe('undefined-value');
    // Left out of a draw with chance (11/12)¹² = .35.
    const rare = (weights: Uint16Array) => [weights[0] === 0 ? NaN : 1];
    expect(run(rare, alone, 'a', 2000).refusal).toBe('undefined-draws');
  });

  it('stays within the values', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(values, (some) => {
        const groups = some.map(() => null);
        for (const statistic of [meanOf(some), medianOf(some)]) {
          const found = run(statistic, groups, 'a', 200);
          for (const one of [found.interval(0.95), found.percentile(0.95)]) {
            expect(one?.low).toBeGreaterThanOrEqual(Math.min(...some));
            expect(one?.high).toBeLessThanOrEqual(Math.max(...some));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('covers the median and the quartile of skewed values', () => {
    const rng = seededRng('coverage');
    const inside = { median: 0, quartile: 0 };
    const runs = 400;
    for (let turn = 0; turn < runs; turn++) {
      // Exponential: its quantile at p is −ln(1 − p).
      const values = Array.from({ length: 40 }, () => -Math.log(1 - rng()));
      const [quartile, median] = quantileIntervals(values, rng);
      if (holds(median, Math.LN2)) inside.median++;
      if (holds(quartile, -Math.log(0.75))) inside.quartile++;
    }
    console.info(`percentile intervals of 40 exponential values hold`, inside, `of ${runs}`);
    expect(inside.median / runs).toBeGreaterThan(0.91);
    expect(inside.quartile / runs).toBeGreaterThan(0.91);
  });
});

function quantileIntervals(values: readonly number[], rng: Rng) {
  const sorted = sortedOf(values);
  const statistics = (weights: Uint16Array) => weightedQuantiles(sorted, weights, [0.25, 0.5]);
  const groups = values.map(() => null);
  return bootstrapItems({ groups, statistics, rng, draws: 500 }).map((one) => one.percentile(0.95));
}

function holds(
  interval: { readonly low: number; readonly high: number } | null | undefined,
  truth: number,
): boolean {
  return (
    interval !== null && interval !== undefined && interval.low <= truth && truth <= interval.high
  );
}
