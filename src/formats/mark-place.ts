/**
 * Where a mark stands: first on its `line`, blanks aside; behind the end of a `sentence` or directly behind a word, which
 * nobody who speaks of a mark writes; or in the middle of a `phrase`.
 */
export type Place = 'line' | 'sentence' | 'glued' | 'phrase';

/** What can stand directly before a mark that is spoken of. */
const opening = /["'`“‘«([{]/;
const sentenceEnd = /[.!?…"”»)]/;

/** The place of the mark at `start` in text that runs from `from`, where the last mark ended. */
export function placeOf(text: string, start: number, from: number): Place {
  let at = start - 1;
  while (at >= from && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at--;
  const before = text[at] ?? '\n';
  if (at < from || before === '\n') return 'line';
  if (at === start - 1) return opening.test(before) ? 'phrase' : 'glued';
  return sentenceEnd.test(before) ? 'sentence' : 'phrase';
}

/**
 * Whether what follows a closing mark, in the middle of a phrase, shows that the mark is spoken of: a sign of the sentence
 * at once, or, where no chain was seen, the next word of it.
 */
export function speaksOf(text: string, end: number, next: boolean): boolean {
  if (/^[.,;:!?)]/.test(text.slice(end, end + 1))) return true;
  return next && /^[ \t]{1,9}\p{Ll}/u.test(text.slice(end, end + 10));
}
