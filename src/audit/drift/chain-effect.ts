import type { Dimension } from '../../domain/dimension.ts';
import type { ChainEffect, DriftMeasure } from '../../domain/drift-summary.ts';
import type { Rng } from '../../domain/rng.ts';
import { bootstrapPaired } from '../../statistics/bootstrap.ts';
import { groupMembers } from '../../statistics/group-members.ts';
import { figureOf } from './figure.ts';
import type { MeasuredText } from './texts.ts';

/** One answer, read after the chain that it was written after, and without it. */
export interface TextPair {
  readonly after: MeasuredText;
  readonly without: MeasuredText;
}

/** The answers that were read both ways and have a chain. */
export function textPairs(texts: readonly MeasuredText[]): TextPair[] {
  const bare = new Map(
    texts.flatMap((text) => (text.variant === 'no-chain' ? [[text.item, text] as const] : [])),
  );
  return texts.flatMap((after) => {
    const isOne = after.variant === 'as-given' && after.chained;
    const without = isOne ? bare.get(after.item) : undefined;
    return without === undefined ? [] : { after, without };
  });
}

/** The paired difference that a chain makes, each item counting the same. */
export function chainEffectOf(
  dimension: Dimension | null,
  pairs: readonly TextPair[],
  rng: () => Rng,
  draws: number,
): ChainEffect {
  const members = groupMembers(pairs.map(({ after }) => after.item.group ?? null));
  const effect = (measure: DriftMeasure) => {
    const groups = members.map((own) => {
      const sum = (side: keyof TextPair) =>
        own.reduce((all, at) => all + (pairs[at]?.[side].mean[measure] ?? NaN), 0);
      return { baseline: [sum('without'), own.length], reasoning: [sum('after'), own.length] };
    });
    const statistic = (sums: Float64Array) => (sums[0] ?? NaN) / (sums[1] ?? NaN);
    return figureOf(bootstrapPaired({ groups, statistic, rng: rng(), draws }).difference);
  };
  return {
    dimension,
    n: pairs.length,
    groups: members.length,
    forward: effect('forward'),
    reverse: effect('reverse'),
    js: effect('js'),
  };
}
