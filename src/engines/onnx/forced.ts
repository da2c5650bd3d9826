import { PlumblineError } from '../../domain/fault.ts';
import type { ForcedText, LogitPart, LogitRun } from '../logits.ts';
import { tooLong, type DecodeTools } from './decode.ts';
import type { Decoder, ReadOptions, StepInput } from './decoder.ts';

/** Bytes that the logits of one pass may take. */
const passBytes = 128 * 2 ** 20;

/** Texts of one pass at most. */
export const passTexts = 32;

/** Taken for the size of a vocabulary that a config does not tell: no model's is known to be larger. */
const largestVocabulary = 2 ** 18;

export type ReadTools = Pick<DecodeTools, 'signal' | 'breathe'> & Pick<ReadOptions, 'on'>;

/**
 * Reads texts, teacher-forced: one part a pass, in the texts' order. Rows are padded on the right: what is before a token does
 * not see the padding, so a text is read the same whatever its batch. Only the places that some text of the pass needs are
 * asked of the graph.
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a text is longer than the context
 */
export async function* readForced(
  decoder: Decoder,
  texts: readonly ForcedText[],
  { signal, breathe, on }: ReadTools,
): AsyncGenerator<LogitPart, void, undefined> {
  for (let from = 0; from < texts.length;) {
    await breathe();
    if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
    const batch = nextPass(texts, from, decoder.vocabulary ?? largestVocabulary);
    const input = padRight(batch, decoder);
    const { kept, vocabulary, ...logits } = await decoder.read(input, {
      keep: keptBy(batch),
      on,
    });
    const first = input.width - kept;
    const runs = batch.map(({ prompt, text }, row): LogitRun => ({
      text: from + row,
      from: 0,
      to: text.length,
      // A token is predicted at the place before it.
      row: row * kept + prompt.length - 1 - first,
    }));
    yield { runs, vocabulary, ...logits };
    from += batch.length;
  }
}

/** As many of the next texts as their logits have room for, and one at least. */
function nextPass(texts: readonly ForcedText[], from: number, vocabulary: number): ForcedText[] {
  const batch: ForcedText[] = [];
  for (const text of texts.slice(from, from + passTexts)) {
    batch.push(text);
    const bytes = 4 * vocabulary * batch.length * keptBy(batch);
    if (bytes > passBytes && batch.length > 1) return batch.slice(0, -1);
  }
  return batch;
}

/** Places from the end of the widest row down to the first that any text needs. */
function keptBy(batch: readonly ForcedText[]): number {
  const width = Math.max(1, ...batch.map(({ prompt, text }) => prompt.length + text.length));
  return width - Math.min(...batch.map(({ prompt }) => prompt.length - 1));
}

function padRight(batch: readonly ForcedText[], { pad, context }: Decoder): StepInput {
  const all = batch.map(({ prompt, text }) => [...prompt, ...text]);
  const width = Math.max(1, ...all.map((ids) => ids.length));
  if (width > context) throw tooLong(width, context);
  const rows = all.length;
  const ids = new BigInt64Array(rows * width).fill(BigInt(pad));
  const positions = new BigInt64Array(rows * width);
  const attention = new BigInt64Array(rows * width);
  for (const [row, tokens] of all.entries()) {
    for (const [at, token] of tokens.entries()) {
      ids[row * width + at] = BigInt(token);
      positions[row * width + at] = BigInt(at);
      attention[row * width + at] = 1n;
    }
  }
  return { rows, width, ids, positions, attention, cache: [] };
}
