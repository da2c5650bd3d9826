import type { Finding } from '../../src/domain/finding.ts';
import { compareAll } from '../../src/statistics/compare.ts';
import type { Comparison, PairedOutcome } from '../../src/statistics/comparison.ts';
import type { MetricPairs, OutcomePair } from './pairs.ts';

/** A finding whose metric may be about anything. */
export type ComparedFinding = Omit<Finding, 'dimension'> & {
  readonly dimension: Finding['dimension'] | null;
};

/** The findings of metrics, one each; all are headlines, so that Holm's family is what was compared. */
export function findingsOf(
  metrics: readonly MetricPairs[],
  options: { readonly margin: number; readonly seed: number },
): ComparedFinding[] {
  const comparisons = metrics.map((metric) => comparisonOf(metric, options.margin));
  return compareAll(comparisons, options).map((finding, at) => ({
    ...finding,
    dimension: metrics[at]?.dimension ?? null,
  }));
}

/** Why a metric cannot be compared; null where it can. */
export function whyNot({ metric, pairs }: MetricPairs): string | null {
  const stray = scoresOf(pairs).find((value) => !(value >= 0 && value <= 1));
  return stray === undefined
    ? null
    : `${metric} has a score of ${stray}; only scores from 0 to 1 can be compared.`;
}

/** Scores that are all 0 or 1 make a share, others a mean. */
function comparisonOf(of: MetricPairs, margin: number): Comparison {
  const { metric, title, dimension, pairs } = of;
  const common = {
    metric,
    title,
    // The statistics do not look at it; where it is not known it is left out again.
    dimension: dimension ?? 'reasoning',
    part: 'answer',
    headline: true,
    better: 'higher',
    margin,
  } as const;
  const outcomes = <T>(read: (value: number) => T): PairedOutcome<T>[] =>
    pairs.map(({ item, baseline, reasoning, ...rest }) => ({
      ...rest,
      unit: item,
      baseline: typeof baseline === 'number' ? read(baseline) : baseline,
      reasoning: typeof reasoning === 'number' ? read(reasoning) : reasoning,
    }));
  if (scoresOf(pairs).some((value) => value !== 0 && value !== 1)) {
    return { ...common, scale: 'mean', range: [0, 1], outcomes: outcomes((value) => value) };
  }
  const found = new Set(pairs.map(({ stratum }) => stratum));
  const strata = [...found].filter((stratum) => stratum !== null).sort();
  return {
    ...common,
    scale: 'share',
    strata: strata.length > 1 && strata.length === found.size ? strata : null,
    outcomes: outcomes((value) => value === 1),
  };
}

function scoresOf(pairs: readonly OutcomePair[]): number[] {
  return pairs
    .flatMap(({ baseline, reasoning }) => [baseline, reasoning])
    .filter((value) => typeof value === 'number');
}
