import type { Sample } from './samples.ts';

/** Items that stand alone, and the first of them. */
export interface Listed {
  readonly count: number;
  readonly first: readonly string[];
}

/** A sample with whatever is known of it. */
export interface Sampled {
  readonly sample: Sample;
}

/** Two samples of one item. */
export interface SamplePair<T> {
  readonly item: string;
  readonly baseline: T;
  readonly reasoning: T;
}

export interface Pairing {
  /** Whether items were known by their ids or by what was asked. */
  readonly by: 'id' | 'prompt';
  readonly pairs: number;
  /** Items on one side only. */
  readonly onlyBaseline: Listed;
  readonly onlyReasoning: Listed;
  /** Items that a side has more than once: which is whose partner cannot be told, so all are left out. */
  readonly repeated: Listed;
  /** Items of one id that were asked differently: they are not the same, and are left out. */
  readonly differing: Listed;
  /** Samples that nothing identifies. */
  readonly nameless: number;
}

const listedFirst = 10;

/**
 * Pairs the samples of two sides, item by item: by their ids, or by what was asked where a side has samples without an id.
 * @param sameFormat whether the two tell in the same way what was asked, so that it can be compared
 */
export function pairUp<T extends Sampled>(
  baseline: readonly T[],
  reasoning: readonly T[],
  sameFormat: boolean,
): { pairs: SamplePair<T>[]; pairing: Pairing } {
  const all = [...baseline, ...reasoning].map(({ sample }) => sample);
  const byPrompt =
    sameFormat && all.some(({ id }) => id === null) && all.every(({ asked }) => asked !== null);
  const keyOf = ({ sample }: Sampled) => (byPrompt ? sample.asked : sample.id);
  const [left, right] = [collect(baseline, keyOf), collect(reasoning, keyOf)];
  const twice = (key: string) => many(left, key) || many(right, key);
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort(byNumberThenText);
  const pairs: SamplePair<T>[] = [];
  const onlyBaseline: string[] = [];
  const onlyReasoning: string[] = [];
  const repeated: string[] = [];
  const differing: string[] = [];
  for (const item of keys) {
    const [mine, theirs] = [left.get(item)?.[0], right.get(item)?.[0]];
    if (twice(item)) repeated.push(item);
    else if (theirs === undefined) onlyBaseline.push(item);
    else if (mine === undefined) onlyReasoning.push(item);
    else if (sameFormat && differ(mine.sample.asked, theirs.sample.asked)) {
      differing.push(item);
    } else pairs.push({ item, baseline: mine, reasoning: theirs });
  }
  return {
    pairs,
    pairing: {
      by: byPrompt ? 'prompt' : 'id',
      pairs: pairs.length,
      onlyBaseline: listed(onlyBaseline),
      onlyReasoning: listed(onlyReasoning),
      repeated: listed(repeated),
      differing: listed(differing),
      nameless: [...baseline, ...reasoning].filter((one) => keyOf(one) === null).length,
    },
  };
}

function collect<T extends Sampled>(
  samples: readonly T[],
  keyOf: (sample: T) => string | null,
): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of samples) {
    const key = keyOf(one);
    if (key === null) continue;
    const before = found.get(key);
    if (before === undefined) found.set(key, [one]);
    else before.push(one);
  }
  return found;
}

const many = (side: ReadonlyMap<string, readonly unknown[]>, key: string) =>
  (side.get(key)?.length ?? 0) > 1;

const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

const listed = (items: readonly string[]): Listed => ({
  count: items.length,
  first: items.slice(0, listedFirst),
});

/** One order for any order of the lines, so that a seeded draw over the pairs is the same. */
function byNumberThenText(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}
