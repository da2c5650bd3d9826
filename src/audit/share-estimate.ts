import type { Estimate } from '../domain/finding.ts';
import { groupedMean } from '../statistics/grouped.ts';
import { intervalLevel } from '../statistics/verdict.ts';

/** The share of items of which something is true, at the effective number of items where they come in groups. */
export function shareEstimate<T extends { readonly group: string | null }>(
  items: readonly T[],
  is: (item: T) => boolean,
): Estimate {
  const values = items.map((item) => ({
    baseline: Number(is(item)),
    reasoning: 0,
    group: item.group,
  }));
  const groups = new Set(items.flatMap(({ group }) => group ?? []));
  const isLone = items.filter(({ group }) => group !== null).length === groups.size;
  return {
    ...groupedMean(values, 'baseline').interval(intervalLevel),
    level: intervalLevel,
    method: isLone ? 'wilson' : 'grouped',
  };
}
