import type { ForcedRow, RowDistributions } from '../engine.ts';
import { distributionsOf, type Read } from '../read-logits.ts';
import { readForced, type ReadTools } from './forced.ts';
import type { LoadedParts } from './load.ts';
import { forceRow } from './prompt.ts';

/**
 * The likeliest tokens at each place of texts, in the rows' order.
 * @throws PlumblineError as `readForced` and `distributionsOf`
 */
export function distribute(
  { tokenizer, thinking, decoder }: LoadedParts,
  rows: readonly ForcedRow[],
  width: number,
  tools: Omit<ReadTools, 'on' | 'share'>,
): AsyncGenerator<RowDistributions, void, undefined> {
  const texts = rows.map((row) => forceRow(row, { tokenizer, thinking }, decoder.marks));
  const read: Read = (asked) => readForced(decoder, asked, { ...tools, on: 'cpu', share: false });
  return distributionsOf(read, rows, texts, width);
}
