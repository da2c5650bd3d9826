import type { Span } from '../domain/score.ts';
import type { Scorer } from './scorer.ts';
import { plain } from './text.ts';

/**
 * The number that a text settles on, compared as a number with the target: 1,200.00 is 1200.
 *
 * Read after the last mark of an answer that a number follows ("the answer is", "####", "A:", `\boxed{`); where there is
 * no such mark, the last number of the text. After a mark, an equation counts by its right side.
 */
export const number = {
  id: 'number',
  version: 2,
  handles: 'number',
  score(task, text) {
    const target = readNumber(plain(task.target));
    if (target === null) throw new RangeError(`The target “${task.target}” is no number`);
    const found = finalNumber(plain(text));
    if (found === null) return { scored: false, reason: 'unparsed' };
    const { value, span } = found;
    const right = equal(value, target);
    const reading = `${value}, ${right ? 'as' : 'not'} ${target}`;
    return { scored: true, value: { kind: 'number', value, right }, evidence: [span], reading };
  },
} satisfies Scorer<'number'>;

const marks = [
  /\\boxed\s*\{/g,
  /####/g,
  /\b(?:final |correct |right )?(?:answer|result|total|solution)\b(?: \w+){0,6}? ?(?:is|are|was|equals|comes to|would be|should be|:|=)+/g,
  /(?:^|\n)\s*\**(?:a|answer)\**\s*:/g,
];

// A sign counts only where it cannot be a minus between two numbers or a dash within a word.
const sign = String.raw`(?<![\w.])(?<sign>(?<![\d)\]}]\s*)-\s?)?[$€£]?`;
const size = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
const written = String.raw`(?<size>${size})(?:\s?\/\s?(?<below>\d+(?:\.\d+)?))?`;
/** \frac{3}{4}, and \dfrac and \tfrac, which look otherwise and mean the same. */
const latex = String.raw`\\[dt]?frac\s*\{(?<above>${size})\}\s*\{(?<under>${size})\}`;
const numeral = new RegExp(`${sign}(?:${latex}|${written})`, 'g');

function finalNumber(text: string): { value: number; span: Span } | null {
  const ends = marks
    .flatMap((mark) => [...text.matchAll(mark)].map((match) => match.index + match[0].length))
    .sort((a, b) => b - a);
  for (const start of ends) {
    // What a mark announces stands beside it: in the rest of the sentence, on the same line.
    const [rest = ''] = text.slice(start).split(/\n|[.!?](?=[\s*]|$)/, 1);
    const from = start + rest.lastIndexOf('=') + 1;
    const [first] = numbersIn(text.slice(0, start + rest.length), from);
    if (first !== undefined) return first;
  }
  return numbersIn(text, 0).at(-1) ?? null;
}

function numbersIn(text: string, from: number): { value: number; span: Span }[] {
  return [...text.matchAll(numeral)]
    .filter((match) => match.index >= from)
    .map((match) => {
      const { sign, size, above = size, below, under = below } = match.groups ?? {};
      const whole = unsigned(above) / (under === undefined ? 1 : unsigned(under));
      const span = { start: match.index, end: match.index + match[0].length };
      return { value: sign === undefined ? whole : -whole, span };
    })
    .filter(({ value }) => Number.isFinite(value));
}

function unsigned(digits = ''): number {
  return Number(digits.replaceAll(',', ''));
}

function readNumber(text: string): number | null {
  return numbersIn(text, 0)[0]?.value ?? null;
}

/** Equal but for the last digits, so that 0.1 + 0.2 is 0.3. */
function equal(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
