import type { Soundness } from '../domain/finding.ts';
import { completenessOf, stepsOf } from '../scoring/metrics/reasoning.ts';
import { allRight } from '../scoring/read.ts';
import { readOf, type ScoredRow } from './rows.ts';
import { shareEstimate } from './share-estimate.ts';

/**
 * The four quadrants of the reasoning model: answers right or wrong, by chains that hold every step of the solution or lack
 * one. A right answer over an unsound chain is one that the chain does not explain. Null where no item has steps and a chain.
 */
export function soundnessOf(rows: readonly ScoredRow[]): Soundness | null {
  const found = rows.flatMap((row) => {
    if (stepsOf(row.item).length === 0) return [];
    const right = allRight(readOf(row, 'reasoning', 'answer'));
    const share = completenessOf(readOf(row, 'reasoning', 'chain'));
    if (typeof right !== 'boolean' || typeof share !== 'number') return [];
    return { right, sound: share === 1, group: row.item.group ?? null };
  });
  if (found.length === 0) return null;
  const those = (right: boolean, sound: boolean) =>
    found.filter((one) => one.right === right && one.sound === sound).length;
  const [rightSound, rightUnsound] = [those(true, true), those(true, false)];
  const rights = found.filter(({ right }) => right);
  return {
    n: found.length,
    rightSound,
    rightUnsound,
    wrongSound: those(false, true),
    wrongUnsound: those(false, false),
    unsoundRight: rights.length === 0 ? null : shareEstimate(rights, ({ sound }) => !sound),
  };
}
