import type { Span } from '../domain/score.ts';
import { boxes } from './formulas.ts';
import { numeralsIn, spelledNumeralsIn, type Numeral } from './numerals.ts';
import type { Scorer } from './scorer.ts';
import { plain } from './text.ts';

/**
 * The number that a text settles on, compared as a number with the target: 1,200.00 is 1200.
 *
 * Read in the last box or after the last mark of an answer that a number follows ("the answer is", "####", "A:"); where there
 * is no such place, the last number of the text. After a mark, an equation counts by its right side. A number that is spelled
 * out counts where no digits stand in its place, and in a text without any where its last sentence has no other.
 */
export const number = {
  id: 'number',
  version: 3,
  handles: 'number',
  score(task, text) {
    const target = readTarget(plain(task.target));
    if (target === null) return { scored: false, reason: 'bad-target' };
    const found = finalNumber(plain(text));
    if (found === null) return { scored: false, reason: 'unparsed' };
    const { value, start, end } = found;
    const right = equal(value, target);
    const reading = `${value}, ${right ? 'as' : 'not'} ${target}`;
    return {
      scored: true,
      value: { kind: 'number', value, right },
      evidence: [{ start, end }],
      reading,
    };
  },
} satisfies Scorer<'number'>;

const marks = [
  /####/g,
  /\b(?:final |correct |right )?(?:answer|result|total|solution)\b(?: \w{1,30}){0,6}? ?(?:is|are|was|equals|comes to|would be|should be|:|=)+/g,
  /(?:^|\n)\s{0,9}\**(?:a|answer)\**\s{0,9}:/g,
];
/** A sentence that goes on for longer is no answer any more. */
const longest = 1000;
/** Of more marks than these, the earlier ones are not looked at. */
const most = 200;

function finalNumber(text: string): Numeral | null {
  for (const place of answerPlaces(text)) {
    const found = firstOf(text, place);
    if (found !== null) return found;
  }
  return lastNumeral(text) ?? onlySpelled(text);
}

/** Characters that are looked through at a time for the last number: of a long text mostly the end is enough. */
const portion = 4000;
/** No number is longer; what stands before one tells a minus from a sign. */
const overlap = 200;

function lastNumeral(text: string): Numeral | null {
  for (let end = text.length; end > 0; end -= portion) {
    const before = Math.max(0, end - portion - overlap);
    const found = numeralsIn(text.slice(before, end + overlap)).findLast(
      ({ start }) => before === 0 || start >= overlap,
    );
    if (found !== undefined) return shifted(found, before);
  }
  return null;
}

function shifted({ value, start, end }: Numeral, by: number): Numeral {
  return { value, start: start + by, end: end + by };
}

/** The number that the last sentence spells out, where it is the only one: of two, words do not tell which is meant. */
function onlySpelled(text: string): Numeral | null {
  const before = Math.max(0, text.length - longest);
  const tail = text.slice(before).trimEnd();
  const ends = [...tail.matchAll(/[.!?\n](?=.)/gs)].map(({ index }) => index + 1);
  const from = ends.at(-1) ?? 0;
  const [found, ...more] = spelledNumeralsIn(tail).filter(({ start }) => start >= from);
  if (found === undefined || more.length > 0) return null;
  return shifted(found, before);
}

/** Where an answer is announced, from the last to the first: within a box, and else up to the end of the sentence. */
function answerPlaces(text: string): Span[] {
  const marked = marks
    .flatMap((mark) => [...text.matchAll(mark)].map((match) => match.index + match[0].length))
    .sort((a, b) => b - a)
    .slice(0, most)
    .map((start) => {
      const [rest = ''] = text.slice(start, start + longest).split(/\n|[.!?](?=[\s*]|$)/, 1);
      return { start, end: start + rest.length };
    });
  return [...marked, ...boxes(text)].sort((a, b) => b.start - a.start);
}

function firstOf(text: string, { start, end }: Span): Numeral | null {
  // What stands before decides whether a minus is a sign.
  const from = Math.max(start, text.slice(0, end).lastIndexOf('=', end) + 1);
  const before = Math.max(0, from - 20);
  const window = text.slice(before, end);
  const here = (numeral: Numeral): boolean => before + numeral.start >= from;
  const found = numeralsIn(window).find(here) ?? spelledNumeralsIn(window).find(here);
  return found === undefined ? null : shifted(found, before);
}

const unit = String.raw`\s*(?:\\?%|\\text\s*\{[^{}]*\}|\\mbox\s*\{[^{}]*\}|\^\s*\{?\\circ\}?|°|[$€£]|[a-z]{2,}\.?|per|[a-z] |\/)`;
const aroundTarget = new RegExp(String.raw`^(?:[\s$()]|\\[$()[\],!; ]|[a-z]+\s?=)*$`);
const afterTarget = new RegExp(String.raw`^(?:${unit})*[\s$.)]*(?:\\[)\]])?$`);

/** A target is one number, with a currency or a unit at the most. Null for what is none: 4a-2, 5-8, 3:30, many, NaN. */
function readTarget(text: string): number | null {
  const [found, ...more] = numeralsIn(text.slice(0, longest));
  if (found === undefined || more.length > 0) return null;
  const isAlone =
    aroundTarget.test(text.slice(0, found.start)) && afterTarget.test(text.slice(found.end));
  return isAlone ? found.value : null;
}

/** Equal but for the last digits, so that 0.1 + 0.2 is 0.3. */
function equal(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
