import type { Outcome } from '../../domain/score.ts';
import { choice } from '../choice.ts';
import { number } from '../number.ts';
import type { OfficialSorter, Sorted } from './official.ts';

/** Answers that are one of two words. */
const pairs = [
  ['yes', 'no'],
  ['true', 'false'],
  ['valid', 'invalid'],
];

/**
 * BIG-Bench Hard by our own scorers, by what the target is: a letter in brackets, or one of two words, by `choice`; a number
 * by `number`; any other by what stands after the last "answer is" or "answer:", without regard to case, spaces, quotation
 * marks, bold type and a last full stop.
 */
export const bbhCorrected: OfficialSorter = {
  id: 'bbh',
  sort(text, { target }) {
    if (target === undefined || target.trim() === '') {
      throw new RangeError('“target” is needed: the right answer.');
    }
    const wanted = target.trim().toLowerCase();
    const pair = pairs.find((one) => one.includes(wanted));
    const options = /^\([a-z]\)$/.test(wanted) ? letters : pair;
    if (options !== undefined) {
      const outcome = choice.score({ kind: 'choice', options: [...options] }, text);
      return told(outcome, ({ chosen }) => ({
        answer: options[chosen] ?? '',
        right: options[chosen]?.toLowerCase() === wanted,
      }));
    }
    if (/^-?\d+(?:\.\d+)?$/.test(wanted)) {
      const outcome = number.score({ kind: 'number', target: wanted }, text);
      return told(outcome, ({ value, right }) => ({ answer: String(value), right }));
    }
    const [, after = text] = /^[^]*\banswer(?: is|:)([^]*)$/i.exec(text) ?? [];
    const start = text.length - after.trimStart().length;
    const answer = after.trim();
    const right = bare(answer) === bare(target);
    return { ...verdictOf(right), answer, span: { start, end: start + answer.length } };
  },
};

const letters = Array.from({ length: 26 }, (_, at) => `(${String.fromCharCode(65 + at)})`);

function told<T>(
  outcome: Outcome<T>,
  read: (value: T) => { answer: string; right: boolean },
): Sorted {
  if (!outcome.scored) return { verdict: 'unscored', value: null, span: null };
  const { answer, right } = read(outcome.value);
  return { ...verdictOf(right), answer, span: outcome.evidence[0] ?? null };
}

function verdictOf(right: boolean) {
  return right ? { verdict: 'correct', value: 1 } : { verdict: 'incorrect', value: 0 };
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s"'*`“”]/g, '')
    .replace(/[.!]$/, '');
}
