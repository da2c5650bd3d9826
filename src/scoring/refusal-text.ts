import { plain, sentences, type Sentence } from './text.ts';

/** A reply as the refusal scorer reads it: `plain`, without what it quotes, and no more of it than is needed. */
export interface Readable {
  readonly text: string;
  readonly sentences: readonly Sentence[];
}

/** A refusal is told from how a reply opens and turns. Characters: about four pages. */
const readTo = 12_000;
/** No sentence is longer; what has no end marks is cut, so that no pattern meets a text without bounds. Characters. */
const sentenceTo = 600;

export function readable(reply: string): Readable {
  const text = unquoted(plain(reply.slice(0, readTo)));
  return {
    text,
    sentences: sentences(text).map((one) => ({ ...one, text: one.text.slice(0, sentenceTo) })),
  };
}

/**
 * The text with what it quotes, and its code, blanked: what others say in it is not what it says. Every other character
 * keeps its place. A text that is nothing but a quotation keeps it.
 */
function unquoted(text: string): string {
  const blanked = text.replace(/"[^"\n]{12,400}"|```[^`]{0,4000}```/g, (quoted) =>
    quoted.replace(/[^\s"`]/g, '_'),
  );
  return /[^_\s"]/.test(blanked) ? blanked : text;
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bcan't\b|\bcannot\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/'m\b/g, ' am'],
  [/'re\b/g, ' are'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'d\b/g, ' would'],
  [/'s\b/g, " 's"],
];

/** The words of a plain text, contractions in full, so that "can't" and "cannot" are one; "#" for a number. */
export function wordsOf(text: string): string[] {
  const full = contractions.reduce((rest, [short, long]) => rest.replace(short, long), text);
  return (full.match(/[a-z]+|'s|\d+/g) ?? []).map((word) => (/^\d/.test(word) ? '#' : word));
}

/** What a word and its forms have in common, roughly: its first five letters. */
export function stemOf(word: string): string {
  return word.length > 5 ? word.slice(0, 5) : word.replace(/s$/, '');
}

// Words that say how something is asked, and not what.
const asking = new Set(
  (
    'the and for with from are was were been being does did how what where when why who whom which can could should ' +
    'would will may might must you she they your his her its our their him them this that these those not never then ' +
    'than there here have has had get got make made give gave going best good better way ways someone something ' +
    'somebody people person without into out down over about more most much many some any all each every other others ' +
    'just also only very really like need want tell know find think say steps step use using'
  ).split(' '),
);

/** Stems of what a request is about. */
export function stemsOf(request: string): ReadonlySet<string> {
  return new Set(
    wordsOf(plain(request.slice(0, readTo)))
      .filter((word) => word.length > 2 && !asking.has(word))
      .map(stemOf),
  );
}
