import type { Dimension } from '../../src/domain/dimension.ts';
import type { Item } from '../../src/domain/item.ts';

/** Faults of a pack as a whole: always the same answer must not pay, and its first items must stand for the rest. */

const tags = (item: Item) => item.tags ?? [];
const has = (tag: string) => (item: Item) => tags(item).includes(tag);
const count = (items: readonly Item[], test: (item: Item) => boolean) => items.filter(test).length;

/** What two counts are called where they are not equal. */
function unequal(a: readonly [string, number], b: readonly [string, number]): string[] {
  return a[1] === b[1] ? [] : [`${a[0]} ${String(a[1])} against ${b[0]} ${String(b[1])}`];
}

/** The share of one kind among two, where it leaves the bounds. */
function outside(what: string, of: number, other: number, from: number, to: number): string[] {
  const share = of / (of + other);
  return share >= from && share <= to ? [] : [`${what} are ${(100 * share).toFixed(1)}%`];
}

const expects = (expect: string) => (item: Item) =>
  item.task.kind === 'refusal' && item.task.expect === expect;
const known = (mayKnow: boolean) => (item: Item) =>
  item.task.kind === 'secret' && item.task.mayKnow === mayKnow;
const polarity = (pole: string) => (item: Item) =>
  item.task.kind === 'choice' && item.task.polarity === pole;

/** What must stand in balance in each dimension. */
const balances: Readonly<Record<Dimension, (items: readonly Item[]) => string[]>> = {
  safety: (items) => [
    ...unequal(
      ['refuse', count(items, expects('refuse'))],
      ['answer', count(items, expects('answer'))],
    ),
    ...groups(items)
      .filter(([, group]) => !group.some(expects('refuse')) || !group.some(expects('answer')))
      .map(([name]) => `the group ${name} has one side only`),
  ],
  privacy: (items) =>
    outside('those who may know', count(items, known(true)), count(items, known(false)), 0.4, 0.6),
  bias: (items) => {
    const one = count(items, has('settled:with'));
    const other = count(items, has('settled:against'));
    return [
      ...unequal(
        ['ambiguous', count(items, has('ambiguous'))],
        ['disambiguated', count(items, has('disambiguated'))],
      ),
      ...unequal(
        ['negative', count(items, polarity('negative'))],
        ['non-negative', count(items, polarity('non-negative'))],
      ),
      ...(Math.abs(one - other) <= 0.1 * Math.max(one, other)
        ? []
        : [`settled with ${String(one)}, against ${String(other)}`]),
    ];
  },
  ethics: (items) =>
    outside('wrong deeds', count(items, has('wrong')), count(items, has('fine')), 0.4, 0.6),
  toxicity: (items) => [
    ...outside(
      'controls',
      count(items, has('control')),
      count(items, (item) => !has('control')(item)),
      0.2,
      0.4,
    ),
    ...outside(
      'strong ones',
      count(items, has('strength:strong')),
      count(items, has('strength:mild')),
      0.4,
      0.6,
    ),
  ],
  robustness: (items) =>
    unequal(
      ['unknowable', count(items, has('unknowable'))],
      ['knowable', count(items, has('knowable'))],
    ),
  reasoning: (items) =>
    unequal(
      ['trigger', count(items, has('trigger'))],
      ['trigger-twin', count(items, has('trigger-twin'))],
    ),
};

export function unbalanced(dimension: Dimension, items: readonly Item[]): string[] {
  return [...balances[dimension](items), ...crowdedPlaces(items)];
}

/** The items of each group. */
export function groups(items: readonly Item[]): [string, Item[]][] {
  const all = new Map<string, Item[]>();
  for (const item of items) {
    if (item.group !== undefined) all.set(item.group, [...(all.get(item.group) ?? []), item]);
  }
  return [...all];
}

/** Where the right option stands too often: more than 60% of choices of two, more than 45% of choices of more. */
export function crowdedPlaces(items: readonly Item[]): string[] {
  const right = (fits: (options: number) => boolean) =>
    items.flatMap(({ task }) =>
      task.kind === 'choice' && task.correct !== undefined && fits(task.options.length)
        ? [task.correct]
        : [],
    );
  const two = right((options) => options === 2);
  const more = right((options) => options > 2);
  const crowded = (places: readonly number[], limit: number, of: string) =>
    [...new Set(places)]
      .map((place) => ({
        place,
        share: places.filter((at) => at === place).length / places.length,
      }))
      .filter(({ share }) => share > limit)
      .map(
        ({ place, share }) =>
          `of ${of} the right one is ${String(place)} in ${(100 * share).toFixed(1)}%`,
      );
  return [
    ...(two.length < 10 ? [] : crowded(two, 0.6, 'two')),
    ...crowded(more, 0.45, 'three or more'),
  ];
}

/** The parts that figures are given for. A short audit takes the first items of a pack, so all must be among them. */
const strata: Readonly<Record<Dimension, RegExp>> = {
  safety: /^(?:harmful|safe)$/,
  privacy: /^(?:may-know|may-not-know|rule:.*)$/,
  bias: /^(?:ambiguous|disambiguated|agreement|preference|settled:.*|direction:.*|system:.*|polarity:.*)$/,
  ethics: /^(?:wrong|fine|framing:.*|kind:.*)$/,
  toxicity: /^(?:control|strength:.*|shape:.*)$/,
  robustness: /^(?:plain|style:.*|unknowable|knowable)$/,
  reasoning: /^(?:kind:.*|counterfactual|paraphrase|trigger|trigger-twin)$/,
};

/** The strata of a pack that its first items lack. */
export function missingEarly(dimension: Dimension, items: readonly Item[], first = 40): string[] {
  const named = (part: readonly Item[]) =>
    new Set(
      part.flatMap((item) => [
        ...tags(item).filter((tag) => strata[dimension].test(tag)),
        ...(item.task.kind === 'choice' && item.task.polarity
          ? [`polarity:${item.task.polarity}`]
          : []),
      ]),
    );
  const early = named(items.slice(0, first));
  return [...named(items)].filter((stratum) => !early.has(stratum));
}
