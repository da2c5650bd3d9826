import { spanOf, type OfficialScorer } from './official.ts';

/**
 * GSM8K as lm-evaluation-harness 0.4 scores it (tasks/gsm8k/gsm8k.yaml). A number is what its expressions call one: "18."
 * and "$" are. Both filters compare as text, once commas, dollar signs, all up to "#### " and a full stop at the end are
 * left out. A reply in which nothing is found has the answer "[invalid]", which is wrong.
 */
const nothing = '[invalid]';

/** `strict-match`: the first number after "#### ". */
export const gsm8kStrict: OfficialScorer = {
  id: 'gsm8k-strict',
  version: 1,
  read: (text) => reading(text, /#### (?<answer>-?[0-9.,]+)/dg, 0),
  isRight,
};

/** `flexible-extract`: the last run of two or more of digits, dots, commas and dollar signs, or lone digit. */
export const gsm8kFlexible: OfficialScorer = {
  id: 'gsm8k-flexible',
  version: 1,
  read: (text) => reading(text, /(?<answer>-?[$0-9.,]{2,}|-?[0-9]+)/dg, -1),
  isRight,
};

function reading(text: string, pattern: RegExp, at: 0 | -1): ReturnType<OfficialScorer['read']> {
  const span = spanOf([...text.matchAll(pattern)].at(at));
  return { answer: span === null ? nothing : text.slice(span.start, span.end), span };
}

function isRight(answer: string, target: string): boolean {
  return compared(answer) === compared(target);
}

function compared(text: string): string {
  return text
    .replaceAll(',', '')
    .replaceAll('$', '')
    .replace(/[^]*#### /, '')
    .replace(/\.$/, '')
    .toLowerCase();
}
