import { seededRng } from '../../src/domain/rng.ts';
import { bootstrapPaired } from '../../src/statistics/bootstrap.ts';
import { groupedDifference, type PairedItem } from '../../src/statistics/grouped.ts';
import type { PairedGroup, Statistic } from '../../src/statistics/groups.ts';
import { normalCdf } from '../../src/statistics/normal.ts';
import { permuteGroups } from '../../src/statistics/permutation.ts';
import { wilcoxon } from '../../src/statistics/wilcoxon.ts';
import { holds } from './holds.ts';
import { drawLatent, normalStream } from './latent.ts';
import { layouts, type Layout, type LayoutName } from './layouts.ts';
import { margin } from './shares.ts';

/** Values in [0, 1]: 0 with a chance, else drawn from Beta(1, b), whose mean is 1 / (1 + b). */
export interface Shape {
  readonly zeros: number;
  readonly b: number;
}

export interface ValueCell {
  readonly layout: LayoutName;
  readonly n: number;
  readonly baseline: Shape;
  readonly reasoning: Shape;
  readonly audits: number;
  /** Draws of the permutation test and of the bootstrap. */
  readonly draws: number;
  /** In how many of the audits the bootstrap, which is dear, is drawn. */
  readonly bootstraps: number;
}

export interface ValueResult {
  readonly coverage: number;
  /** Of the BCa bootstrap's 95% interval, of the audits in which it was not refused. */
  readonly bootstrap: number | null;
  /** Whose permutation test by group comes out below .05. */
  readonly found: number | null;
  /** The same of Wilcoxon's, for lone items. */
  readonly foundWilcoxon: number | null;
  readonly preserved: number | null;
}

export const meanOf = ({ zeros, b }: Shape) => (1 - zeros) / (1 + b);

/** The shape with a mean that is larger by a difference: through fewer zeros where there are any, else through larger values. */
export function raise(shape: Shape, difference: number): Shape {
  const mean = meanOf(shape) + difference;
  return shape.zeros > 0
    ? { ...shape, zeros: Math.max(0, 1 - mean * (1 + shape.b)) }
    : { ...shape, b: 1 / mean - 1 };
}

const mean: Statistic = (sums) => (sums[0] ?? NaN) / (sums[1] ?? NaN);

/** Simulates audits whose outcomes are values, many of them exactly 0. */
export function simulateValues(cell: ValueCell): ValueResult {
  const { layout: name, n, baseline, reasoning, audits, draws, bootstraps } = cell;
  const seed = `values ${name} ${n} ${baseline.zeros} ${baseline.b} ${reasoning.zeros} ${reasoning.b}`;
  const rng = seededRng(seed);
  const normal = normalStream(rng);
  const layout = layouts[name].of(n);
  const truth = meanOf(reasoning) - meanOf(baseline);
  const [atNull, isPlain] = [Math.abs(truth) < 1e-9, name === 'lone'];
  const atMargin = Math.abs(truth - margin) < 1e-9;
  const counts = { coverage: 0, drawn: 0, bootstrap: 0, found: 0, foundWilcoxon: 0, preserved: 0 };
  for (let audit = 0; audit < audits; audit++) {
    const items = drawItems(layout, baseline, reasoning, normal);
    const estimate = groupedDifference(items);
    if (holds(estimate.interval(0.95), truth)) counts.coverage++;
    if (atMargin) {
      const { low, high } = estimate.interval(0.9);
      if (low > -margin && high < margin) counts.preserved++;
    }
    const groups = groupsOf(items);
    if (atNull) {
      if (permuteGroups({ groups, statistic: mean, rng, draws }).p < 0.05) counts.found++;
      const [x, y] = [items.map((item) => item.baseline), items.map((item) => item.reasoning)];
      if (isPlain && wilcoxon(x, y).p < 0.05) counts.foundWilcoxon++;
    }
    if (audit < bootstraps) {
      const drawn = bootstrapPaired({ groups, statistic: mean, rng, draws }).difference;
      const interval = drawn.interval(0.95);
      if (interval === null) continue;
      counts.drawn++;
      if (holds(interval, truth)) counts.bootstrap++;
    }
  }
  const part = (count: number, asked: boolean) => (asked ? count / audits : null);
  return {
    coverage: counts.coverage / audits,
    bootstrap: counts.drawn === 0 ? null : counts.bootstrap / counts.drawn,
    found: part(counts.found, atNull),
    foundWilcoxon: part(counts.foundWilcoxon, atNull && isPlain),
    preserved: part(counts.preserved, atMargin),
  };
}

function drawItems(
  layout: Layout,
  baseline: Shape,
  reasoning: Shape,
  normal: () => number,
): PairedItem[] {
  const latent = drawLatent(layout, normal);
  return layout.places.map(({ group }, at) => {
    const [one, other] = latent[at] ?? [NaN, NaN];
    return {
      baseline: quantile(normalCdf(one), baseline),
      reasoning: quantile(normalCdf(other), reasoning),
      group,
    };
  });
}

function quantile(u: number, { zeros, b }: Shape): number {
  return u <= zeros ? 0 : 1 - ((1 - u) / (1 - zeros)) ** (1 / b);
}

function groupsOf(items: readonly PairedItem[]): PairedGroup[] {
  const groups = new Map<string, { baseline: [number, number]; reasoning: [number, number] }>();
  for (const { baseline, reasoning, group } of items) {
    const sums = groups.get(group ?? '') ?? { baseline: [0, 0], reasoning: [0, 0] };
    sums.baseline[0] += baseline;
    sums.reasoning[0] += reasoning;
    sums.baseline[1]++;
    sums.reasoning[1]++;
    groups.set(group ?? '', sums);
  }
  return [...groups.values()];
}
