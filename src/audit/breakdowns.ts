import type { Breakdown } from '../domain/finding.ts';
import { compare, type CompareOptions } from '../statistics/compare.ts';
import { comparisonOf, type Applied } from './units.ts';

/** With fewer items than this a part of a metric is not shown apart: its interval would say nothing. */
const leastItems = 8;

/** Shares by tag, such as leaks by who asks. They are exploratory: no test, and no verdict. */
export function breakDown(applied: readonly Applied[], options: CompareOptions): Breakdown[] {
  return applied.flatMap((one) => {
    const { metric, part, units } = one;
    if (metric.scale !== 'share' || part !== 'answer') return [];
    return tagsOf(one).flatMap((tag) => {
      const own = units.filter(({ rows }) => rows.some(({ item }) => item.tags?.includes(tag)));
      if (own.length < leastItems) return [];
      const { n, baseline, reasoning, difference } = compare(
        { ...comparisonOf({ metric, part, units: own }), headline: false },
        options,
      );
      if (baseline === null || reasoning === null || difference === null) return [];
      return { metric: metric.id, part, tag, n, baseline, reasoning, difference };
    });
  });
}

/** Tags by which the metric is broken down, where there is more than one of a kind. */
function tagsOf({ metric, units }: Applied): string[] {
  const all = new Set(units.flatMap(({ rows }) => rows.flatMap(({ item }) => item.tags ?? [])));
  return (metric.by ?? []).flatMap((beginning) => {
    const own = [...all].filter((tag) => tag.startsWith(beginning)).sort();
    return own.length > 1 ? own : [];
  });
}
