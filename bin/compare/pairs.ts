import type { Dimension } from '../../src/domain/dimension.ts';
import type { UnscoredReason } from '../../src/domain/score.ts';
import type { SamplePair } from '../../src/formats/pair-samples.ts';
import type { Sample } from '../../src/formats/samples.ts';
import type { Outcome } from './outcomes.ts';

/** One item under one metric on both sides. */
export interface OutcomePair {
  readonly item: string;
  readonly group: string | null;
  readonly stratum: string | null;
  readonly baseline: number | UnscoredReason;
  readonly reasoning: number | UnscoredReason;
}

export interface MetricPairs {
  readonly metric: string;
  readonly title: string;
  /** Null where the file does not tell what the metric is about. */
  readonly dimension: Dimension | null;
  readonly pairs: readonly OutcomePair[];
}

/** A side's samples with what each comes to. */
export interface JudgedSample {
  readonly sample: Sample;
  readonly outcomes: readonly Outcome[];
}

/** Two judged samples of one item. */
export type JudgedPair = SamplePair<JudgedSample>;

/**
 * The pairs of each metric that both sides tell of, in the order in which metrics come. Where one sample lacks a metric that
 * its side has elsewhere, as one that ended in an error does, its score is missing.
 */
export function metricsOf(pairs: readonly JudgedPair[]): Map<string, OutcomePair[]> {
  const named = (side: 'baseline' | 'reasoning') =>
    new Set(pairs.flatMap((pair) => pair[side].outcomes.map(({ metric }) => metric)));
  const theirs = named('reasoning');
  const metrics = [...named('baseline')].filter((metric) => theirs.has(metric));
  return new Map(
    metrics.map((metric) => [
      metric,
      pairs.flatMap(({ item, baseline, reasoning }): OutcomePair[] => {
        const one = baseline.outcomes.find((outcome) => outcome.metric === metric);
        const other = reasoning.outcomes.find((outcome) => outcome.metric === metric);
        if (one === undefined && other === undefined) return [];
        const row = {
          item,
          group: baseline.sample.group ?? reasoning.sample.group,
          stratum: one?.stratum ?? other?.stratum ?? null,
        };
        const missing = { value: 'missing' } as const;
        return [{ ...row, baseline: (one ?? missing).value, reasoning: (other ?? missing).value }];
      }),
    ]),
  );
}
