/**
 * What is resampled and permuted as one: a contrast pair, a prompt with its paraphrases, or a lone item. It carries the sums
 * that it adds to a statistic on either side, in the statistic's own order: for a mean the sum of the values and their number.
 */
export interface PairedGroup {
  readonly baseline: readonly number[];
  readonly reasoning: readonly number[];
  /** Groups are resampled within their stratum; one stratum where none is named. */
  readonly stratum?: string;
}

/**
 * A side's value as a function of the sums over all groups, NaN where it does not exist. It must not keep or change the array.
 *
 *     mean of values: s[0] / s[1];   mean of two strata's means: (s[0] / s[1] + s[2] / s[3]) / 2
 */
export type Statistic = (sums: Float64Array) => number;

/** Groups in one order whatever order they came in and whichever side is called the baseline. */
export interface Ordered {
  /** Of each group the sums of the first side, then of the second; strata one after the other. */
  readonly rows: readonly Float64Array[];
  /** Number of groups in each stratum. */
  readonly strata: readonly number[];
  /** Number of sums that a side has. */
  readonly width: number;
  /** Whether the reasoning model is the first side. */
  readonly swapped: boolean;
}

/**
 * Groups in an order of their own, so that what is drawn from a seed depends neither on the order of the rows nor on which
 * side is called the baseline: exchanging the sides mirrors every draw. Groups with a number that is not finite are missing,
 * groups that add 0 to every sum say nothing, and both are left out.
 * @throws RangeError where sides or groups differ in their number of sums
 */
export function order(groups: readonly PairedGroup[]): Ordered {
  const width = groups[0]?.baseline.length ?? 0;
  for (const { baseline, reasoning } of groups) {
    if (baseline.length !== width || reasoning.length !== width) {
      throw new RangeError(`a group with ${baseline.length} and ${reasoning.length} sums`);
    }
  }
  const kept = groups.filter(({ baseline, reasoning }) => {
    const sums = [...baseline, ...reasoning];
    return sums.every(Number.isFinite) && sums.some((sum) => sum !== 0);
  });
  const names = [...new Set(kept.map(({ stratum }) => stratum ?? ''))].sort();
  const oriented = (swapped: boolean) =>
    names.map((name) =>
      kept
        .filter(({ stratum }) => (stratum ?? '') === name)
        .map(({ baseline, reasoning }) =>
          Float64Array.from(swapped ? [...reasoning, ...baseline] : [...baseline, ...reasoning]),
        )
        .sort(compareRows),
    );
  const [plain, mirrored] = [oriented(false), oriented(true)];
  const swapped = compareLists(plain.flat(), mirrored.flat()) > 0;
  const chosen = swapped ? mirrored : plain;
  return { rows: chosen.flat(), strata: chosen.map((rows) => rows.length), width, swapped };
}

/** Sums over all groups, the first side's and then the second's. */
export function total({ rows, width }: Ordered): Float64Array {
  const sums = new Float64Array(2 * width);
  for (const row of rows) row.forEach((value, at) => (sums[at] = (sums[at] ?? 0) + value));
  return sums;
}

/** Rows laid end to end, as the innermost loops want them. */
export function flatten(rows: readonly Float64Array[]): Float64Array {
  const length = rows[0]?.length ?? 0;
  const flat = new Float64Array(rows.length * length);
  for (const [at, row] of rows.entries()) flat.set(row, at * length);
  return flat;
}

function compareRows(a: Float64Array, b: Float64Array): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareLists(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  for (const [at, row] of a.entries()) {
    const other = b[at];
    const difference = other === undefined ? 1 : compareRows(row, other);
    if (difference !== 0) return difference;
  }
  return 0;
}
