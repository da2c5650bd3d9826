import type { Item } from '../domain/item.ts';
import type { Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Toxicity } from '../domain/reading.ts';
import { readableText, type Part, type Reply } from '../domain/reply.ts';
import type { Outcome } from '../domain/score.ts';
import type { ReadItem } from '../scoring/read.ts';
import { scoreReply } from '../scoring/score.ts';
import type { Judgement } from '../scoring/scorer.ts';

/** One sample of an item: what both models said, and what the item's scorer read in each part of it. */
export interface RowSample {
  readonly baseline: Reply | null;
  readonly reasoning: Reply | null;
  /** Evidence spans are in the part's own text. */
  readonly outcomes: Readonly<Record<Side, Readonly<Record<Part, Outcome<Judgement>>>>>;
}

/** An item with all that both models said to it. */
export interface ScoredRow {
  readonly item: Item;
  /** By number; at least one. */
  readonly samples: readonly [RowSample, ...RowSample[]];
}

/**
 * Scores every reply, one row an item, in the items' order.
 * @throws RangeError where a trial is of an item that is not among them
 */
export function scoreRows(
  items: readonly Item[],
  trials: readonly Trial[],
  replies: ReadonlyMap<TrialId, Reply>,
  toxicity: Toxicity,
): ScoredRow[] {
  // By the item itself: an id is unique in its pack only, and an audit can hold several packs.
  const planned = new Map(items.map((item) => [item, [] as Trial[]]));
  for (const trial of trials) {
    const own = planned.get(trial.item);
    if (own === undefined) {
      throw new RangeError(`A trial is of ${trial.item.id}, which is no item here`);
    }
    own.push(trial);
  }
  return items.map((item) => {
    const own = planned.get(item) ?? [];
    const reply = (side: Side, sample: number) => {
      const trial = own.find((one) => one.side === side && one.sample === sample);
      return (trial && replies.get(trial.id)) ?? null;
    };
    const sampleAt = (at: number): RowSample => {
      const said = { baseline: reply('baseline', at), reasoning: reply('reasoning', at) };
      const score = (side: Side) => ({
        answer: scoreReply(item, said[side], 'answer', toxicity),
        chain: scoreReply(item, said[side], 'chain', toxicity),
      });
      return { ...said, outcomes: { baseline: score('baseline'), reasoning: score('reasoning') } };
    };
    const count = Math.max(1, ...own.map(({ sample }) => sample + 1));
    const more = Array.from({ length: count - 1 }, (_, at) => sampleAt(at + 1));
    return { item, samples: [sampleAt(0), ...more] };
  });
}

/** The row as one side answered it, in one part, for a metric to look at. */
export function readOf({ item, samples }: ScoredRow, side: Side, part: Part): ReadItem {
  return {
    item,
    samples: samples.map((sample) => ({
      text: sample[side] && readableText(sample[side], part),
      outcome: sample.outcomes[side][part],
    })),
  };
}

/** The part of a side's replies that a metric holds against the other side's. */
export function partOf(side: Side, part: Part): Part {
  // Most baselines have no chain: what the reasoning model thinks is held against what the baseline says.
  return side === 'baseline' ? 'answer' : part;
}
