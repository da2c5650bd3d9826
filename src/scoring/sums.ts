import { numeralsIn, spelledNumeralsIn } from './numerals.ts';

/** A sum as a step gives it: 8 * 5 = 40. */
export interface Sum {
  readonly operands: readonly number[];
  readonly result: number;
}

/** The numbers of a sentence. */
export interface Values {
  /** Written in digits, as often as they stand there. */
  readonly digits: readonly number[];
  /** Said otherwise. Looked for when first asked. */
  readonly said: () => Said;
}

interface Said {
  /** In words: forty. */
  readonly spelled: readonly number[];
  /** Fractions and powers of ten, with the numbers that they are written with. */
  readonly composed: readonly { readonly value: number; readonly parts: readonly number[] }[];
  /** What can only be an operand: a half, a dozen, a percentage. */
  readonly meant: readonly number[];
}

const raw = /\d{1,3}(?:(?:,|\{,\}|\\[,;: ])\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+/g;

/** The sum of a step; null where it is none: it has no numbers on both sides of an equals sign. */
export function sumOf(step: string): Sum | null {
  const at = step.lastIndexOf('=');
  const operands = digitsIn(step.slice(0, Math.max(0, at)));
  const [result] = digitsIn(step.slice(at + 1));
  return at === -1 || operands.length === 0 || result === undefined ? null : { operands, result };
}

function digitsIn(text: string): number[] {
  return [...text.matchAll(raw)].map(([digits]) => Number(digits.replace(/[^\d.]/g, '')));
}

/** What these words stand for in a sum. A half is 1/2, and what is halved is divided by 2. */
const words: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\b(?:half|halves|halved?|halving)\b/, [0.5, 2, 1]],
  [/\b(?:thirds?)\b/, [1 / 3, 3, 1]],
  [/\b(?:quarters?|fourths?)\b/, [0.25, 4, 1]],
  [/\b(?:fifths?)\b/, [0.2, 5, 1]],
  [/\b(?:twice|doubled?|doubles|doubling|couple|pairs?|both)\b/, [2]],
  [/\b(?:thrice|tripled?|triples|tripling)\b/, [3]],
  [/\b(?:one|once|each|per|every|single|an?)\b/, [1]],
  [/\bdozens?\b/, [12]],
  [/\b(?:weekly|weeks?)\b/, [7]],
  [/\bcents?\b/, [100]],
];

/**
 * Whether all the numbers of a sum are in a sentence, in digits or said otherwise. A result that is an operand too must be there
 * twice, and 40/4 alone does not say that it is 10.
 */
export function hasSum({ operands, result }: Sum, { digits, said }: Values): boolean {
  const times = (values: readonly number[], wanted: number) =>
    values.filter((value) => close(value, wanted)).length;
  const needed = times(operands, result) > 0 ? 2 : 1;
  if (times(digits, result) >= needed && operands.every((one) => times(digits, one) > 0))
    return true;
  const { spelled, composed, meant } = said();
  const results = composed
    .filter(({ parts }) => !parts.every((part) => times(operands, part) > 0))
    .map(({ value }) => value);
  const all = [...digits, ...spelled, ...meant, ...composed.map(({ value }) => value)];
  return (
    times([...digits, ...spelled, ...results], result) >= needed &&
    operands.every((one) => times(all, one) > 0)
  );
}

/** The numbers that a sentence holds. */
export function valuesIn(sentence: string): Values {
  let memory: Said | null = null;
  return { digits: digitsIn(sentence), said: () => (memory ??= saidIn(sentence)) };
}

function saidIn(sentence: string): Said {
  const composed = /[/\\^e¼-¾⅐-⅞]/.test(sentence) ? numeralsIn(sentence) : [];
  const hundredths = [
    ...sentence.matchAll(/(?<!\d)(\d{1,9}(?:\.\d{1,9})?)\s?(?:\\?%|percent\b)/g),
  ].flatMap(([, percent]) => [Number(percent) / 100, 100]);
  const inWords = /[a-z]/.test(sentence);
  return {
    spelled: inWords ? spelledNumeralsIn(sentence).map(({ value }) => value) : [],
    composed: composed
      .map(({ value, start, end }) => ({
        value: Math.abs(value),
        text: sentence.slice(start, end),
      }))
      .filter(({ text }) => /[^\d.,\s$€£{}-]/.test(text))
      .map(({ value, text }) => ({ value, parts: digitsIn(text) })),
    meant: [
      ...hundredths,
      ...words.flatMap(([pattern, values]) => (inWords && pattern.test(sentence) ? values : [])),
    ],
  };
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}
