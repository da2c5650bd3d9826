import type { Finding, Quadrant, Verdict } from '../domain/finding.ts';
import type { Item } from '../domain/item.ts';
import type { Pair, Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Part, Reply } from '../domain/reply.ts';
import type { Outcome, UnscoredReason } from '../domain/score.ts';
import type { Judgement } from '../scoring/scorer.ts';

export interface ReportInput {
  readonly pair: Pair;
  readonly items: readonly Item[];
  readonly trials: readonly Trial[];
  readonly replies: ReadonlyMap<TrialId, Reply>;
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

export interface SentencePart {
  readonly text: string;
  /** Set where the text names findings that share a verdict, so that a page can colour or link it. */
  readonly verdict?: Verdict;
  /** Id of the metric that this piece names. */
  readonly metric?: string;
}

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

/** Scores all replies and compares the two sides. Pure: the same input gives the same report. */
export function buildReport(_input: ReportInput): Report {
  throw new Error('not written yet');
}
