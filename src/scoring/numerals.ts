import type { Span } from '../domain/score.ts';
import { spelledOut } from './number-words.ts';

/** A number in a text, and where it stands. */
export interface Numeral extends Span {
  readonly value: number;
}

// 1,234 and 1{,}234 and 1\,234 and, with narrow spaces, 1 234. Plain spaces part numbers more often than they group digits: only
// 1 234 567 and 10 000 are one number.
const mark = String.raw`(?:,(?:\\! ?)?|\{,\}|\\[,;: ]|[\u00a0\u202f\u2009])`;
const grouped = String.raw`\d{1,3}(?:${mark}\d{3})+|\d{1,3}(?: \d{3}){2,}(?!\d)|\d{1,3} 000(?!\d)`;
const size = String.raw`(?:${grouped})(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
// A sign counts only where it cannot be a minus between two numbers or a dash within a word. A power's number is no number.
const sign = String.raw`(?<![\w.^]|\^[{-])(?<sign>(?<![\d)\]}]\s*)-\s?)?(?:\\?[$€£]\s?)?`;
const ten = String.raw`(?:e(?<e>[+-]?\d{1,3})(?![\w.])|\s?(?:\\times|\\cdot|[×·*x])\s?10\s?\^\s?\{?(?<power>-?\d{1,3})\}?)?`;
const below = String.raw`(?:\s?\/\s?(?<below>\d+(?:\.\d+)?))?`;
const latex = String.raw`(?:(?<whole>\d{1,15})\s?)?\\[dtc]?frac\s?(?:\{\s?(?<above>${size})\s?\}|(?<aboveDigit>\d))\s?(?:\{\s?(?<under>${size})\s?\}|(?<underDigit>\d))`;
const mixed = String.raw`(?<units>\d{1,15}) (?<part>\d{1,3})\/(?<parts>\d{1,3})(?![\d\/])`;
const single = String.raw`(?<before>\d{1,15})?\s?(?<single>[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])`;
const pattern = new RegExp(
  `${sign}(?:${latex}|${mixed}|${single}|(?<size>${size})${ten}${below})`,
  'g',
);

const fractions: Readonly<Record<string, number>> = {
  ...{
    '¼': 1 / 4,
    '½': 1 / 2,
    '¾': 3 / 4,
    '⅓': 1 / 3,
    '⅔': 2 / 3,
    '⅕': 1 / 5,
    '⅖': 2 / 5,
    '⅗': 3 / 5,
  },
  ...{ '⅘': 4 / 5, '⅙': 1 / 6, '⅚': 5 / 6, '⅛': 1 / 8, '⅜': 3 / 8, '⅝': 5 / 8, '⅞': 7 / 8 },
};

/**
 * The numbers of a text, in order: 1,200.50, -3, 3/4, 2 1/2, ½, 1.2e5, 1.2 × 10^5, and in LaTeX \frac{3}{4}, 2\frac{1}{2},
 * 1{,}200. A currency's sign before one is a part of it; a percent sign or unit after it is not. What is too large for a
 * number, or divided by zero, is left out.
 */
export function numeralsIn(text: string): Numeral[] {
  return [...text.matchAll(pattern)]
    .map((match) => ({
      value: valueOf(match.groups ?? {}),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ value }) => Number.isFinite(value));
}

type Groups = Readonly<Record<string, string | undefined>>;

function valueOf(groups: Groups): number {
  const size = unsigned(groups);
  // No −0, which is another value to who compares by identity.
  return groups['sign'] === undefined || size === 0 ? size : -size;
}

function unsigned({
  whole = '0',
  before = '0',
  single,
  units,
  part,
  parts,
  ...rest
}: Groups): number {
  if (single !== undefined) return Number(before) + (fractions[single] ?? 0);
  if (units !== undefined) return Number(units) + Number(part) / Number(parts);
  const above = rest['above'] ?? rest['aboveDigit'];
  const under = rest['under'] ?? rest['underDigit'];
  if (above !== undefined) return Number(whole) + plainNumber(above) / plainNumber(under);
  const exponent = rest['e'] ?? rest['power'];
  const written = plainNumber(rest['size']);
  const value = exponent === undefined ? written : Number(`${written}e${exponent}`);
  return rest['below'] === undefined ? value : value / Number(rest['below']);
}

/** Digits without what groups them. */
function plainNumber(digits = ''): number {
  return Number(digits.replace(/[^\d.]/g, ''));
}

const small =
  'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';
const word = `(?:one|${`${small} ${tens}`.split(' ').join('|')}|hundred|thousand)`;
const spelled = new RegExp(
  String.raw`\b(?:(?<half>half a dozen)|(?:(?<dozens>${word})|a) dozen|(?<words>${word}(?:[ -](?:and )?${word}){0,8}))\b(?! of\b)`,
  'g',
);

/**
 * Numbers spelled out, in lower case: "forty-two", "two hundred and six", "a dozen". A lone "one" is none: it is a pronoun
 * more often than a number.
 */
export function spelledNumeralsIn(text: string): Numeral[] {
  return [...text.matchAll(spelled)].flatMap((match) => {
    const { half, dozens, words } = match.groups ?? {};
    const span = { start: match.index, end: match.index + match[0].length };
    if (half !== undefined) return [{ value: 6, ...span }];
    if (words === undefined)
      return [{ value: 12 * Number(spelledOut([dozens ?? 'one'])), ...span }];
    if (words === 'one') return [];
    const digits = spelledOut(words.split(/[ -]/));
    return digits === null ? [] : [{ value: Number(digits), ...span }];
  });
}
