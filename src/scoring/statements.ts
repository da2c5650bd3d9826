import { digitsOf } from './number-words.ts';

/** Words that carry no content: what is left of a statement without them is what it says. */
const stopWords = new Set(
  `a an the this that these those it its he she they we i you his her their our my your him them us me is are was were be been
  being am do does did has have had will would shall should can could may might must of in on at by for with to from as and
  or so then thus hence therefore since because if there here than also too very just only now s t who which what when while
  both all each every some any such`.split(/\s+/),
);
const denials = new Set(
  `not no never none neither nor nobody nothing cannot without nt isnt arent wasnt werent dont doesnt didnt cant couldnt
  wont wouldnt hasnt havent hadnt shouldnt mustnt`.split(/\s+/),
);
/** Where one of these joins two, their order tells who is which. */
const sided =
  /\b(?:than|before|after|above|below|behind|left|right|to|from|under|over|beside|of|by)\b/;

/** Words before the first that is looked for in which a denial still reaches it. */
const reach = 2;

/** What is looked for of a statement. */
export interface Statement {
  readonly content: readonly string[];
  readonly isDenied: boolean;
  /** Whether its words must keep their order. */
  readonly isSided: boolean;
}

/** What a statement, in lower case, says. */
export function statementOf(text: string): Statement {
  const words = wordsOf(text);
  return {
    content: words.filter((word) => !stopWords.has(word) && !isDenial(word)),
    isDenied: words.some(isDenial),
    isSided: sided.test(text),
  };
}

/**
 * Whether the words of a sentence say a statement: all its content words stand there, simple endings aside, and a "not" among
 * them only where the statement has one.
 */
export function isStated(
  { content, isDenied, isSided }: Statement,
  words: readonly string[],
): boolean {
  if (content.length === 0) return false;
  const at = isSided ? inOrder(content, words) : anywhere(content, words);
  if (at === null) return false;
  const around = words.slice(Math.max(0, Math.min(...at) - reach), Math.max(...at) + 1);
  return around.some(isDenial) === isDenied;
}

/** Where each of the words stands first; null where one is missing. */
function anywhere(wanted: readonly string[], words: readonly string[]): number[] | null {
  const at = wanted.map((word) => words.indexOf(word));
  return at.includes(-1) ? null : at;
}

/** Where the words stand one after the other. */
function inOrder(wanted: readonly string[], words: readonly string[]): number[] | null {
  const at: number[] = [];
  for (const word of wanted) {
    const next = words.indexOf(word, (at.at(-1) ?? -1) + 1);
    if (next === -1) return null;
    at.push(next);
  }
  return at;
}

const isDenial = (word: string) => denials.has(word);

/** The words of a text: numbers in digits, others without simple endings. */
export function wordsOf(text: string): string[] {
  return (text.replace(/n't\b/g, 'nt').match(/\p{L}+(?:'\p{L}+)?|\d+(?:[.,]\d+)*/gu) ?? []).map(
    folded,
  );
}

/** bags → bag, carries → carry, walked → walk. Two forms of one word must only become the same, not a word. */
function folded(word: string): string {
  const digits = digitsOf(word);
  if (digits !== null) return digits;
  const base = word
    .replace(/'s?$|'s$/, '')
    .replaceAll("'", '')
    .replace(/(?<=\d),(?=\d)/g, '');
  if (stopWords.has(base) || denials.has(base) || base.length < 4) return base;
  if (/ies$|ied$/.test(base)) return `${base.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(base)) return base.slice(0, -2);
  if (/[^s]s$/.test(base)) return silent(base.slice(0, -1));
  if (/[^e]ed$/.test(base) && base.length > 4) return silent(base.slice(0, -2));
  if (/ing$/.test(base) && base.length > 5) return silent(base.slice(0, -3));
  return silent(base);
}

/** Without a last e or a doubled consonant, which come and go: give, giving; stop, stopped. */
function silent(word: string): string {
  return word.replace(/([^aeiou])e$/, '$1').replace(/([b-df-hj-np-rtv-z])\1$/, '$1');
}
