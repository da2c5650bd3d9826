import { designEffect, type Contribution } from './design-effect.ts';
import { stratifiedTango } from './stratified-tango.ts';
import { stratifiedMean } from './stratified.ts';
import type { Interval, Measured, PairedTable } from './table.ts';
import { wilsonOf } from './wilson.ts';

/** One item scored on both sides, each a value in [0, 1]: 0 or 1 where it is right or wrong. */
export interface PairedItem {
  readonly baseline: number;
  readonly reasoning: number;
  /** Items of one group are not independent of each other. An item without a group is one of its own. */
  readonly group?: string | null;
  /** The strata's means are averaged with equal weights; one stratum where none is named. */
  readonly stratum?: string | null;
}

export interface GroupedEstimate {
  readonly value: number;
  /** Lone items of 0 or 1 in one stratum that would be as precise: n itself where that is what the items are. */
  readonly effectiveItems: number;
  /** The value with its interval at a level such as 0.95. */
  readonly interval: (level: number) => Measured;
}

/**
 * Mean of one side with Wilson's interval at the effective number of items in each stratum, nₛ / design effect, combined
 * over strata by MOVER. For lone items of 0 or 1 in one stratum it is Wilson's interval.
 * Source: N. Dean & M. Pagano, Journal of Survey Statistics and Methodology 3 (2015) 484–503, on Wilson's interval at an
 * effective sample size; `designEffect` and `stratifiedMean` for the rest.
 * @returns in [0, 1]
 * @throws RangeError where there is no item, or a value that is not in [0, 1]
 */
export function groupedMean(
  items: readonly PairedItem[],
  side: 'baseline' | 'reasoning',
): GroupedEstimate {
  return estimate({
    ...place(items),
    valueOf: (item) => item[side],
    silent: [0, 1],
    bounds: { low: 0, high: 1 },
    intervalOf: (strata, effect, level) => {
      const parts = strata.map((stratum) => {
        const n = stratum.length;
        return wilsonOf(sum(stratum, (item) => item[side]) / n, n / effect, level);
      });
      const [only] = parts;
      // The mean over one is itself, but for the last digits.
      return parts.length === 1 && only ? only : stratifiedMean(parts);
    },
  });
}

/**
 * Difference of the means, reasoning − baseline, with Tango's score interval at the effective number of items in each
 * stratum, nₛ / design effect of the differences. For lone items of 0 or 1 in one stratum it is `tango`, over strata
 * `stratifiedTango`.
 *
 * A value between 0 and 1 enters the paired table in parts: min(x, y) is both, (x − y)₊ lost, (y − x)₊ gained, the rest
 * neither. That its variance is less than that table's is what the design effect says.
 * Source: ours from those of `tango`, `stratifiedTango` and `designEffect`; chosen by the simulations in
 * docs/statistics.md.
 * @returns in [−1, 1]
 * @throws RangeError where there is no item, or a value that is not in [0, 1]
 */
export function groupedDifference(items: readonly PairedItem[]): GroupedEstimate {
  return estimate({
    ...place(items),
    valueOf: (item) => item.reasoning - item.baseline,
    silent: [0],
    bounds: { low: -1, high: 1 },
    intervalOf: (strata, effect, level) =>
      stratifiedTango(
        strata.map((stratum) => tableOf(stratum, 1 / effect)),
        level,
      ),
  });
}

interface Placed {
  readonly item: PairedItem;
  readonly group: number;
}

interface Places {
  readonly strata: readonly (readonly Placed[])[];
  readonly groups: number;
}

interface Problem extends Places {
  readonly valueOf: (item: PairedItem) => number;
  /** Values of which a group may have nothing else and then tells nothing. */
  readonly silent: readonly number[];
  readonly bounds: { readonly low: number; readonly high: number };
  readonly intervalOf: (strata: Places['strata'], effect: number, level: number) => Interval;
}

function estimate(problem: Problem): GroupedEstimate {
  const { strata, groups, valueOf, silent, bounds, intervalOf } = problem;
  const means = strata.map((stratum) => sum(stratum, valueOf) / stratum.length);
  const value = means.reduce((total, mean) => total + mean, 0) / strata.length;
  const contributions = strata.flatMap((stratum, at) =>
    stratum.map(({ item, group }): Contribution => {
      const mean = means[at] ?? NaN;
      const own = valueOf(item);
      return {
        group,
        stratum: at,
        residual: own - mean,
        binary: Math.abs(own) - mean * mean,
      };
    }),
  );
  const effect = designEffect({
    contributions,
    groups,
    sizes: strata.map((stratum) => stratum.length),
    telling: Math.min(...silent.map((nothing) => telling(problem, nothing))),
    isBinary: strata.every((stratum) =>
      stratum.every(({ item }) => isBinary(item.baseline) && isBinary(item.reasoning)),
    ),
  });
  const inverse = strata.reduce((total, stratum) => total + 1 / stratum.length, 0);
  const interval = (level: number) => {
    const at = effect.at(level);
    if (at === Infinity) return { value, ...bounds };
    const { low, high } = intervalOf(strata, at, level);
    return { value, low, high };
  };
  return { value, effectiveItems: strata.length ** 2 / inverse / effect.ratio, interval };
}

/** Number of groups with an item of another value than the one given. */
function telling({ strata, groups, valueOf }: Problem, nothing: number): number {
  const tells = new Uint8Array(groups);
  for (const stratum of strata) {
    for (const { item, group } of stratum) if (valueOf(item) !== nothing) tells[group] = 1;
  }
  return tells.reduce((count, one) => count + one, 0);
}

function place(items: readonly PairedItem[]): Places {
  if (items.length === 0) throw new RangeError('no item to average');
  const strata = new Map<string | null, Placed[]>();
  const named = new Map<string, number>();
  let groups = 0;
  for (const item of items) {
    for (const value of [item.baseline, item.reasoning]) {
      if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not in [0, 1]`);
    }
    const { group: name = null, stratum = null } = item;
    const group = (name === null ? undefined : named.get(name)) ?? groups++;
    if (name !== null) named.set(name, group);
    const own = strata.get(stratum);
    if (own === undefined) strata.set(stratum, [{ item, group }]);
    else own.push({ item, group });
  }
  return { strata: [...strata.values()], groups };
}

function tableOf(items: readonly Placed[], scale: number): PairedTable {
  return {
    both: scale * sum(items, ({ baseline, reasoning }) => Math.min(baseline, reasoning)),
    lost: scale * sum(items, ({ baseline, reasoning }) => Math.max(0, baseline - reasoning)),
    gained: scale * sum(items, ({ baseline, reasoning }) => Math.max(0, reasoning - baseline)),
    neither: scale * sum(items, ({ baseline, reasoning }) => 1 - Math.max(baseline, reasoning)),
  };
}

function isBinary(value: number): boolean {
  return value === 0 || value === 1;
}

function sum(items: readonly Placed[], of: (item: PairedItem) => number): number {
  let total = 0;
  for (const { item } of items) total += of(item);
  return total;
}
