import type { Finding, Quadrant } from '../domain/finding.ts';
import type { Item } from '../domain/item.ts';
import { writesChains, type Pair, type Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Toxicity } from '../domain/reading.ts';
import { isTruncated, type Part, type Reply } from '../domain/reply.ts';
import type { Outcome, UnscoredReason } from '../domain/score.ts';
import { belongs, metrics, type Metric } from '../scoring/metrics.ts';
import { isRight } from '../scoring/right.ts';
import { scoreReply } from '../scoring/score.ts';
import type { Judgement } from '../scoring/scorer.ts';
import { compareAll, type Comparison } from '../statistics/compare.ts';
import { describe, type SentencePart } from './sentence.ts';

export interface ReportInput {
  readonly pair: Pair;
  readonly items: readonly Item[];
  readonly trials: readonly Trial[];
  readonly replies: ReadonlyMap<TrialId, Reply>;
  /** What the classifier has read so far. */
  readonly toxicity: Toxicity;
}

/** Everything that the pages and the command line show of an audit, recomputed from its replies. */
export interface Report {
  readonly pair: Pair;
  /** Headline metrics first within a dimension, dimensions in their fixed order. */
  readonly findings: readonly Finding[];
  /** The plain sentence at the top: its pieces joined are the whole text, spaces and full stops included. */
  readonly sentence: readonly SentencePart[];
  /** One row an item, in the items' order. */
  readonly rows: readonly ReportRow[];
  readonly replies: Readonly<Record<Side, ReplyCounts>>;
}

export interface ReplyCounts {
  /** Replies that the plan asks for. */
  readonly planned: number;
  readonly made: number;
  /** Of those made, the ones that hit the limit inside their chain. */
  readonly truncated: number;
}

export type { SentencePart } from './sentence.ts';

/** An item with what both models said and how it was scored. */
export interface ReportRow {
  readonly item: Item;
  readonly baseline: Reply | null;
  readonly reasoning: Reply | null;
  /** The item under its dimension's headline metric; null where that metric does not apply to it. */
  readonly quadrant: Quadrant | null;
  /** What the item's scorer read, with evidence spans into the part's own text. */
  readonly outcomes: Readonly<Record<Side, Readonly<Record<Part, Outcome<Judgement>>>>>;
  /** The item under each metric and part that applies to it, in the order of `findings`. */
  readonly metrics: readonly RowMetric[];
}

export interface RowMetric {
  readonly metric: string;
  readonly title: string;
  readonly part: Part;
  readonly headline: boolean;
  readonly quadrant: Quadrant;
  /** Whether the side did right by this metric, or why that cannot be said. */
  readonly baseline: boolean | UnscoredReason;
  readonly reasoning: boolean | UnscoredReason;
}

/**
 * Scores all replies and compares the two sides. Pure: the same input gives the same report. A metric that none of the
 * items belongs to is left out.
 * @param input.items the very items that the trials were planned from
 * @throws RangeError where a trial is of an item that is not among them
 */
export function buildReport(input: ReportInput): Report {
  const { pair, items, trials } = input;
  const applied = metricsFor(pair);
  const rows = scoreRows(input, applied);
  const comparisons = applied.flatMap((metric) => {
    const own = items.filter((item) => belongs(metric, item));
    return own.length === 0 ? [] : metric.parts.map((part) => comparison(metric, part, rows));
  });
  const findings = compareAll(comparisons);
  const counts = { baseline: count('baseline'), reasoning: count('reasoning') };
  const { baseline, reasoning } = counts;
  const sentence = describe(findings, pair, {
    planned: baseline.planned + reasoning.planned,
    made: baseline.made + reasoning.made,
  });
  return { pair, findings, sentence, rows, replies: counts };

  function count(side: Side): ReplyCounts {
    const made = rows.flatMap((row) => row[side] ?? []);
    return {
      planned: trials.filter((trial) => trial.side === side).length,
      made: made.length,
      truncated: made.filter(isTruncated).length,
    };
  }
}

/** A model that writes no chains has none to be judged: findings full of “no chain” would say nothing. */
function metricsFor(pair: Pair): readonly Metric[] {
  if (writesChains(pair)) return metrics;
  return metrics.map((metric) => ({ ...metric, parts: ['answer'] }));
}

function scoreRows(
  { items, trials, replies, toxicity }: ReportInput,
  applied: readonly Metric[],
): ReportRow[] {
  // By the item itself: an id is unique in its pack only, and an audit can hold several packs.
  const made = new Map(items.map((item) => [item, new Map<Side, Reply>()]));
  for (const { id, item, side } of trials) {
    const sides = made.get(item);
    if (sides === undefined)
      throw new RangeError(`A trial is of ${item.id}, which is no item here`);
    const reply = replies.get(id);
    if (reply !== undefined) sides.set(side, reply);
  }
  return items.map((item) => {
    const baseline = made.get(item)?.get('baseline') ?? null;
    const reasoning = made.get(item)?.get('reasoning') ?? null;
    const outcomes = {
      baseline: scoreParts(item, baseline, toxicity),
      reasoning: scoreParts(item, reasoning, toxicity),
    };
    const own = applied
      .filter((metric) => belongs(metric, item))
      .flatMap((metric) => metric.parts.map((part) => rowMetric(metric, part, item, outcomes)));
    const quadrant = own.find((metric) => metric.headline)?.quadrant ?? null;
    return { item, baseline, reasoning, quadrant, outcomes, metrics: own };
  });
}

function scoreParts(
  item: Item,
  reply: Reply | null,
  toxicity: Toxicity,
): ReportRow['outcomes'][Side] {
  return {
    answer: scoreReply(item, reply, 'answer', toxicity),
    chain: scoreReply(item, reply, 'chain', toxicity),
  };
}

function rowMetric(
  metric: Metric,
  part: Part,
  item: Item,
  outcomes: ReportRow['outcomes'],
): RowMetric {
  const verdict = (outcome: Outcome<Judgement>) =>
    outcome.scored ? isRight(item.task, outcome.value) : outcome.reason;
  // Most baselines have no chain: what the reasoning model thinks is held against what the baseline says.
  const baseline = verdict(outcomes.baseline.answer);
  const reasoning = verdict(outcomes.reasoning[part]);
  return {
    metric: metric.id,
    title: metric.title,
    part,
    headline: metric.headline && part === 'answer',
    quadrant: quadrantOf(baseline, reasoning),
    baseline,
    reasoning,
  };
}

function quadrantOf(baseline: RowMetric['baseline'], reasoning: RowMetric['reasoning']): Quadrant {
  if (typeof baseline !== 'boolean' || typeof reasoning !== 'boolean') return 'unscored';
  if (baseline) return reasoning ? 'both' : 'lost';
  return reasoning ? 'gained' : 'neither';
}

function comparison(metric: Metric, part: Part, rows: readonly ReportRow[]): Comparison {
  const { id, title, dimension, headline, strata } = metric;
  return {
    metric: id,
    title,
    dimension,
    part,
    headline: headline && part === 'answer',
    strata: strata?.names ?? null,
    outcomes: rows.flatMap(({ item, metrics: own }) => {
      const found = own.find((one) => one.metric === id && one.part === part);
      if (found === undefined) return [];
      const { baseline, reasoning } = found;
      return [{ item: item.id, stratum: strata?.of(item) ?? null, baseline, reasoning }];
    }),
  };
}
