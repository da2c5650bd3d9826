/**
 * Paired outcomes of one metric: items right under both models, right under the baseline only (lost), right under the
 * reasoning model only (gained), and under neither.
 */
export interface PairedTable {
  readonly both: number;
  readonly lost: number;
  readonly gained: number;
  readonly neither: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value with the interval around it. */
export interface Measured extends Interval {
  readonly value: number;
}

/** The table of pairs of outcomes. */
export function tableOf(
  pairs: readonly { readonly baseline: boolean; readonly reasoning: boolean }[],
): PairedTable {
  const count = (baseline: boolean, reasoning: boolean) =>
    pairs.filter((pair) => pair.baseline === baseline && pair.reasoning === reasoning).length;
  return {
    both: count(true, true),
    lost: count(true, false),
    gained: count(false, true),
    neither: count(false, false),
  };
}

/** Number of pairs in a table. */
export function pairsIn({ both, lost, gained, neither }: PairedTable): number {
  return both + lost + gained + neither;
}

/** Throws unless all are whole numbers of at least 0: a count that is not is a bug of the caller, never data. */
export function assertCounts(...counts: readonly number[]): void {
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
  }
}
