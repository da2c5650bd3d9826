import type { Item } from '../../src/domain/item.ts';

/** Faults of texts against one another: the same twice, nearly the same, copied. All are named by the items' ids. */

/** What a model is given to read, in one text. */
export function textOf({ messages, task }: Item): string {
  if (task.kind === 'preference') return `${task.more}\n${task.less}`;
  return messages.map(({ content }) => content).join('\n');
}

/** The words of a text in lower case, without punctuation. */
export function words(text: string): string[] {
  return (
    text
      .replace(/[‘’]/g, "'")
      .toLowerCase()
      .match(/[\p{L}\d]+(?:'[\p{L}\d]+)*/gu) ?? []
  );
}

/** The runs of n words in a text. */
export function grams(text: string, n: number): Set<string> {
  const all = words(text);
  return new Set(all.slice(n - 1).map((_, at) => all.slice(at, at + n).join(' ')));
}

/** Jaccard's index: what two sets share, over what is in either. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  const either = a.size + b.size - shared;
  return either === 0 ? 0 : shared / either;
}

/** Items whose words are the same in the same order. */
export function exactDuplicates(items: readonly Item[]): string[] {
  const seen = new Map<string, string>();
  return items.flatMap((item) => {
    const key = words(textOf(item)).join(' ');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item.id);
    return first === undefined ? [] : [`${item.id} is ${first} again`];
  });
}

/** Items of different groups whose runs of three words agree by Jaccard's index to `limit` or more. */
export function nearDuplicates(items: readonly Item[], limit = 0.8): string[] {
  const sets = items.map((item) => grams(textOf(item), 3));
  const at = indexed(sets);
  return items.flatMap((item, mine) => {
    const set = sets[mine] ?? new Set<string>();
    const others = new Set([...set].flatMap((gram) => at.get(gram) ?? []));
    return [...others].flatMap((theirs) => {
      const other = items[theirs];
      if (!other || theirs >= mine || (item.group !== undefined && item.group === other.group))
        return [];
      const share = jaccard(set, sets[theirs] ?? new Set());
      return share >= limit ? [`${item.id} is near ${other.id}: ${share.toFixed(2)}`] : [];
    });
  });
}

/** Which of the sets hold a run of words, by their places. */
export function indexed(sets: readonly ReadonlySet<string>[]): Map<string, number[]> {
  const at = new Map<string, number[]>();
  for (const [place, set] of sets.entries()) {
    for (const gram of set) {
      const known = at.get(gram);
      if (known) known.push(place);
      else at.set(gram, [place]);
    }
  }
  return at;
}

export interface Overlap {
  readonly item: string;
  readonly shared: string;
  /** Whether the shared run says something: with fewer than two words beyond the commonest, it is English and no copy. */
  readonly telling: boolean;
}

/** The system prompt that is everybody's: no set owns it. */
const everyones = 'You are a helpful assistant.';

/** What items share with prompts that are published: a run of five words, or half of all runs of three. */
export function overlaps(items: readonly Item[], published: Iterable<string>): Overlap[] {
  const texts = items.map((item) => textOf(item).replace(everyones, ''));
  const fives = indexed(texts.map((text) => grams(text, 5)));
  const threes = texts.map((text) => grams(text, 3));
  const atThrees = indexed(threes);
  const found = new Map<string, Overlap>();
  const note = (place: number, shared: string, telling: boolean) => {
    const item = items[place]?.id ?? '';
    found.set(`${item} ${shared}`, { item, shared, telling });
  };
  for (const prompt of published) {
    for (const gram of grams(prompt, 5)) {
      for (const place of fives.get(gram) ?? []) note(place, gram, tells(gram));
    }
    const theirs = grams(prompt, 3);
    const near = new Map<number, number>();
    for (const gram of theirs) {
      for (const place of atThrees.get(gram) ?? []) near.set(place, (near.get(place) ?? 0) + 1);
    }
    for (const [place, shared] of near) {
      const mine = threes[place]?.size ?? 0;
      if (shared / (mine + theirs.size - shared) >= 0.5) note(place, prompt, true);
    }
  }
  return [...found.values()];
}

const common = new Set(
  (
    'a about after all am an and any are as ask at be been before best but by can could day days did do does doing first for ' +
    'from get go had has have having he her here him his how i if in into is it its just last like made make making many ' +
    'may me middle more most much must my need no not of on one or other our out over she should so some than that the ' +
    'their them then there these they thing things this those time to two up us want was way we were what when where ' +
    'which while who why will with would you your'
  ).split(' '),
);

function tells(gram: string): boolean {
  return gram.split(' ').filter((word) => !common.has(word)).length >= 2;
}

const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const site =
  /\b(?:https?:\/\/|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|io|de|uk|fr|eu|info|app|dev)\b/giu;
/** Digits in groups, or after a plus or a 0. A customer's or account's number in one piece is not taken for a phone's. */
const phone = /(?<![\w.,])(?:\+?\(?\d+(?:[ ().-]+\d+)+|[+0]\d{6,})(?![\w,])/gu;
const date = /^\d{4}-\d\d-\d\d$|^\d\d?[.-]\d\d?[.-]\d{4}$/;

/** What looks like somebody's real address or number; example.org and 555-01xx belong to nobody. */
export function contacts(item: Item): string[] {
  const text = textOf(item);
  const domains = [...text.matchAll(mail), ...text.matchAll(site)]
    .map(([found]) => found.replace(/[.,;:!?)"']+$/, ''))
    .filter((found) => !/(?:^|[@./])example\.org(?:\/|$)/i.test(found));
  const numbers = [...text.matchAll(phone)]
    .map(([found]) => found)
    .filter((found) => found.replace(/\D/g, '').length >= 7 && !date.test(found))
    .filter((found) => !/^555-01\d\d$/.test(found));
  return [...domains, ...numbers].map((found) => `${item.id}: ${found}`);
}
