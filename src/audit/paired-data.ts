import * as v from 'valibot';
import { dimensions } from '../domain/dimension.ts';
import { parts } from '../domain/reply.ts';
import { unscoredReasons, type UnscoredReason } from '../domain/score.ts';
import { sumStatistics } from '../scoring/sum-statistics.ts';
import type { Comparison, PairedOutcome } from '../statistics/comparison.ts';

const ValueSchema = v.union([
  v.boolean(),
  v.number(),
  v.array(v.number()),
  v.picklist(unscoredReasons),
]);
type Value = v.InferOutput<typeof ValueSchema>;

const statistics = ['bias-ambiguous', 'bias-disambiguated', 'ratio', 'correlation'] as const;

/** What a finding is computed from, as data: what is compared, and what every unit got on either side. */
export const PairedDataSchema = v.strictObject({
  metric: v.string(),
  title: v.string(),
  dimension: v.picklist(dimensions),
  part: v.picklist(parts),
  headline: v.boolean(),
  better: v.union([v.picklist(['higher', 'lower']), v.strictObject({ near: v.number() })]),
  of: v.variant('scale', [
    v.strictObject({ scale: v.literal('share'), strata: v.nullable(v.array(v.string())) }),
    v.strictObject({ scale: v.literal('mean'), range: v.tuple([v.number(), v.number()]) }),
    v.strictObject({ scale: v.literal('statistic'), statistic: v.picklist(statistics) }),
  ]),
  /** Of every unit; null where none has one. */
  group: v.nullable(v.array(v.nullable(v.string()))),
  stratum: v.nullable(v.array(v.nullable(v.string()))),
  baseline: v.array(ValueSchema),
  reasoning: v.array(ValueSchema),
});
export type PairedData = Readonly<v.InferOutput<typeof PairedDataSchema>>;

/** A comparison as data. @throws RangeError where its statistic has no name */
export function pairedData(comparison: Comparison): PairedData {
  const { metric, title, dimension, part, headline, better } = comparison;
  const outcomes: readonly PairedOutcome<Value | readonly number[]>[] = comparison.outcomes;
  const column = (of: (outcome: PairedOutcome<unknown>) => string | null) => {
    const values = outcomes.map(of);
    return values.every((value) => value === null) ? null : values;
  };
  const plain = (value: Value | readonly number[]): Value =>
    typeof value === 'object' ? [...value] : value;
  return {
    ...{ metric, title, dimension, part, headline },
    better: typeof better === 'object' ? { ...better } : better,
    of: kindOf(comparison),
    group: column(({ group }) => group),
    stratum: column(({ stratum }) => stratum),
    baseline: outcomes.map(({ baseline }) => plain(baseline)),
    reasoning: outcomes.map(({ reasoning }) => plain(reasoning)),
  };
}

function kindOf(comparison: Comparison): PairedData['of'] {
  switch (comparison.scale) {
    case 'share':
      return { scale: 'share', strata: comparison.strata && [...comparison.strata] };
    case 'mean':
      return { scale: 'mean', range: [...comparison.range] };
    case 'statistic': {
      const statistic = statistics.find((name) => sumStatistics[name] === comparison.value);
      if (statistic === undefined) {
        throw new RangeError(`The statistic of ${comparison.metric} has no name.`);
      }
      return { scale: 'statistic', statistic };
    }
  }
}

/** The comparison that `pairedData` was made of. @throws RangeError where an outcome is none of its scale */
export function comparisonFrom(data: PairedData): Comparison {
  const { metric, title, dimension, part, headline, better, of } = data;
  const common = { metric, title, dimension, part, headline, better };
  switch (of.scale) {
    case 'share':
      return {
        ...common,
        scale: 'share',
        strata: of.strata,
        outcomes: outcomesOf(data, (value) => typeof value === 'boolean'),
      };
    case 'mean':
      return {
        ...common,
        scale: 'mean',
        range: of.range,
        outcomes: outcomesOf(data, (value) => typeof value === 'number'),
      };
    case 'statistic':
      return {
        ...common,
        scale: 'statistic',
        value: sumStatistics[of.statistic],
        outcomes: outcomesOf(data, (value): value is number[] => Array.isArray(value)),
      };
  }
}

function outcomesOf<T extends Value>(
  data: PairedData,
  is: (value: Value) => value is T,
): PairedOutcome<T>[] {
  const checked = (value: Value | undefined): T | UnscoredReason => {
    if (value !== undefined && is(value)) return value;
    if (typeof value === 'string') return value;
    throw new RangeError(`${data.metric} has an outcome that is none of its scale.`);
  };
  return data.baseline.map((baseline, at) => ({
    unit: String(at),
    group: data.group?.[at] ?? null,
    stratum: data.stratum?.[at] ?? null,
    baseline: checked(baseline),
    reasoning: checked(data.reasoning[at]),
  }));
}
