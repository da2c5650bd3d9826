import { PlumblineError } from '../../src/domain/fault.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { UnscoredReason } from '../../src/domain/score.ts';
import { compareAll, type Comparison } from '../../src/statistics/compare.ts';
import type { MetricPairs, OutcomePair } from './pairs.ts';

/** A finding whose metric may be about anything. */
export type ComparedFinding = Omit<Finding, 'dimension'> & {
  readonly dimension: Finding['dimension'] | null;
};

/** The findings of metrics, one each; all are headlines, so that Holm's family is what was compared. */
export function findingsOf(metrics: readonly MetricPairs[], margin: number): ComparedFinding[] {
  const findings = compareAll(metrics.map((metric) => binary(metric, margin)));
  return findings.map((finding, at) => ({
    ...finding,
    dimension: metrics[at]?.dimension ?? null,
  }));
}

/** Whether every score is 0 or 1. */
export function isBinary({ pairs }: MetricPairs): boolean {
  return scoresOf(pairs).every((value) => value === 0 || value === 1);
}

/** @throws PlumblineError: scores between 0 and 1 need a test of their own */
export function boundedFindingOf({ metric, pairs }: MetricPairs): never {
  const stray = scoresOf(pairs).find((value) => !(value >= 0 && value <= 1));
  throw new PlumblineError({
    kind: 'bad-request',
    message:
      stray === undefined
        ? `${metric} has scores between 0 and 1, which cannot be compared yet.`
        : `${metric} has a score of ${stray}; only scores from 0 to 1 can be compared.`,
    kept: 'Nothing was compared.',
    remedy: 'Name another metric by --metric.',
  });
}

function binary({ metric, title, dimension, pairs }: MetricPairs, margin: number): Comparison {
  const found = new Set(pairs.map(({ stratum }) => stratum));
  const strata = [...found].filter((stratum) => stratum !== null).sort();
  return {
    metric,
    title,
    // The statistics do not look at it; where it is not known it is left out again.
    dimension: dimension ?? 'reasoning',
    part: 'answer',
    headline: true,
    strata: strata.length > 1 && strata.length === found.size ? strata : null,
    margin,
    outcomes: pairs.map(({ item, stratum, baseline, reasoning }) => ({
      item,
      stratum,
      baseline: rightOf(baseline),
      reasoning: rightOf(reasoning),
    })),
  };
}

function rightOf(value: number | UnscoredReason): boolean | UnscoredReason {
  return typeof value === 'number' ? value === 1 : value;
}

function scoresOf(pairs: readonly OutcomePair[]): number[] {
  return pairs
    .flatMap(({ baseline, reasoning }) => [baseline, reasoning])
    .filter((value) => typeof value === 'number');
}
