import { metrics } from '../scoring/metrics.ts';
import type { Comparison } from '../statistics/comparison.ts';
import type { Report } from './report.ts';
import { apply, comparisonOf } from './units.ts';

const byId = new Map(metrics.map((metric) => [metric.id, metric]));

/** What the findings of a report were computed from, in their order. */
export function comparisonsOf({ findings, rows }: Pick<Report, 'findings' | 'rows'>): Comparison[] {
  return findings.map(({ metric, part }) => {
    const known = byId.get(metric);
    const applied = known && apply(known, part, rows);
    if (!applied) throw new RangeError(`No item belongs to ${metric}.`);
    return comparisonOf(applied);
  });
}
