import type { Dimension } from '../../domain/dimension.ts';
import {
  driftBinEnds,
  driftMeasures,
  driftQuantiles,
  type DriftCell,
  type DriftMeasure,
  type DriftSpread,
} from '../../domain/drift-summary.ts';
import type { Rng } from '../../domain/rng.ts';
import { groupMembers } from '../../statistics/group-members.ts';
import { bootstrapItems, type ItemBootstrapped } from '../../statistics/item-bootstrap.ts';
import { sortedOf, weightedQuantiles } from '../../statistics/quantile.ts';
import { figureOf, quantileFigure } from './figure.ts';
import type { MeasuredText } from './texts.ts';

/** Drift of some items by one text each: every item counts the same, however long its text. */
export function cellOf(
  dimension: Dimension | null,
  texts: readonly MeasuredText[],
  rng: Rng,
  draws: number,
): DriftCell {
  const groups = texts.map(({ item }) => item.group ?? null);
  const own = groupMembers(groups).length;
  const values = driftMeasures.map((measure) =>
    Float64Array.from(texts, ({ mean }) => mean[measure]),
  );
  const sorted = values.map(sortedOf);
  const columns = [...values, Float64Array.from(texts, ({ agreement }) => agreement)];
  const found = bootstrapItems({
    groups,
    rng,
    draws,
    statistics: (weights) => [
      ...weightedMeans(columns, weights),
      ...sorted.flatMap((one) => weightedQuantiles(one, weights, driftQuantiles)),
    ],
  });
  const spread = (measure: DriftMeasure): DriftSpread => {
    const at = driftMeasures.indexOf(measure);
    return {
      mean: figureOf(part(found, at)),
      quantiles: driftQuantiles.map((p, one) =>
        quantileFigure(part(found, columns.length + at * driftQuantiles.length + one), p, own),
      ),
      histogram: histogramOf(values[at] ?? []),
      upper: upperOf(texts, measure),
    };
  };
  return {
    dimension,
    n: texts.length,
    groups: own,
    tokens: texts.reduce((sum, { tokens }) => sum + tokens, 0),
    agreement: figureOf(part(found, driftMeasures.length)),
    forward: spread('forward'),
    reverse: spread('reverse'),
    js: spread('js'),
  };
}

function part(found: readonly ItemBootstrapped[], at: number): ItemBootstrapped {
  const one = found[at];
  if (one === undefined) throw new RangeError(`no statistic ${at}`);
  return one;
}

function weightedMeans(columns: readonly Float64Array[], weights: Uint16Array): number[] {
  let n = 0;
  for (let at = 0; at < weights.length; at++) n += weights[at] ?? 0;
  return columns.map((values) => {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += (weights[at] ?? 0) * (values[at] ?? NaN);
    return sum / n;
  });
}

function histogramOf(values: ArrayLike<number>): number[] {
  const counts = Array.from({ length: driftBinEnds.length + 1 }, () => 0);
  for (const value of Array.from(values)) {
    const above = driftBinEnds.findIndex((end) => value < end);
    const bin = above === -1 ? driftBinEnds.length : above;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function upperOf(texts: readonly MeasuredText[], measure: DriftMeasure): number | null {
  if (texts.every(({ form }) => form === 'exact')) return null;
  let sum = 0;
  for (const { upper } of texts) {
    if (upper === null) return null;
    sum += upper[measure];
  }
  return sum / texts.length;
}
