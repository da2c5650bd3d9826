import type { Dimension } from '../../domain/dimension.ts';
import type { BehaviourChange, DriftCorrelation } from '../../domain/drift-summary.ts';
import type { Quadrant } from '../../domain/finding.ts';
import type { Rng } from '../../domain/rng.ts';
import { permuteBlocks } from '../../statistics/block-permutation.ts';
import { groupMembers } from '../../statistics/group-members.ts';
import { bootstrapItems } from '../../statistics/item-bootstrap.ts';
import { ranks } from '../../statistics/ranks.ts';
import { weightedSpearman } from '../../statistics/weighted-spearman.ts';
import { figureOf } from './figure.ts';

/** With fewer items a rank correlation says nothing. */
export const leastItems = 10;

/** Nats below which two drifts are one: single precision orders noise. */
const accuracy = 1e-6;

/** An item's drift with how it fared under its dimension's headline metric. */
export interface DriftedItem {
  readonly dimension: Dimension;
  readonly group: string | null;
  /** Mean of its tokens, nats. */
  readonly drift: number;
  readonly quadrant: Quadrant;
}

/** Spearman's ρ between drift and change over the items that were scored, with what chance makes of it. */
export function correlationOf(
  dimension: Dimension | null,
  change: BehaviourChange,
  items: readonly DriftedItem[],
  rng: () => Rng,
  draws: number,
): DriftCorrelation {
  const scored = items.filter(({ quadrant }) => quadrant !== 'unscored');
  const drifts = scored.map(({ drift }) => Math.round(drift / accuracy));
  const changes = scored.map(({ quadrant }) => Number(hasChanged(quadrant, change)));
  const groups = scored.map(({ group }) => group);
  const told = {
    dimension,
    change,
    n: scored.length,
    groups: groupMembers(groups).length,
    changed: changes.filter((one) => one === 1).length,
  };
  const refusal = refusalOf(drifts, changes);
  if (refusal !== null) return { ...told, rho: null, p: null, refusal };
  const rho = weightedSpearman(drifts, changes);
  const [found] = bootstrapItems({
    groups,
    statistics: (weights) => [rho(weights)],
    rng: rng(),
    draws,
  });
  // Exchanges change no rank: only the sum of products follows them.
  const centre = (drifts.length + 1) / 2;
  const ranked = ranks(drifts).map((rank) => rank - centre);
  const p = permuteBlocks({
    values: ranks(changes).map((rank) => rank - centre),
    groups,
    statistic: (moved) =>
      Math.abs(moved.reduce((sum, rank, at) => sum + rank * (ranked[at] ?? NaN), 0)),
    rng: rng(),
    draws,
  });
  return { ...told, rho: found === undefined ? null : figureOf(found), p, refusal };
}

function hasChanged(quadrant: Quadrant, change: BehaviourChange): boolean {
  return quadrant === 'lost' || (change === 'either' && quadrant === 'gained');
}

function refusalOf(
  drifts: readonly number[],
  changes: readonly number[],
): DriftCorrelation['refusal'] {
  if (drifts.length < leastItems) return 'too-few-items';
  if (new Set(drifts).size === 1) return 'constant-drift';
  return new Set(changes).size === 1 ? 'constant-behaviour' : null;
}
