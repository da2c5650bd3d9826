import { driftTokens } from '../../domain/drift.ts';
import type { ForcedText, LogitSource } from '../../engines/logits.ts';
import type { DriftRow } from './plan.ts';

type Marks = LogitSource['marks'];

/** A text as the baseline reads it, once for all the rows that need it. */
export interface BaselineText extends ForcedText {
  readonly rows: readonly DriftRow[];
  /** Tokens of the text past those that are read. */
  readonly unread: number;
}

/** The same text as the other model reads it, once for all the rows in which it stands after the same. */
export interface OtherText extends ForcedText {
  readonly rows: readonly DriftRow[];
  readonly of: BaselineText;
  readonly unread: number;
}

/** The rows' texts as the baseline reads them, each once: those after one prompt together, short prompts first. */
export function baselineTexts(
  rows: readonly DriftRow[],
  baseline: LogitSource,
  marks: { readonly baseline: Marks; readonly reasoning: Marks },
): BaselineText[] {
  const found = new Map<string, DriftRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.messages, textOf(row, marks)]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [row]);
    else known.push(row);
  }
  const texts = [...found.values()].flatMap((same) => {
    const [row] = same;
    if (row === undefined) return [];
    const { messages, id } = row;
    const forced = baseline.force({ key: id, messages, chain: 'none', text: textOf(row, marks) });
    const length = roomFor(forced, baseline);
    const unread = forced.text.length - length;
    return { prompt: forced.prompt, text: forced.text.slice(0, length), rows: same, unread };
  });
  return byPrompt(texts);
}

/** The same texts as the other model reads them. */
export function otherTexts(
  texts: readonly BaselineText[],
  other: LogitSource,
  marks: { readonly baseline: Marks; readonly reasoning: Marks },
): OtherText[] {
  return texts.flatMap((of) => {
    const found = new Map<string, OtherText>();
    for (const row of of.rows) {
      const chain = row.chain === 'own' ? ownChain(row, marks) : row.chain;
      // The baseline's tokens even where the text is a text: both must read the very same.
      const { messages, id } = row;
      const forced = other.force({ key: id, messages, chain, text: of.text });
      const key = forced.prompt.join();
      const length = roomFor(forced, other);
      const unread = of.unread + forced.text.length - length;
      // Where both models answered in the same words, two variants are one and the same reading.
      const rows = [...(found.get(key)?.rows ?? []), row];
      found.set(key, { ...forced, text: forced.text.slice(0, length), rows, of, unread });
    }
    return [...found.values()];
  });
}

/** How many of a text's tokens are read: none where the prompt fills the context, or nothing stands before the text. */
function roomFor({ prompt, text }: ForcedText, { context }: LogitSource): number {
  if (prompt.length === 0) return 0;
  return Math.max(0, Math.min(text.length, driftTokens, context - prompt.length));
}

type MarksOfBoth = Parameters<typeof otherTexts>[2];

/** What of a row is read: a text, or what a reply has after its last chain. */
function textOf({ text }: DriftRow, marks: MarksOfBoth): string | readonly number[] {
  return typeof text === 'string' ? text : text.tokens.slice(chainEnd(text, marks));
}

/** What a reply has up to the end of its last chain. */
function ownChain({ text }: DriftRow, marks: MarksOfBoth): readonly number[] {
  return typeof text === 'string' ? [] : text.tokens.slice(0, chainEnd(text, marks));
}

function chainEnd({ by, tokens }: Exclude<DriftRow['text'], string>, marks: MarksOfBoth): number {
  const own = marks[by];
  return own === null ? 0 : tokens.lastIndexOf(own.close) + 1;
}

/** Prompts are read once for all their texts, and prompts of like length need little padding. */
function byPrompt(texts: readonly BaselineText[]): BaselineText[] {
  const keyed = texts.map((text) => ({ text, key: text.prompt.join() }));
  keyed.sort((a, b) => {
    const longer = a.text.prompt.length - b.text.prompt.length;
    return longer === 0 ? Number(a.key > b.key) - Number(a.key < b.key) : longer;
  });
  return keyed.map(({ text }) => text);
}
