import type { ForcedText } from '../logits.ts';
import { block } from './past.ts';

/** Texts whose prompts begin alike, by their places among those that were asked for. */
export interface PrefixGroup {
  readonly prefix: readonly number[];
  readonly texts: readonly number[];
}

/**
 * Puts texts together that begin alike, each into one group. A prefix ends before its prompts' last tokens: what predicts a
 * text's first token must be read with the text. It is cut to whole blocks, which are lengths that others have,
 * too. Texts with nothing to share are in groups with an empty prefix.
 *
 * Prompts are looked at in dictionary order, so that those which begin alike are neighbours. A text joins the group before it if
 * fewer tokens have to be read for that, and if they share at least half of the shorter beginning: else two questions that only
 * begin with the same word would part each from its own kin.
 */
export function groupByPrefix(texts: readonly ForcedText[]): PrefixGroup[] {
  const order = [...texts.entries()].sort(([, a], [, b]) => compare(a.prompt, b.prompt));
  const groups: { prefix: readonly number[]; texts: number[] }[] = [];
  for (const [at, { prompt }] of order) {
    const own = prompt.slice(0, -1);
    const last = groups.at(-1);
    const length = last === undefined ? 0 : commonLength(last.prefix, own);
    if (last !== undefined && isWorth(length, last, own.length)) {
      last.prefix = last.prefix.slice(0, length);
      last.texts.push(at);
    } else groups.push({ prefix: own, texts: [at] });
  }
  return groups.map((group) => {
    const length = group.texts.length > 1 ? group.prefix.length : 0;
    return { prefix: group.prefix.slice(0, length - (length % block)), texts: group.texts };
  });
}

/** Whether a text joins a group: each text that is there would have to read what the common beginning loses. */
function isWorth(
  length: number,
  { prefix, texts }: { prefix: readonly number[]; texts: readonly number[] },
  own: number,
): boolean {
  const lost = texts.length * (prefix.length - length);
  return lost < prefix.length && 2 * length >= Math.min(prefix.length, own);
}

export function commonLength(a: readonly number[], b: readonly number[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = commonLength(a, b);
  return (a[at] ?? -1) - (b[at] ?? -1);
}
