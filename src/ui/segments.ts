import type { Span } from '../domain/score.ts';

export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text at its evidence spans, which may overlap, touch, or lie outside it; the segments joined are the text. */
export function segments(text: string, spans: readonly Span[]): Segment[] {
  const found: Segment[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, at);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) found.push({ text: text.slice(at, from), marked: false });
    found.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}
