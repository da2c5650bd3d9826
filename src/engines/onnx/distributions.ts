import { PlumblineError } from '../../domain/fault.ts';
import type { ForcedRow, RowDistributions } from '../engine.ts';
import { rowsOf } from '../logits.ts';
import { topTokens } from '../top-k.ts';
import { readForced, type ReadTools } from './forced.ts';
import { behindSomething } from './likelihood.ts';
import type { LoadedParts } from './load.ts';
import { forceRow } from './prompt.ts';

/**
 * The likeliest tokens at each place of texts, in the rows' order.
 * @throws PlumblineError as `readForced`, and `engine-failed` where the model gives no finite number
 */
export async function* distribute(
  { tokenizer, decoder }: LoadedParts,
  rows: readonly ForcedRow[],
  width: number,
  tools: Omit<ReadTools, 'on'>,
): AsyncGenerator<RowDistributions, void, undefined> {
  const texts = rows.map((row) => behindSomething(forceRow(row, tokenizer, decoder.marks)));
  for await (const part of readForced(decoder, texts, { ...tools, on: 'cpu' })) {
    const named = Math.min(width, part.vocabulary);
    for (const run of part.runs) {
      const places = rowsOf(part, run).map((logits) => topTokens(logits, named) ?? noNumber());
      yield {
        key: rows[run.text]?.key ?? '',
        tokens: [...(texts[run.text]?.text ?? [])],
        width: named,
        ids: Uint32Array.from(places.flatMap(({ ids }) => [...ids])),
        logProbs: Float32Array.from(places.flatMap(({ logProbs }) => [...logProbs])),
        tail: Float32Array.from(places, ({ tail }) => tail),
        floor: Float32Array.from(places, ({ floor }) => floor),
      };
    }
    part.release();
  }
}

function noNumber(): never {
  throw new PlumblineError({
    kind: 'engine-failed',
    message: 'The model gave no finite number for how likely a token is.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try the other device, or another precision of the model.',
  });
}
