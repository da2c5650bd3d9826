import type { Span } from '../domain/score.ts';

/**
 * The text in lower case with straight quotes and plain dashes. Every character keeps its place, so that a span in the
 * result is a span in the text.
 */
export function plain(text: string): string {
  return text
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/[A-ZÀ-ÖØ-ÞΑ-ΡΣ-ΫА-Я]/g, (letter) => letter.toLowerCase());
}

/** A piece of a text and where it stands. */
export interface Sentence extends Span {
  readonly text: string;
}

/** Sentences, by end marks and line breaks. A point within a number or after a list's number ends none. */
export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  for (const match of text.matchAll(
    /(?:[^.!?\n]|[.!?](?=[\d\w])|(?<=(?:^|\n)\s*\d{1,2})\.)+[.!?"'*)\]]*/g,
  )) {
    if (/[\p{L}\d]/u.test(match[0])) found.push(spanned(match));
  }
  return found;
}

function spanned(match: RegExpMatchArray): Sentence {
  const [text] = match;
  const start = (match.index ?? 0) + text.length - text.trimStart().length;
  return { text: text.trim(), start, end: start + text.trim().length };
}

/** The text as it can stand in a pattern: nothing in it is a pattern's sign. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
