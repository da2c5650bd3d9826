import type { Span } from '../domain/score.ts';
import { boxes, formulas } from './formulas.ts';

/** The final answer of a text: as it reads, and where it stands, in one piece or several. */
export interface FinalAnswer {
  readonly text: string;
  readonly spans: readonly Span[];
}

/**
 * The final answer of a text. In this order:
 *
 * 1. what stands in the last box, and in those that are joined to it by "and" or a comma;
 * 2. what follows the last mark of an answer ("the answer is", "Answer:", "####") in that sentence: the formula that it
 *    begins with or ends with, else its words after the last "is";
 * 3. the text itself, where it is a line of a few words or signs;
 * 4. the last formula, or a number after it.
 *
 * Null where there is none of these.
 */
export function finalAnswer(text: string): FinalAnswer | null {
  return boxed(text) ?? marked(text) ?? short(text) ?? last(text);
}

/** Characters between two boxes that can belong to one answer. */
const widestGap = 60;

function boxed(text: string): FinalAnswer | null {
  const spans: Span[] = [];
  for (const span of boxes(text).reverse()) {
    const [next] = spans;
    const gap = next === undefined ? '' : text.slice(span.end + 1, next.start);
    if (gap.length > widestGap || (next !== undefined && !joins(gap))) break;
    spans.unshift(span);
  }
  return spans.length === 0 ? null : answerOf(text, spans);
}

/** Whether what stands between two boxes makes one answer of them: "} and \boxed{". */
function joins(gap: string): boolean {
  return (
    !/\n|(?<!\\)[.!?]\s/.test(gap) &&
    /\band\b|\bor\b|,|;/.test(
      gap.replace(/\\[a-z]+/g, (command) => (command === '\\text' ? ' ' : '')),
    )
  );
}

const marks =
  /####|\b(?:answers?|solutions?|results?)\b[*_]*\s{0,3}(?:(?:is|are|was|would be|should be|must be|equals)\b|:|=)[*_:]*|\banswers?\b[*_]*\s{0,3}(?=\$|\\\(|\\\[)/gi;

function marked(text: string): FinalAnswer | null {
  const ends = [...text.matchAll(marks)].map((match) => match.index + match[0].length);
  for (const start of ends.reverse().slice(0, 20)) {
    const after = text.slice(start, start + 2000);
    const lead = /^[\s*_:]*/.exec(after)?.[0].length ?? 0;
    const rest = sentence(after.slice(lead));
    const found = within(text, start + lead, rest);
    if (found !== null) return found;
  }
  return null;
}

/** Up to the end of the sentence, or of the line; a formula is not broken. */
function sentence(text: string): string {
  const spans = formulas(text);
  for (const match of text.matchAll(/\n|(?<!\\)[.!?](?=[\s*]|$)/g)) {
    const inFormula = spans.some(({ start, end }) => match.index >= start && match.index <= end);
    if (!inFormula) return text.slice(0, match.index);
  }
  return text;
}

/** Words that join the parts of one answer. */
const joint = /^(?:[\s$,;]|\\[()[\]]|and|or)*$/;

