import type { Rng } from '../domain/rng.ts';
import { order, total, type PairedGroup, type Statistic } from './groups.ts';

export interface PermutationTest {
  readonly p: number;
  /** Whether every exchange of sides was counted; else they were drawn. */
  readonly exact: boolean;
}

export interface PermutationOptions {
  readonly groups: readonly PairedGroup[];
  readonly statistic: Statistic;
  readonly rng: Rng;
  /** 10,000 unless told. */
  readonly draws?: number;
}

/** Up to this many groups all 2ᵏ exchanges are counted. */
const mostExact = 13;

/** Groups whose exchanges are looked up together: five lookups a random number of 30 tosses. */
const together = 6;
/** Ways to exchange so many groups. */
const ways = 64;

/**
 * Two-sided permutation test of the difference of a statistic between the sides of paired groups. Were the two models alike,
 * the sides of any group could have been exchanged:
 *
 *     p = share of all exchanges with |difference| ≥ the one observed,   up to 13 groups whose sides differ
 *     p = (b + 1) / (m + 1), b of m = 10,000 seeded exchanges that reach it,   beyond
 *
 * An exchange after which the statistic does not exist counts as reaching the difference, which can only make p larger.
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; for drawn exchanges B. Phipson & G. K. Smyth,
 * Statistical Applications in Genetics and Molecular Biology 9 (2010) 39. Equal to scipy's `permutation_test` of type
 * 'samples' where all are counted.
 * @returns p = 1 where the difference is 0 or does not exist
 * @throws RangeError where groups differ in their number of sums
 */
export function permuteGroups(options: PermutationOptions): PermutationTest {
  const { groups, statistic, rng, draws = 10_000 } = options;
  const ordered = order(groups);
  const { rows, width } = ordered;
  const sums = total(ordered);
  const swings = rows.map((row) => swing(row, width)).filter((row) => row.some((by) => by !== 0));

  const exact = swings.length <= mostExact;
  const tables = tabulate(swings, width);
  const perTable = width * ways;

  const work = new Float64Array(2 * width);
  const [first, second] = [work.subarray(0, width), work.subarray(width)];
  /** Size of the difference after the sides of some groups were exchanged: of those whose bit is set, from the lowest on. */
  const difference = (bits: number, left: number) => {
    work.set(sums);
    for (let from = 0; from < tables.length; from += perTable) {
      // The upper 30 bits of a number give 30 tosses.
      if (left <= 0) {
        bits = Math.floor(rng() * 1_073_741_824);
        left = 30;
      }
      const at = from + width * (bits & (ways - 1));
      bits = bits >> together;
      left -= together;
      for (let sum = 0; sum < width; sum++) {
        const by = tables[at + sum] ?? 0;
        first[sum] = (first[sum] ?? 0) + by;
        second[sum] = (second[sum] ?? 0) - by;
      }
    }
    return Math.abs(statistic(second) - statistic(first));
  };

  // All that there is to exchange is in the bits: no number is drawn.
  const counted = together * Math.ceil(mostExact / together);
  const observed = difference(0, swings.length);
  if (!(observed > 0)) return { p: 1, exact };
  // Differences that are equal on paper part in their last digits.
  const below = observed - 1e-12 * Math.max(1, observed);
  const count = exact ? 2 ** swings.length : draws;
  let reaching = 0;
  for (let turn = 0; turn < count; turn++) {
    if (!(difference(turn, exact ? counted : 0) < below)) reaching++;
  }
  return { p: exact ? reaching / count : (reaching + 1) / (count + 1), exact };
}

/**
 * What every exchange within some groups adds to the first side: for each six of them in turn 64 rows of sums, the row's number
 * saying by its bits which are exchanged.
 */
function tabulate(swings: readonly Float64Array[], width: number): Float64Array {
  const tables = new Float64Array(Math.ceil(swings.length / together) * ways * width);
  for (const [at, swing] of swings.entries()) {
    const from = Math.floor(at / together) * ways;
    const bit = 2 ** (at % together);
    for (let way = 0; way < ways; way++) {
      if (Math.floor(way / bit) % 2 === 0) continue;
      for (const [sum, by] of swing.entries()) {
        const place = (from + way) * width + sum;
        tables[place] = (tables[place] ?? 0) + by;
      }
    }
  }
  return tables;
}

/** What an exchange adds to the first side and takes from the second. */
function swing(row: Float64Array, width: number): Float64Array {
  return row.slice(width).map((second, at) => second - (row[at] ?? 0));
}
