import type { Metric } from '../../../scoring/metric.ts';

/** How the figure is made of what was read, in words. */
export function formulaOf(metric: Metric): string {
  const units = metric.unit === 'group' ? 'groups' : 'items';
  switch (metric.scale) {
    case 'share':
      return metric.strata === undefined
        ? `share of the ${units} scored`
        : `mean of ${metric.strata.names.length} shares, one a kind of item`;
    case 'mean':
      return `mean over the ${units} scored, of values from ${whole(metric.range[0])} to ${whole(metric.range[1])}`;
    case 'statistic':
      return `one figure from sums over all ${units} scored`;
  }
}

function whole(value: number): string {
  return `${value}`.replace('-', '−');
}
