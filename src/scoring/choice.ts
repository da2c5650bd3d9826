import type { TaskOf } from '../domain/item.ts';
import type { Span } from '../domain/score.ts';
import { mentionFinder, type Mention } from './choice-mentions.ts';
import type { Scorer } from './scorer.ts';
import { plain, sentences, type Sentence } from './text.ts';

/**
 * The option that a text settles on, as its index. In this order:
 *
 * 1. a letter or number given as the answer: "B", "(B)", "the answer is B", "option 2";
 * 2. the text opens with an option and nothing else: "The smith.", "It is wrong, because …";
 * 3. after the last mark of a conclusion ("the answer is", "so", "therefore"), the one option in that sentence;
 * 4. the last sentence that names exactly one option;
 * 5. with two options, the one left when the other is denied: "It is not right."
 *
 * An option that is denied ("not the smith") is not named by it. A text from which no one option can be read so is
 * unparsed: neither right nor wrong.
 */
export const choice = {
  id: 'choice',
  version: 2,
  handles: 'choice',
  score(task, text) {
    const found = byLetter(task, text) ?? byStatement(task, plain(text));
    if (found === null) return { scored: false, reason: 'unparsed' };
    const { option, start, end } = found;
    return {
      scored: true,
      value: { kind: 'choice', chosen: option },
      evidence: [{ start, end }],
      reading: `Chooses “${task.options[option] ?? ''}”.`,
    };
  },
} satisfies Scorer<'choice'>;

interface Found extends Span {
  readonly option: number;
}

const beside = `[\\s*"'(]*(?<sign>[A-Z]|\\d)(?=[).,:;*"']|\\s*$|\\s*\\n)`;
const letters = [
  // The whole text, or its opening up to a bracket, point or colon.
  /^\s*(?:\*\*)?\(?(?<sign>[A-Z])(?:\)|[.:](?=\s|\*|$)|(?=(?:\*\*)?\s*$))/,
  new RegExp(`\\b(?:option|choice)(?: is|:| number)?${beside}`, 'gi'),
  new RegExp(`\\b(?:answer|choose|pick)(?: would be| is|:)?${beside.replace('|\\d', '')}`, 'gi'),
  /\((?<sign>[A-Z])\)/g,
];

function byLetter(task: TaskOf<'choice'>, text: string): Found | null {
  for (const pattern of letters) {
    const all = pattern.global ? [...text.matchAll(pattern)] : [pattern.exec(text)];
    const found = all.flatMap((match) => {
      const sign = match?.groups?.['sign'];
      if (!match || sign === undefined) return [];
      const option = /\d/.test(sign) ? Number(sign) - 1 : sign.charCodeAt(0) - 'A'.charCodeAt(0);
      if (option < 0 || option >= task.options.length) return [];
      return [{ option, start: match.index, end: match.index + match[0].length }];
    });
    const last = found.at(-1);
    if (last !== undefined) return last;
  }
  return null;
}

const opening =
  /^(?:["'*\s(]|yes|no|well|clearly|(?:in my view|i (?:would )?(?:think|say|believe|choose|pick|call (?:it|this|that)))(?: that)?|(?:it|that|this|he|she|they|what|the (?:right |correct |best )?(?:answer|one|deed))(?:'s| is| was| must be| would be| are)|[,:-])*$/;
const conclusion =
  /\b(?:(?:final |correct |right )?answer(?: is|:)|so|therefore|thus|hence|in conclusion|overall|which means)\b/;

function byStatement(task: TaskOf<'choice'>, text: string): Found | null {
  const mentionsIn = mentionFinder(task);
  const told = sentences(text).map((sentence) => {
    const all = mentionsIn(sentence);
    const named = all.filter((mention) => !mention.denied);
    return { sentence, all, named, only: onlyOne(named) };
  });
  const [first] = told;
  const start = first?.named[0];
  if (first && start && opens(first.sentence, first.named)) return start;
  const concluded = told.filter(({ sentence, only }) => only && conclusion.test(sentence.text));
  const settled = concluded.at(-1) ?? told.filter(({ only }) => only !== null).at(-1);
  if (settled?.only) return settled.only;
  return leftOver(
    task,
    told.flatMap(({ all }) => all),
  );
}

/** Whether a sentence begins by naming its answer, and names others only in passing. */
function opens({ text, start }: Sentence, named: readonly Mention[]): boolean {
  const [first] = named;
  if (!first || !opening.test(text.slice(0, first.start - start))) return false;
  const other = named.find((mention) => mention.option !== first.option);
  return !other || aside.test(text.slice(first.end - start, other.start - start));
}

const aside = /\b(?:because|since|even|though|although|while|but|however|for|if|when|as)\b/;

/** The one option that all the mentions are of; null where there is none, or more than one. */
function onlyOne(named: readonly Mention[]): Mention | null {
  const [first] = named;
  return first && named.every((mention) => mention.option === first.option) ? first : null;
}

function leftOver(task: TaskOf<'choice'>, all: readonly Mention[]): Found | null {
  const [denied] = all;
  if (task.options.length !== 2 || denied === undefined) return null;
  if (!all.every((mention) => mention.denied && mention.option === denied.option)) return null;
  return { ...denied, option: 1 - denied.option };
}
