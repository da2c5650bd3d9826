import type { Span } from '../../domain/score.ts';

/**
 * How a benchmark's publishers, or the tool that most people run it with, read a reply: rebuilt to give their verdicts,
 * their mistakes included, so that a figure can be held against theirs. Our own scorer of the same task stands beside it.
 */
export interface OfficialScorer {
  readonly id: string;
  /** The answer as the tool would print it, and where it stands; no span where the tool found none. */
  read(text: string): { readonly answer: string; readonly span: Span | null };
  /** Whether the tool would count that answer as right. */
  isRight(answer: string, target: string): boolean;
}

/** What a reply was to be held against, where a sorter needs it. */
export interface Asked {
  readonly target?: string | undefined;
  readonly choices?: readonly string[] | undefined;
}

/** Where publishers put a reply, and what their sums take from it. */
export interface Sorted {
  readonly verdict: string;
  readonly value: number | null;
  /** What was read as the answer, where something was. */
  readonly answer?: string;
  readonly span: Span | null;
}

/** The same for benchmarks whose replies are sorted into more than right and wrong. */
export interface OfficialSorter {
  readonly id: string;
  /** @throws RangeError where `asked` lacks what it takes */
  sort(text: string, asked: Asked): Sorted;
}

/** Where a match stands; null where there is none. */
export function spanOf(match: RegExpExecArray | null): Span | null {
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}

/** English letters in lower case, every character in its place, so that a span in the result is one in the text. */
export function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
