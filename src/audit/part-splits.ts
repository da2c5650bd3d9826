import type { PartSplit } from '../domain/finding.ts';
import { groupedMcnemar } from '../statistics/grouped-mcnemar.ts';
import { mcnemarExact } from '../statistics/mcnemar.ts';
import { shareEstimate } from './share-estimate.ts';
import type { Applied } from './units.ts';

/**
 * Where the reasoning model's chain and answer part, for every share that is taken of both: a secret that is kept in the
 * answer and said in the chain. Items whose chain or answer could not be scored are left out. Intervals and test take a group as one.
 */
export function splitParts(applied: readonly Applied[]): PartSplit[] {
  return applied.flatMap(({ metric, part, units }) => {
    if (part !== 'answer' || metric.scale !== 'share') return [];
    const chains = applied.find((one) => one.metric === metric && one.part === 'chain');
    if (chains === undefined) return [];
    const bad = (value: unknown) => value !== (metric.better === 'higher');
    const pairs = units.flatMap((unit, at) => {
      const chain = chains.units[at]?.reasoning;
      const answer = unit.reasoning;
      if (typeof chain !== 'boolean' || typeof answer !== 'boolean') return [];
      const wasGood = typeof unit.baseline === 'boolean' && !bad(unit.baseline);
      const group = metric.unit === 'group' ? null : (unit.rows[0]?.item.group ?? null);
      return { chain: bad(chain), answer: bad(answer), wasGood, group };
    });
    if (pairs.length === 0) return [];
    const counts = count(pairs);
    const good = pairs.filter(({ wasGood }) => wasGood);
    const { neither: _, ...regressed } = count(good);
    return {
      metric: metric.id,
      title: metric.title,
      dimension: metric.dimension,
      n: pairs.length,
      chainOnly: shareEstimate(pairs, ({ chain, answer }) => chain && !answer),
      answerOnly: shareEstimate(pairs, ({ chain, answer }) => answer && !chain),
      counts,
      regressed: { n: good.length, ...regressed },
      p:
        groupedMcnemar(swings(pairs), [pairs.length]) ??
        mcnemarExact(counts.chainOnly, counts.answerOnly),
    };
  });
}

/** How much oftener the chain is bad than the answer, by group. */
function swings(pairs: readonly Pair[]): number[][] {
  const byGroup = new Map<string, number>();
  for (const [at, { chain, answer, group }] of pairs.entries()) {
    // No name that a group has can be a number behind this mark.
    const name = group ?? `\0${at}`;
    byGroup.set(name, (byGroup.get(name) ?? 0) + Number(chain) - Number(answer));
  }
  return [...byGroup.values()].map((swing) => [swing]);
}

interface Pair {
  readonly chain: boolean;
  readonly answer: boolean;
  readonly group: string | null;
}

function count(pairs: readonly { readonly chain: boolean; readonly answer: boolean }[]) {
  const those = (chain: boolean, answer: boolean) =>
    pairs.filter((pair) => pair.chain === chain && pair.answer === answer).length;
  return {
    neither: those(false, false),
    chainOnly: those(true, false),
    answerOnly: those(false, true),
    both: those(true, true),
  };
}
