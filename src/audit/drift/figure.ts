import type { DriftFigure } from '../../domain/drift-summary.ts';
import type { Bootstrapped } from '../../statistics/bootstrap.ts';
import { leastForQuantile } from '../../statistics/quantile.ts';
import type { ItemBootstrapped } from '../../statistics/item-bootstrap.ts';
import { intervalLevel } from '../../statistics/verdict.ts';

/** A mean or a correlation with its BCa interval. */
export function figureOf({ value, refusal, interval }: Bootstrapped): DriftFigure {
  const found = interval(intervalLevel);
  return {
    value,
    interval: found && { ...found, level: intervalLevel, method: 'bca-by-group' },
    refusal,
  };
}

/** A quantile with its percentile interval, where so many groups can have one. */
export function quantileFigure(
  { value, refusal, percentile }: ItemBootstrapped,
  p: number,
  groups: number,
): DriftFigure {
  if (refusal === null && groups < leastForQuantile(p, intervalLevel)) {
    return { value, interval: null, refusal: 'too-few-groups' };
  }
  const found = percentile(intervalLevel);
  return {
    value,
    interval: found && { ...found, level: intervalLevel, method: 'percentile-by-group' },
    refusal,
  };
}
