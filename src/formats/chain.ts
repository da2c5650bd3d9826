import { splitChannels } from './channels.ts';
import { marksIn, type ChainMark } from './chain-marks.ts';
import { placeOf, speaksOf } from './mark-place.ts';

/** A reply that is only text, in its two parts. */
export interface SplitText {
  readonly chain: string | null;
  /** Null where the reply ended inside a chain. */
  readonly answer: string | null;
  /** Where it did: whether something stands outside its chains, which an answer may have begun with. */
  readonly begun?: true;
}

/**
 * Splits a reply that was made elsewhere, and whose tokens are not known, into chain and answer.
 *
 * A chain opens at the beginning of the reply or of a line, and ends at the next closing mark of its kind; in the middle of a
 * line a mark counts where its place shows that it is one and not spoken of (`opens`). A closing mark before any opening
 * one ends a chain that the chat template had opened. Marks in quotes, backticks or a block of code are text. A reply may
 * hold several chains: the answer is all that is outside them.
 *
 * Where marks can be paired in more than one way, the answer is what follows the last closing mark, so that nothing which
 * may be chain is read as answer: after a second opening mark inside a chain, which may be nested or only spoken of, and
 * after a closing mark without an opening one.
 */
export function splitReply(text: string): SplitText {
  const split = splitChannels(text) ?? new Splitter(text).split();
  const { chain, answer } = split;
  return chain === null || answer === null ? split : { ...split, answer: unwrapped(answer) };
}

/** What some models put their answer in after a chain. */
const wraps = [
  ['<answer>', '</answer>'],
  ['<response>', '</response>'],
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
  ['<|START_RESPONSE|>', '<|END_RESPONSE|>'],
] as const;

function unwrapped(answer: string): string {
  for (const [open, close] of wraps) {
    if (!answer.startsWith(open)) continue;
    const inner = answer.slice(open.length);
    if (inner.endsWith(close)) return inner.slice(0, -close.length).trim();
    // Cut off before it was closed; one that goes on after it is left as it is.
    if (!inner.includes(close)) return inner.trim();
  }
  return answer;
}

interface Piece {
  readonly chain: boolean;
  readonly start: number;
  readonly end: number;
}

class Splitter {
  readonly #text: string;
  readonly #marks: readonly ChainMark[];
  /** Where the last closing mark of each kind stands. */
  readonly #lastClose: ReadonlyMap<string, number>;
  readonly #fences: Fences;
  readonly #seen = new Set<string>();
  readonly #pieces: Piece[] = [];
  #inside: string | null = null;
  /** Whether a chain was opened again inside itself, or closed where it need not have been: from then on pairs cannot be told. */
  #nested = false;
  /** The end of the last opening mark that is only spoken of. */
  #spokenOf = -1;
  #from = 0;

  constructor(text: string) {
    this.#text = text;
    this.#marks = marksIn(text);
    const closing = this.#marks.filter(({ sort }) => sort === 'close');
    this.#lastClose = new Map(closing.map(({ kind, start }) => [kind, start]));
    this.#fences = new Fences(text);
  }

