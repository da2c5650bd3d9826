export interface TextRun {
  readonly text: string;
  /** Whether it names a character that would not be seen, or would move others. */
  readonly odd: boolean;
}

/** Controls other than tab and line break, marks without a width, marks of direction, and halves of surrogate pairs. */
const oddOnes =
  /[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** A text in runs: characters that hide or turn a text around are replaced by their names, ‹U+202E›. */
export function modelText(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(oddOnes)) {
    if (match.index > from) runs.push({ text: text.slice(from, match.index), odd: false });
    const code = match[0].codePointAt(0) ?? 0;
    runs.push({ text: `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`, odd: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), odd: false });
  return runs;
}
