import { same } from './equal.ts';
import { parse } from './parse.ts';

/**
 * Whether two answers, in LaTeX or plain text, say the same: letter by letter but for how they are set, as words, as the letter of
 * an option, as a time of day, or else as mathematics.
 */
export function sameAnswer(target: string, answer: string): boolean {
  const [wanted, given] = [unset(target), unset(answer)];
  if (wanted === given) return wanted !== '';
  if (clock.test(wanted) && clock.test(given)) return timeOf(wanted) === timeOf(given);
  const letter = option.exec(wanted)?.[1];
  if (letter !== undefined) {
    // “A” may be a name too; “(A)” and \text{A} are options.
    if (letter === /^\(?([A-Z])(?:\)|[.:]|$)/.exec(given)?.[1]) return true;
    if (/[(]|\\text/.test(target)) return false;
  }
  const [one, other] = [parse(target), parse(answer)];
  if (one?.kind === 'number' && commaDecimal.test(given)) return sameAnswer(target, pointed(given));
  if (other?.kind === 'number' && commaDecimal.test(wanted))
    return sameAnswer(pointed(wanted), answer);
  const inWords = [one, other].some((node) => node === null || node.kind === 'text');
  if (one?.kind === 'number' && other === null) return sameAnswerInWords(target, answer);
  if (inWords) return wanted.toLowerCase() === given.toLowerCase();
  return one !== null && other !== null && same(one, other);
}

/** A sentence in a box, with one number in it: "Sphere 3 hours ago". */
function sameAnswerInWords(target: string, answer: string): boolean {
  if (!/[A-Za-z]{3}/.test(answer)) return false;
  const numbers = answer.match(/(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)/g) ?? [];
  const [number] = numbers;
  return numbers.length === 1 && number !== undefined && sameAnswer(target, number);
}

/** 1,22 and 1.000,99, as much of Europe writes decimals. Three places would be a thousand; one is a list of two. */
const commaDecimal = /^[-+]?\d{1,3}(?:\.?\d{3})*,(?:\d{2}|\d{4,})$/;
const pointed = (text: string) => text.replaceAll('.', '').replace(',', '.');

const clock = /^\d{1,2}:[0-5]\d(?:[ap]\.?m\.?)?$/i;
const option = /^\(?([A-Z])\)?$/;

const timeOf = (text: string) => text.toLowerCase().replace(/^0|\./g, '');

/** Without what only sets it: dollar signs, spaces, styles, sizes of brackets. */
function unset(text: string): string {
  if (text.length > 2000) return text.slice(0, 2000);
  return text
    .replace(/\\(?:text|mbox|textbf|textit|textrm|mathrm|mathbf|boxed)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:left|right|displaystyle)(?![A-Za-z])|\\[,;:! ()[\]]|\$|\s|~|\*\*/g, '')
    .replace(/\\[dtc]frac/g, '\\frac')
    .replace(/[.,;:]+$/, '');
}
