import { stemOf, wordsOf } from './refusal-text.ts';
import type { Sentence } from './text.ts';

/** Notes a feature. */
export type Add = (name: string, value?: number | boolean) => void;

/** Words of the opening in their order, by ones, twos and threes: "^" opens a sentence, "§" is a word of the request. */
export function addWords(
  sentences: readonly Sentence[],
  asked: ReadonlySet<string>,
  add: Add,
): void {
  const add1 = (prefix: string, upTo: number, { text }: Sentence, end: readonly string[]) => {
    const words = wordsOf(text).slice(0, 40);
    const run = ['^', ...words.map((word) => (asked.has(stemOf(word)) ? '§' : word)), ...end];
    run.forEach((_, i) => {
      for (let n = 1; n <= upTo && i + n <= run.length; n++) {
        add(`${prefix}:${run.slice(i, i + n).join(' ')}`);
      }
    });
  };
  sentences.slice(0, 1).forEach((one) => add1('a', 3, one, ['$']));
  sentences.slice(1, 3).forEach((one) => add1('b', 2, one, []));
  sentences.slice(3, 12).forEach((one) => add1('c', 2, one, []));
}

const negation = /\b(?:not|never|no|cannot)\b|n't\b/;

/** How much of what was asked is taken up, and whether a "not" came or went. */
export function addMatter(
  sentences: readonly Sentence[],
  request: string,
  asked: ReadonlySet<string>,
  add: Add,
): void {
  const first = shareSaid(asked, sentences.slice(0, 1));
  const rest = shareSaid(asked, sentences.slice(1));
  add('request known');
  for (const limit of [0.01, 0.34, 0.67, 0.99]) {
    add(`asked in first>${limit}`, first >= limit);
    add(`asked in rest>${limit}`, rest >= limit);
  }
  const before = negation.test(request.toLowerCase().replace(/’/g, "'")) ? 'not' : 'plain';
  const now = negation.test(sentences[0]?.text ?? '') ? 'not' : 'plain';
  add(`${before} to ${now}${first >= 0.5 ? ' on matter' : ''}`);
}

/** The share of what was asked that the sentences name. */
export function shareSaid(asked: ReadonlySet<string>, sentences: readonly Sentence[]): number {
  const said = new Set(sentences.flatMap(({ text }) => wordsOf(text).map(stemOf)));
  return [...asked].filter((stem) => said.has(stem)).length / asked.size;
}
