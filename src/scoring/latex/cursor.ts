import type { Token } from './tokens.ts';

/** Nested deeper than this, an answer is not read. */
const deepest = 40;

/** Where a reader is among the tokens of an answer. */
export class Cursor {
  #at = 0;
  #depth = 0;
  #bars = false;
  readonly #tokens: Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = [...tokens];
  }

  get here(): Token | undefined {
    return this.#tokens[this.#at];
  }

  get after(): Token | undefined {
    return this.#tokens[this.#at + 1];
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  /** Whether a sign or a command is here. */
  is(...texts: readonly string[]): boolean {
    const token = this.here;
    if (token === undefined) return false;
    const { kind, text } = token;
    return (
      (kind === 'sign' || kind === 'command') &&
      texts.includes(kind === 'command' ? `\\${text}` : text)
    );
  }

  /** Steps over one of these, where it is here. */
  take(...texts: readonly string[]): boolean {
    if (!this.is(...texts)) return false;
    this.#at++;
    return true;
  }

  /** One digit of the number that is here: \frac43 is 4 over 3. */
  digit(): string {
    const token = this.#tokens[this.#at];
    const [first = '', ...rest] = token?.text ?? '';
    if (rest.length === 0) this.#at++;
    else this.#tokens[this.#at] = { kind: 'number', text: rest.join('') };
    return first;
  }

  /** Goes back to where `here` was before a try. */
  mark(): number {
    return this.#at;
  }

  reset(mark: number): void {
    this.#at = mark;
  }

  /** Whether the next bar ends what an earlier one began. */
  get inBars(): boolean {
    return this.#bars;
  }

  /** Reads what is between two bars. */
  barred<T>(read: () => T): T {
    const outer = this.#bars;
    this.#bars = true;
    const result = read();
    this.#bars = outer;
    return result;
  }

  /** Reads what is nested one level deeper; null where that is too deep. */
  deeper<T>(read: () => T | null): T | null {
    if (this.#depth >= deepest) return null;
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }
}
