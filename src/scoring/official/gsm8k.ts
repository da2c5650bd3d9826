import type { OfficialScorer } from './official.ts';

/** What lm-eval prints where it finds no number; it is wrong. */
const nothing = '[invalid]';
/** What stands before the answer in the solutions that the benchmark brings. */
const mark = '#### ';

/**
 * GSM8K as lm-evaluation-harness 0.4 scores it by `strict-match` (tasks/gsm8k/gsm8k.yaml): the first number after "#### ".
 * A number is what its expression calls one: "18." is. Compared as text, without commas, dollar signs, all up to "#### "
 * and a full stop at the end.
 */
export const gsm8kStrict: OfficialScorer = {
  id: 'gsm8k-strict',
  read: (text) => reading([...text.matchAll(/#### (-?[0-9.,]+)/g)].at(0)),
  isRight,
};

/** The same by `flexible-extract`: the last run of two or more of digits, dots, commas and dollar signs, or lone digits. */
export const gsm8kFlexible: OfficialScorer = {
  id: 'gsm8k-flexible',
  read: (text) => reading([...text.matchAll(/(-?[$0-9.,]{2,}|-?[0-9]+)/g)].at(-1)),
  isRight,
};

/** The group of a match, which stands at the match's end. */
function reading(match: RegExpExecArray | undefined): ReturnType<OfficialScorer['read']> {
  if (match === undefined) return { answer: nothing, span: null };
  const [whole, answer = ''] = match;
  const end = match.index + whole.length;
  return { answer, span: { start: end - answer.length, end } };
}

function isRight(answer: string, target: string): boolean {
  return compared(answer) === compared(target);
}

function compared(text: string): string {
  const bare = text.replaceAll(',', '').replaceAll('$', '');
  const at = bare.lastIndexOf(mark);
  return bare
    .slice(at === -1 ? 0 : at + mark.length)
    .replace(/\.$/, '')
    .toLowerCase();
}