function within(text: string, offset: number, rest: string): FinalAnswer | null {
  if (!/[\p{L}\d]/u.test(rest)) return null;
  const spans = formulas(rest);
  const [first] = spans;
  const final = spans.at(-1);
  const told = [...rest.matchAll(/\b(?:is|are|equals)\b[\s:]*/g)].at(-1);
  const from = told === undefined ? 0 : told.index + told[0].length;
  const opens = first !== undefined && joint.test(rest.slice(0, first.start).replace(/\\?\(/, ''));
  if (opens && final !== undefined) {
    const joined = spans.every(
      ({ start }, at) => at === 0 || joint.test(rest.slice(spans[at - 1]?.end ?? 0, start)),
    );
    const { start, end } = joined ? { start: first.start, end: final.end } : first;
    return answerOf(text, [{ start: offset + start, end: offset + end }]);
  }
  if (final !== undefined && final.start > from) {
    return answerOf(text, [{ start: offset + final.start, end: offset + final.end }]);
  }
  return trimmed(text, { start: offset + from, end: offset + rest.length });
}

/** A text with more characters than these is no answer as a whole. */
const longestLine = 200;

function short(text: string): FinalAnswer | null {
  const whole = text.trim();
  if (whole.length > longestLine || /\n|(?<!\\)[.!?]\s/.test(whole)) return null;
  return isAnswer(whole) ? trimmed(text, { start: 0, end: text.length }) : null;
}

const commands =
  /\\\\\[[\d.]{1,5}[a-z]{2}\]|\\(?:begin|end|text[a-z]*|mbox|math[a-z]+|operatorname)\s{0,3}\{[^{}]*\}(?:\{[clr|]*\})?|\\[A-Za-z]+/g;
const mathWords =
  /\b(?:and|or|pi|sqrt|sin|cos|tan|cot|sec|csc|ln|log|exp|arc(?:sin|cos|tan)|inf(?:inity)?)\b/gi;

/** Whether a line is an answer and nothing else: signs without words, a value with its unit, or a few words without signs. */
function isAnswer(line: string): boolean {
  const plain = line.replace(commands, ' ').replace(mathWords, ' ');
  const words = plain.match(/(?<![A-Za-z])(?=[A-Z]*[a-z])[A-Za-z]{2,}/g) ?? [];
  if (words.length === 0) return true;
  if (!/[\d=<>+^$\\]/.test(line)) return words.length <= 6;
  return /^[^A-Za-z]*\d[^A-Za-z]*[A-Za-z/^ ]+[\d.*$]*$/.test(plain.trim()) && words.length <= 5;
}

function last(text: string): FinalAnswer | null {
  const formula = formulas(text).at(-1);
  // A name is no answer where a number follows: "so $n$ is 34".
  if (formula !== undefined && !/^\s*[A-Za-z]\s*$/.test(text.slice(formula.start, formula.end))) {
    return answerOf(text, [formula]);
  }
  const from = Math.max(formula?.end ?? 0, text.length - longestTail);
  const told = formula === undefined ? concluded(text) : null;
  if (told !== null) return told;
  const number = [...text.slice(from).matchAll(/(?<![\w.])-?\d[\d,./]*/g)].at(-1);
  if (number === undefined) return formula === undefined ? null : answerOf(text, [formula]);
  const start = from + number.index;
  return trimmed(text, { start, end: start + number[0].length });
}

/** Only so much of a long text is searched for a last number. */
const longestTail = 100_000;

/** What the last line says that something is: "The area is 4*sqrt(3)." */
function concluded(text: string): FinalAnswer | null {
  const end = text.trimEnd().length;
  const start = Math.max(text.lastIndexOf('\n', end - 1) + 1, end - longestLine);
  const told = [...text.slice(start, end).matchAll(/\b(?:is|are|equals)\b[\s:]*|(?<![<>])=/g)].at(
    -1,
  );
  if (told === undefined) return null;
  const span = { start: start + told.index + told[0].length, end };
  const piece = text.slice(span.start, span.end).replace(/[.\s*]+$/, '');
  // A plain number is left to the rule for numbers.
  const isTerm = /[*^\\√]|\d\s*[+-]|\b(?:pi|sqrt)\b/.test(piece) && isAnswer(piece);
  return isTerm ? trimmed(text, span) : null;
}

function trimmed(text: string, { start, end }: Span): FinalAnswer | null {
  const piece = text.slice(start, end);
  const lead = /^[\s*_"“]*/.exec(piece)?.[0].length ?? 0;
  let tail = piece.length;
  while (tail > lead && /[\s*_"”.,;:]/.test(piece[tail - 1] ?? '')) tail--;
  return tail <= lead || tail - lead > 2000
    ? null
    : answerOf(text, [{ start: start + lead, end: start + tail }]);
}

function answerOf(text: string, spans: readonly Span[]): FinalAnswer {
  return { text: spans.map(({ start, end }) => text.slice(start, end).trim()).join(', '), spans };
}
