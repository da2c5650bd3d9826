import type { Dimension } from '../../src/domain/dimension.ts';
import type { UnscoredReason } from '../../src/domain/score.ts';
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

/** Items that stand alone, and the first of them. */
export interface Listed {
  readonly count: number;
  readonly first: readonly string[];
}

/** A side's samples with what each comes to. */
export interface JudgedSample {
  readonly sample: Sample;
  readonly outcomes: readonly Outcome[];
}

/** Two samples of one item. */
export interface SamplePair {
  readonly item: string;
  readonly baseline: JudgedSample;
  readonly reasoning: JudgedSample;
}

export interface Pairing {
  /** Whether items were known by their ids or by what was asked. */
  readonly by: 'id' | 'prompt';
  readonly pairs: number;
  /** Items on one side only. */
  readonly onlyBaseline: Listed;
  readonly onlyReasoning: Listed;
  /** Items that a side has more than once: which is whose partner cannot be told, so all are left out. */
  readonly repeated: Listed;
  /** Items of one id that were asked differently: they are not the same, and are left out. */
  readonly differing: Listed;
  /** Samples that nothing identifies. */
  readonly nameless: number;
}

const listedFirst = 10;

/**
 * Pairs the samples of two sides, item by item: by their ids, or by what was asked where a side has samples without an id.
 * @param sameFormat whether the two tell in the same way what was asked, so that it can be compared
 */
export function pairUp(
  baseline: readonly JudgedSample[],
  reasoning: readonly JudgedSample[],
  sameFormat: boolean,
): { pairs: SamplePair[]; pairing: Pairing } {
  const all = [...baseline, ...reasoning].map(({ sample }) => sample);
  const byPrompt =
    sameFormat && all.some(({ id }) => id === null) && all.every(({ asked }) => asked !== null);
  const keyOf = ({ sample }: JudgedSample) => (byPrompt ? sample.asked : sample.id);
  const [left, right] = [collect(baseline, keyOf), collect(reasoning, keyOf)];
  const twice = (key: string) => many(left, key) || many(right, key);
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort(byNumberThenText);
  const pairs: SamplePair[] = [];
  const onlyBaseline: string[] = [];
  const onlyReasoning: string[] = [];
  const repeated: string[] = [];
  const differing: string[] = [];
  for (const item of keys) {
    const [mine, theirs] = [left.get(item)?.[0], right.get(item)?.[0]];
    if (twice(item)) repeated.push(item);
    else if (theirs === undefined) onlyBaseline.push(item);
    else if (mine === undefined) onlyReasoning.push(item);
    else if (sameFormat && differ(mine.sample.asked, theirs.sample.asked)) {
      differing.push(item);
    } else pairs.push({ item, baseline: mine, reasoning: theirs });
  }
  return {
    pairs,
    pairing: {
      by: byPrompt ? 'prompt' : 'id',
      pairs: pairs.length,
      onlyBaseline: listed(onlyBaseline),
      onlyReasoning: listed(onlyReasoning),
      repeated: listed(repeated),
      differing: listed(differing),
      nameless: [...baseline, ...reasoning].filter((one) => keyOf(one) === null).length,
    },
  };
}

/**
 * The pairs of each metric that both sides tell of, in the order in which metrics come. Where one sample lacks a metric that
 * its side has elsewhere, as one that ended in an error does, its score is missing.
 */
export function metricsOf(pairs: readonly SamplePair[]): Map<string, OutcomePair[]> {
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

function collect(
  samples: readonly JudgedSample[],
  keyOf: (sample: JudgedSample) => string | null,
): Map<string, JudgedSample[]> {
  const found = new Map<string, JudgedSample[]>();
  for (const one of samples) {
    const key = keyOf(one);
    if (key === null) continue;
    const before = found.get(key);
    if (before === undefined) found.set(key, [one]);
    else before.push(one);
  }
  return found;
}

const many = (side: ReadonlyMap<string, readonly unknown[]>, key: string) =>
  (side.get(key)?.length ?? 0) > 1;

const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

const listed = (items: readonly string[]): Listed => ({
  count: items.length,
  first: items.slice(0, listedFirst),
});

/** One order for any order of the lines, so that a seeded draw over the pairs is the same. */
function byNumberThenText(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
