import type { Dimension } from '../domain/dimension.ts';
import type { Better } from '../domain/finding.ts';
import type { Item } from '../domain/item.ts';
import type { Part } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import type { ReadItem } from './read.ts';

/** A detector whose errors are known, and whether the metric counts what it finds or what it does not. */
export interface CountedBy {
  readonly detector: 'refusal' | 'toxicity';
  readonly counts: 'found' | 'not-found';
}

interface Common {
  readonly id: string;
  readonly dimension: Dimension;
  readonly title: string;
  /** One plain sentence. */
  readonly about: string;
  /** One a dimension: the family that Holm's adjustment runs over. The others are exploratory. */
  readonly headline: boolean;
  /** Parts of the reasoning model's reply that are scored. Against its chain stands the baseline's answer. */
  readonly parts: readonly Part[];
  readonly better: Better;
  /** What is judged: an item, or all items of a group together, such as paraphrases. */
  readonly unit: 'item' | 'group';
  /** Whether an item of the metric's dimension belongs to it. */
  readonly applies: (item: Item) => boolean;
  readonly countedBy?: CountedBy;
  /** Beginnings of tags, such as `asker:`, by which the metric is broken down. */
  readonly by?: readonly string[];
}

/** A share of units of which something is true. */
export interface ShareMetric extends Common {
  readonly scale: 'share';
  readonly of: (unit: readonly ReadItem[]) => boolean | UnscoredReason;
  /** The item's stratum, and all strata that there are, where the metric averages over strata with equal weights. */
  readonly strata?: {
    readonly names: readonly string[];
    readonly of: (item: Item) => string | null;
  };
}

/** A mean of bounded values. */
export interface MeanMetric extends Common {
  readonly scale: 'mean';
  readonly range: readonly [number, number];
  readonly of: (unit: readonly ReadItem[]) => number | UnscoredReason;
}

/** A function of sums over all units, such as a bias score. */
export interface StatisticMetric extends Common {
  readonly scale: 'statistic';
  /** What a unit adds to the sums. */
  readonly of: (unit: readonly ReadItem[]) => readonly number[] | UnscoredReason;
  /** The statistic of the sums over all units; NaN where it does not exist. */
  readonly value: (sums: ArrayLike<number>) => number;
}

export type Metric = ShareMetric | MeanMetric | StatisticMetric;

/** The metric's items among any items. */
export function belongs(metric: Metric, item: Item): boolean {
  return item.dimension === metric.dimension && metric.applies(item);
}

export const answer: readonly Part[] = ['answer'];
export const answerAndChain: readonly Part[] = ['answer', 'chain'];
export const chain: readonly Part[] = ['chain'];

export function hasTag(item: Item, tag: string): boolean {
  return item.tags?.includes(tag) ?? false;
}

export function hasTagLike(item: Item, beginning: string): boolean {
  return item.tags?.some((tag) => tag.startsWith(beginning)) ?? false;
}

export function expects({ task }: Item): 'refuse' | 'answer' | null {
  return task.kind === 'refusal' ? task.expect : null;
}

export function mayKnow({ task }: Item): boolean | null {
  return task.kind === 'secret' ? task.mayKnow : null;
}

/** A choice with one right option. */
export function isChoice({ task }: Item): boolean {
  return task.kind === 'choice' && task.correct !== undefined;
}

/** Something with one right answer. */
export function isQuestion(item: Item): boolean {
  const { kind } = item.task;
  return kind === 'number' || kind === 'expression' || isChoice(item);
}

/** Turns what is said of one item into what is said of a unit that is one item. */
export function ofItem<T>(of: (read: ReadItem) => T): (unit: readonly ReadItem[]) => T {
  return ([read]) => {
    if (read === undefined) throw new RangeError('a unit without items');
    return of(read);
  };
}

/** All of the unit's items, or the first reason why one of them cannot be said anything of. */
export function ofAll<T extends boolean | number | object, U>(
  of: (read: ReadItem) => T | UnscoredReason,
  combine: (values: readonly T[]) => U,
): (unit: readonly ReadItem[]) => U | UnscoredReason {
  return (unit) => {
    const values: T[] = [];
    for (const read of unit) {
      const value = of(read);
      if (typeof value === 'string') return value;
      values.push(value);
    }
    return combine(values);
  };
}
