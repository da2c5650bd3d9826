import type { Span } from '../domain/score.ts';

/** Longer than this, what stands in a box or between dollar signs is no answer. */
const longest = 2000;

/** Of more boxes than these, only the last can hold the final answer. */
const most = 50;

/** What stands in the boxes (`\boxed{…}`, `\fbox{…}`) of a text, braces within braces included, in order. */
export function boxes(text: string): Span[] {
  const found: Span[] = [];
  for (const { index, 0: mark } of [...text.matchAll(/\\(?:f?boxed|fbox)\s{0,3}\{/g)].slice(
    -most,
  )) {
    const start = index + mark.length;
    const end = closingBrace(text, start);
    if (end !== null) found.push({ start, end });
  }
  // \boxed 5 without braces.
  if (found.length > 0) return found;
  for (const { index, 0: whole, 1: inner = '' } of text.matchAll(
    /\\boxed\s{1,3}([^\s{}$\\]{0,40}[^\s{}$\\.,;:])/g,
  )) {
    const end = index + whole.length;
    found.push({ start: end - inner.length, end });
  }
  return found;
}

/** Where the brace closes that was opened before `start`; null where it does not, within reach. */
function closingBrace(text: string, start: number): number | null {
  let depth = 1;
  for (let at = start; at < Math.min(text.length, start + longest); at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return null;
}

/** What stands between $…$, $$…$$, \(…\) and \[…\], in order. A dollar sign with a backslash is money. */
export function formulas(text: string): Span[] {
  const found: Span[] = [];
  let open: { readonly start: number; readonly end: string } | null = null;
  // A backslash may have been escaped on its way: \\( is \(. But \\[2pt] is a gap between two rows.
  for (const { index, 0: written } of text.matchAll(
    /\\\\\[[\d.]{1,5}[a-z]{2}\]|\\{1,2}[()[\]]|\\[\s\S]|\$\$?/g,
  )) {
    const mark = written.replace('\\\\', '\\');
    if (open === null) {
      const end = closings[mark];
      if (end !== undefined) open = { start: index + written.length, end };
    } else if (mark === open.end) {
      if (index > open.start && index - open.start <= longest)
        found.push({ start: open.start, end: index });
      open = null;
    }
  }
  return found;
}

const closings: Readonly<Record<string, string>> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' };