  split(): SplitText {
    for (const mark of this.#marks) {
      if (this.#inside === null) this.#outside(mark);
      else if (mark.kind === this.#inside) {
        if (mark.sort === 'open') this.#nested = true;
        if (mark.sort === 'close') this.#closeOwn(mark);
      }
    }
    const chain = this.#joined(true);
    const rest = { chain: false, start: this.#from, end: this.#text.length };
    if (this.#inside === null) {
      this.#pieces.push(rest);
      return { chain: this.#seen.size > 0 ? chain : null, answer: this.#joined(false) };
    }
    const begun = this.#joined(false) !== '';
    this.#pieces.push({ ...rest, chain: true });
    return { chain: this.#joined(true), answer: null, ...(begun ? { begun } : {}) };
  }

  #outside(mark: ChainMark): void {
    const fenced = this.#fences.isOpen(this.#from, mark.start);
    if (mark.sort === 'close') {
      if (this.#nested && this.#seen.has(mark.kind)) this.#close(mark, true);
      else if (this.#closes(mark, fenced)) this.#close(mark, this.#seen.size > 0);
    } else if (!fenced && this.#opens(mark)) {
      this.#pieces.push({ chain: false, start: this.#from, end: mark.start });
      this.#seen.add(mark.kind);
      this.#from = mark.end;
      if (mark.sort === 'open') this.#inside = mark.kind;
      else this.#pieces.push({ chain: true, start: mark.end, end: mark.end });
    } else if (fenced) this.#fences.showsMark = true;
    else this.#spokenOf = mark.end;
  }

  /** A closing mark of the chain that is open. In the middle of a phrase it may be spoken of: then a later one counts. */
  #closeOwn(mark: ChainMark): void {
    const inPhrase = placeOf(this.#text, mark.start, this.#from) === 'phrase';
    this.#close(mark, this.#nested);
    this.#nested ||= inPhrase && speaksOf(this.#text, mark.end, true);
  }

  /** @param whole whether all since the first chain is to be taken for chain */
  #close(mark: ChainMark, whole: boolean): void {
    const first = whole ? this.#pieces.findIndex(({ chain }) => chain) : -1;
    const start = first === -1 ? this.#from : (this.#pieces[first]?.start ?? this.#from);
    if (first !== -1) this.#pieces.length = first;
    this.#pieces.push({ chain: true, start, end: mark.start });
    this.#seen.add(mark.kind);
    this.#inside = null;
    this.#from = mark.end;
  }

  /** Whether a mark outside of all chains opens one, and is not only spoken of. */
  #opens(mark: ChainMark): boolean {
    const place = placeOf(this.#text, mark.start, this.#from);
    if (place === 'line') return true;
    const closed = (this.#lastClose.get(mark.kind) ?? -1) > mark.start;
    const apart = place !== 'phrase';
    // A reply that has had a chain is one that uses these marks.
    return this.#seen.has(mark.kind) ? closed || apart : closed && apart;
  }

  /** Whether a closing mark outside of all chains ends one: one that the template had opened, or one whose pair is lost. */
  #closes(mark: ChainMark, fenced: boolean): boolean {
    if (fenced && this.#fences.showsMark) return false;
    const first = this.#seen.size === 0;
    if (!first && !this.#seen.has(mark.kind)) return false;
    if (placeOf(this.#text, mark.start, this.#from) !== 'phrase') return true;
    const paired =
      this.#spokenOf !== -1 && !this.#text.slice(this.#spokenOf, mark.start).includes('\n');
    this.#spokenOf = -1;
    return !paired && !speaksOf(this.#text, mark.end, first);
  }

  #joined(chain: boolean): string {
    return this.#pieces
      .filter((piece) => piece.chain === chain)
      .map(({ start, end }) => this.#text.slice(start, end).trim())
      .filter((piece) => piece !== '')
      .join('\n');
  }
}

/** The lines of a text that open or close a block of code. */
class Fences {
  readonly #at: readonly number[];
  #from = 0;
  #next = 0;
  #open = false;
  /** Whether an opening mark was met in a block: then a closing one there belongs to it. */
  showsMark = false;

  constructor(text: string) {
    this.#at = [...text.matchAll(/^[ \t]{0,3}(?:```|~~~)/gm)].map(({ index }) => index);
  }

  /** Whether a block that began after `from` is open at `at`; both only grow from call to call. */
  isOpen(from: number, at: number): boolean {
    if (from !== this.#from) {
      while ((this.#at[this.#next] ?? Infinity) < from) this.#next++;
      this.#from = from;
      this.#open = false;
    }
    for (; (this.#at[this.#next] ?? Infinity) < at; this.#next++) this.#open = !this.#open;
    return this.#open;
  }
}
