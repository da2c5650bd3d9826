import { seededRng } from '../../src/domain/rng.ts';
import { groupedMcnemar } from '../../src/statistics/grouped-mcnemar.ts';
import { groupedDifference, groupedMean, type PairedItem } from '../../src/statistics/grouped.ts';
import { mcnemarMidP } from '../../src/statistics/mcnemar.ts';
import { newcombePaired } from '../../src/statistics/newcombe.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { type PairedTable } from '../../src/statistics/table.ts';
import { tango } from '../../src/statistics/tango.ts';
import { holds } from './holds.ts';
import { drawLatent, normalStream } from './latent.ts';
import { layouts, type Layout, type LayoutName } from './layouts.ts';

export const margin = 0.05;

export interface ShareCell {
  readonly layout: LayoutName;
  readonly n: number;
  /** Share of items that the baseline handles rightly; null draws one for each audit, evenly from .05 up. */
  readonly rate: number | null;
  /** The reasoning model's share less that. */
  readonly difference: number;
  readonly audits: number;
}

/** Shares of the audits; of what is asked only where nothing changed, or only at the margin, null elsewhere. */
export interface ShareResult {
  /** Whose 95% interval of the difference holds the true one. */
  readonly coverage: number;
  /** The same of Newcombe's interval, for lone items of one stratum. */
  readonly newcombe: number | null;
  /** The same of Tango's interval that takes items of groups to be independent, in one stratum. */
  readonly ignoring: number | null;
  /** Whose 95% interval of the baseline's share holds the true one. */
  readonly side: number | null;
  /** Whose test by group comes out below .05. */
  readonly found: number | null;
  /** The same of the mid-p test, for lone items of one stratum. */
  readonly foundMidP: number | null;
  /** Whose 90% interval of the difference lies within ± the margin. */
  readonly preserved: number | null;
}

/** Simulates audits whose outcomes are right or wrong. */
export function simulateShares(cell: ShareCell): ShareResult {
  const { layout: name, n, rate, difference, audits } = cell;
  const rng = seededRng(`shares ${name} ${n} ${rate} ${difference}`);
  const normal = normalStream(rng);
  const layout = layouts[name].of(n);
  const strata = new Set(layout.places.map(({ stratum }) => stratum)).size;
  const [atNull, atMargin] = [difference === 0, difference === margin];
  const isPlain = name === 'lone';
  const isGrouped = strata === 1 && !isPlain;
  const counts = {
    coverage: 0,
    newcombe: 0,
    ignoring: 0,
    side: 0,
    found: 0,
    foundMidP: 0,
    preserved: 0,
  };
  for (let audit = 0; audit < audits; audit++) {
    const share = rate ?? 0.05 + rng() * (0.9 - difference);
    // The other stratum's items are of another difficulty.
    const shares = { a: share, b: (share + 0.5) / 2 };
    const items = drawItems(layout, shares, difference, normal);
    const estimate = groupedDifference(items);
    if (holds(estimate.interval(0.95), difference)) counts.coverage++;
    if (atMargin) {
      const { low, high } = estimate.interval(0.9);
      if (low > -margin && high < margin) counts.preserved++;
    }
    if (atNull) {
      const truth = strata === 1 ? shares.a : (shares.a + shares.b) / 2;
      if (holds(groupedMean(items, 'baseline').interval(0.95), truth)) counts.side++;
      if (groupTest(items, strata) < 0.05) counts.found++;
    }
    const table = tabulate(items);
    if (isGrouped && holds(tango(table), difference)) counts.ignoring++;
    if (isPlain) {
      if (holds(newcombePaired(table), difference)) counts.newcombe++;
      if (mcnemarMidP(table.lost, table.gained) < 0.05) counts.foundMidP++;
    }
  }
  const part = (count: number, asked: boolean) => (asked ? count / audits : null);
  return {
    coverage: counts.coverage / audits,
    newcombe: part(counts.newcombe, isPlain),
    ignoring: part(counts.ignoring, isGrouped),
    side: part(counts.side, atNull),
    found: part(counts.found, atNull),
    foundMidP: part(counts.foundMidP, isPlain && atNull),
    preserved: part(counts.preserved, atMargin),
  };
}

function drawItems(
  layout: Layout,
  shares: Readonly<Record<'a' | 'b', number>>,
  difference: number,
  normal: () => number,
): PairedItem[] {
  const limits = {
    a: [normalQuantile(shares.a), normalQuantile(shares.a + difference)],
    b: [normalQuantile(shares.b), normalQuantile(shares.b + difference)],
  } as const;
  const latent = drawLatent(layout, normal);
  return layout.places.map(({ group, stratum }, at) => {
    const [one, other] = latent[at] ?? [NaN, NaN];
    const [baseline, reasoning] = limits[stratum];
    return {
      baseline: one < baseline ? 1 : 0,
      reasoning: other < reasoning ? 1 : 0,
      group,
      stratum,
    };
  });
}

/** The exact test by group. */
function groupTest(items: readonly PairedItem[], strata: number): number {
  const sizes = Array.from({ length: strata }, () => 0);
  const groups = new Map<string, number[]>();
  for (const { baseline, reasoning, group, stratum } of items) {
    const at = stratum === 'b' ? 1 : 0;
    sizes[at] = (sizes[at] ?? 0) + 1;
    const sums = groups.get(group ?? '') ?? sizes.map(() => 0);
    sums[at] = (sums[at] ?? 0) + reasoning - baseline;
    groups.set(group ?? '', sums);
  }
  const p = groupedMcnemar([...groups.values()], sizes);
  if (p === null) throw new Error('a layout that is too large for the exact test');
  return p;
}

function tabulate(items: readonly PairedItem[]): PairedTable {
  const table = { both: 0, lost: 0, gained: 0, neither: 0 };
  for (const { baseline, reasoning } of items) {
    table[baseline ? (reasoning ? 'both' : 'lost') : reasoning ? 'gained' : 'neither']++;
  }
  return table;
}
