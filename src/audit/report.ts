import type { DriftVariant, Drifts } from '../domain/drift.ts';
import type { DriftReport } from '../domain/drift-summary.ts';
import type { Breakdown, Finding, PartSplit, Quadrant, Soundness } from '../domain/finding.ts';
import { writesChains, type Pair, type Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Item } from '../domain/item.ts';
import type { Toxicity } from '../domain/reading.ts';
import { isTruncated, type Part, type Reply } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import type { Metric } from '../scoring/metric.ts';
import { metrics } from '../scoring/metrics.ts';
import { compareAll } from '../statistics/compare.ts';
import { breakDown } from './breakdowns.ts';
import { correct, errorsWith } from './corrected.ts';
import { planDrift, type DriftPlan } from './drift/plan.ts';
import { summariseDrift } from './drift/summary.ts';
import { splitParts } from './part-splits.ts';
import { scoreRows, type ScoredRow } from './rows.ts';
import { describe, type SentencePart } from './sentence.ts';
import { soundnessOf } from './soundness.ts';
import { apply, comparisonOf, quadrantOf, type Applied, type UnitValue } from './units.ts';

export interface ReportInput {
  readonly pair: Pair;
  readonly items: readonly Item[];
  readonly trials: readonly Trial[];
  readonly replies: ReadonlyMap<TrialId, Reply>;
  /** What the classifier has read so far. */
  readonly toxicity: Toxicity;
  /** What was measured of drift so far. */
  readonly drifts: Drifts;
  /** Seeds the draws of intervals and tests. */
  readonly seed: number;
  /** Only the answers under headline metrics, for a look while a run goes on. */
  readonly headlinesOnly?: boolean;
}

/** Everything that the pages and the command line show of an audit, recomputed from its replies. */
export interface Report {
  readonly pair: Pair;
  /** Headline metrics first within a dimension, dimensions in their fixed order. */
  readonly findings: readonly Finding[];
  /** Where chain and answer fare differently. */
  readonly partSplits: readonly PartSplit[];
  /** Null where the second model writes no chains, or no item names its steps. */
  readonly soundness: Soundness | null;
  readonly breakdowns: readonly Breakdown[];
  readonly drift: DriftReport;
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
export interface ReportRow extends ScoredRow {
  /** The item under its dimension's headline metric; null where that metric does not apply to it. */
  readonly quadrant: Quadrant | null;
  /** The item under each metric and part that applies to it, in the order of `findings`. */
  readonly metrics: readonly RowMetric[];
  /** Its texts whose drift was measured. */
  readonly drifts: readonly RowDrift[];
}

/** By what id the drift of one text is found. */
export interface RowDrift {
  readonly variant: DriftVariant;
  readonly id: string;
}

export interface RowMetric {
  readonly metric: string;
  readonly title: string;
  readonly part: Part;
  readonly headline: boolean;
  readonly quadrant: Quadrant;
  /** What the side got, or why that cannot be said; for a metric that judges groups, what the item's group got. */
  readonly baseline: RowValue;
  readonly reasoning: RowValue;
}

/** Right or not, a value, `counted` where it only counts in a sum over all items, or why it could not be scored. */
export type RowValue = boolean | number | 'counted' | UnscoredReason;

/**
 * Scores all replies and compares the two sides. Pure: the same input gives the same report. A metric that none of the
 * items belongs to is left out.
 * @param input.items the very items that the trials were planned from
 * @throws RangeError where a trial is of an item that is not among them
 */
export function buildReport(input: ReportInput): Report {
  const { pair, items, trials, replies, toxicity, drifts, seed } = input;
  const scored = scoreRows(items, trials, replies, toxicity);
  const chosen =
    input.headlinesOnly === true ? metrics.filter(({ headline }) => headline) : metrics;
  const applied = chosen.flatMap((metric) =>
    partsFor(metric, pair, input).flatMap((part) => apply(metric, part, scored) ?? []),
  );
  const errors = errorsWith(toxicity.errors);
  const findings = compareAll(applied.map(comparisonOf), { seed }).map((finding, at) => {
    const own = applied[at];
    const countedBy = own?.metric.countedBy;
    if (own === undefined || countedBy === undefined) return finding;
    // A detector's errors are known a text: what it makes of several together is another matter.
    const isOneText = own.units.every(({ rows }) =>
      rows.every(({ samples }) => samples.length === 1),
    );
    return isOneText ? { ...finding, corrected: correct(finding, countedBy, errors) } : finding;
  });
  const made = (side: Side): ReplyCounts => {
    const own = scored.flatMap(({ samples }) => samples.flatMap((sample) => sample[side] ?? []));
    return {
      planned: trials.filter((trial) => trial.side === side).length,
      made: own.length,
      truncated: own.filter(isTruncated).length,
    };
  };
  const counts = { baseline: made('baseline'), reasoning: made('reasoning') };
  const { baseline, reasoning } = counts;
  const plan = input.headlinesOnly === true ? noTexts : planDrift(pair, trials, replies);
  const rows = withMetrics(scored, applied, plan, drifts);
  return {
    pair,
    findings,
    partSplits: splitParts(applied),
    soundness: writesChains(pair) ? soundnessOf(scored) : null,
    breakdowns: breakDown(applied, { seed }),
    sentence: describe(findings, pair, {
      planned: baseline.planned + reasoning.planned,
      made: baseline.made + reasoning.made,
    }),
    drift: summariseDrift({ pair, plan, drifts, rows, seed }),
    rows,
    replies: counts,
  };
}

const noTexts: DriftPlan = { texts: [], truncated: 0 };

/** A model that writes no chains has none to be judged: findings full of “no chain” would say nothing. */
function partsFor(
  { parts }: Metric,
  pair: Pair,
  { headlinesOnly = false }: Pick<ReportInput, 'headlinesOnly'>,
): readonly Part[] {
  return writesChains(pair) && !headlinesOnly ? parts : parts.filter((part) => part === 'answer');
}

function withMetrics(
  rows: readonly ScoredRow[],
  applied: readonly Applied[],
  plan: DriftPlan,
  measured: Drifts,
): ReportRow[] {
  const drifts = new Map(rows.map(({ item }) => [item, [] as RowDrift[]]));
  for (const { id, item, variant } of plan.texts) {
    if (measured.has(id)) drifts.get(item)?.push({ variant, id });
  }
  const own = new Map(rows.map((row) => [row, [] as RowMetric[]]));
  for (const { metric, part, units } of applied) {
    const headline = metric.headline && part === 'answer';
    for (const unit of units) {
      const { baseline, reasoning } = unit;
      const said = {
        metric: metric.id,
        title: metric.title,
        part,
        headline,
        // What is better decides: a share of what is bad is right where it is not so.
        quadrant: quadrantOf(metric, unit),
        baseline: rowValue(metric, baseline),
        reasoning: rowValue(metric, reasoning),
      };
      for (const row of unit.rows) own.get(row)?.push(said);
    }
  }
  return rows.map((row) => {
    const found = own.get(row) ?? [];
    const quadrant = found.find(({ headline }) => headline)?.quadrant ?? null;
    return { ...row, quadrant, metrics: found, drifts: drifts.get(row.item) ?? [] };
  });
}

function rowValue({ better }: Metric, value: UnitValue): RowValue {
  if (typeof value === 'boolean') return value === (better === 'higher');
  return typeof value === 'object' ? 'counted' : value;
}
