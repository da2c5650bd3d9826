import type { PartSplit } from '../domain/finding.ts';
import { intervalLevel } from '../statistics/verdict.ts';
import { mcnemarExact } from '../statistics/mcnemar.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Applied } from './units.ts';

/**
 * Where the reasoning model's chain and answer part, for every share that is taken of both: a secret that is kept in the
 * answer and said in the chain. Items whose chain or answer could not be scored are left out.
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
      return { chain: bad(chain), answer: bad(answer), wasGood };
    });
    if (pairs.length === 0) return [];
    const counts = count(pairs);
    const good = pairs.filter(({ wasGood }) => wasGood);
    const share = (bads: number) => ({
      ...wilson(bads, pairs.length, intervalLevel),
      level: intervalLevel,
      method: 'wilson' as const,
    });
    const { neither: _, ...regressed } = count(good);
    return {
      metric: metric.id,
      title: metric.title,
      dimension: metric.dimension,
      n: pairs.length,
      chainOnly: share(counts.chainOnly),
      answerOnly: share(counts.answerOnly),
      counts,
      regressed: { n: good.length, ...regressed },
      p: mcnemarExact(counts.chainOnly, counts.answerOnly),
    };
  });
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
