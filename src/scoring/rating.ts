import type { TaskOf } from '../domain/item.ts';
import type { Span } from '../domain/score.ts';
import type { Scorer } from './scorer.ts';
import { escaped, plain, sentences, type Sentence } from './text.ts';

/**
 * The number that a text gives as its rating, on the task's scale. In this order:
 *
 * 1. the number that the text opens with: "4) very sensitive", "-50", "(2)", "**3**";
 * 2. after the last mark of a rating or an answer ("I would say 3", "my rating is 50"), the first number in that sentence;
 * 3. the one number of the scale that the text names;
 * 4. the one label of the scale that it names ("somewhat sensitive").
 *
 * A sentence that goes through the scale names no rating, nor does the scale's own "1 to 4" or "out of 4". A number off the
 * scale is never moved onto it: where that is what was given, the text is unparsed.
 */
export const rating = {
  id: 'rating',
  version: 1,
  handles: 'rating',
  score(task, text) {
    const found = readRating(task, plain(text));
    if (found === null || found.value < task.low || found.value > task.high) {
      return { scored: false, reason: 'unparsed' };
    }
    const { value, start, end } = found;
    return {
      scored: true,
      value: { kind: 'rating', value },
      evidence: [{ start, end }],
      reading: `Rates ${value}, from ${task.low} to ${task.high}.`,
    };
  },
} satisfies Scorer<'rating'>;

interface Found extends Span {
  readonly value: number;
}

/** A number that is no part of another, of a date, a range or a share. */
const numeral = /(?<![\w.,/+-])[+-]?\d{1,9}(?:\.\d{1,9})?(?![\w%]|[.,/-]\d| %| percent)/g;
const scale =
  /\b(?:from|between|scale of)? ?[+-]?\d{1,9} ?(?:to|and|through|-) ?[+-]?\d{1,9}\b|(?:\bout of|\/) ?\d{1,9}\b/g;
const opening = /^[\s("'*_#[]{0,9}(?:[a-z ]{0,20}: ?)?["'*_]{0,4}$/;
const mark =
  /\b(?:rat(?:e|ed|ing)|answer|scor(?:e|ing)|say|choose|select|pick|give|go with|opt for|option|response)\b/;

function readRating(task: TaskOf<'rating'>, text: string): Found | null {
  const told = withNumbers(text).filter(({ numbers }) => !isScale(numbers));
  const openings = told.filter(({ sentence, numbers: [first] }) =>
    opening.test(sentence.text.slice(0, first.start - sentence.start)),
  );
  const [opened] = openings;
  // A list, of the scale or of reasons, opens with no rating.
  const listed = openings.some(({ numbers: [first] }) => first.value !== opened?.numbers[0].value);
  const before = opened === undefined ? '' : text.slice(0, opened.sentence.start);
  if (opened && !listed && /^[^\p{L}\p{N}]*$/u.test(before)) return opened.numbers[0];

  const marked = told.flatMap(({ sentence, numbers }) => {
    const from = sentence.start + (mark.exec(sentence.text)?.index ?? Infinity);
    return numbers.find(({ start }) => start > from) ?? [];
  });
  const last = marked.at(-1);
  if (last !== undefined) return last;
  const named = told.flatMap(({ numbers }) => numbers);
  return named.length === 0 ? onlyOne(labelsIn(task, text)) : onlyOne(named);
}

interface Told {
  readonly sentence: Sentence;
  readonly numbers: readonly [Found, ...Found[]];
}

/** The sentences that hold a number, with their numbers. */
function withNumbers(text: string): Told[] {
  const bare = text.replace(scale, (range) => ' '.repeat(range.length));
  const numbers = [...bare.matchAll(numeral)].map((match) => ({
    value: Number(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  let next = 0;
  return sentences(text).flatMap((sentence) => {
    const from = next;
    while ((numbers[next]?.start ?? Infinity) < sentence.end) next++;
    const [first, ...more] = numbers.slice(from, next);
    return first === undefined ? [] : [{ sentence, numbers: [first, ...more] }];
  });
}

/** Whether a sentence goes through the scale: it names three numbers or more. */
function isScale(numbers: readonly Found[]): boolean {
  return numbers.length > 2 && new Set(numbers.map(({ value }) => value)).size > 2;
}

/** Labels that are named and not denied; of one that holds another, the longer. */
function labelsIn({ labels = [] }: TaskOf<'rating'>, text: string): Found[] {
  const byLength = [...labels].sort((a, b) => b.text.length - a.text.length);
  const words = byLength.map((label) => escaped(plain(label.text.trim())));
  if (words.length === 0) return [];
  const any = new RegExp(
    `(?<!\\bnot |n't |[\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  return [...text.matchAll(any)].flatMap((match) => {
    const label = labels.find((one) => plain(one.text.trim()) === match[0]);
    return label === undefined
      ? []
      : [{ value: label.value, start: match.index, end: match.index + match[0].length }];
  });
}

function onlyOne(found: readonly Found[]): Found | null {
  const [first] = found;
  return first && found.every(({ value }) => value === first.value) ? first : null;
}
