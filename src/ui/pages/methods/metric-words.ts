import type { Metric } from '../../../scoring/metric.ts';

/** How the figure is made of what was read, as a formula in words. */
export function formulaOf(metric: Metric): string {
  const units = metric.unit === 'group' ? 'groups' : 'items';
  switch (metric.scale) {
    case 'share':
      return metric.strata === undefined
        ? `${units} of which it is true / ${units} scored`
        : `mean of ${metric.strata.names.length} shares, one of each kind of item, however many items there are of each`;
    case 'mean':
      return `sum of the values / ${units} scored; each value is from ${whole(metric.range[0])} to ${whole(metric.range[1])}`;
    case 'statistic':
      return `computed from sums over all ${units}; one alone has no value`;
  }
}

/** What is counted as one. */
export function unitWord({ unit }: Pick<Metric, 'unit'>): string {
  return unit === 'group' ? 'a group of items together' : 'an item';
}

function whole(value: number): string {
  return `${value}`.replace('-', '−');
}
