import { PlumblineError } from '../../domain/fault.ts';
import { seededRng, type Rng } from '../../domain/rng.ts';
import type { Sampling } from '../../domain/sampling.ts';
import { drawToken } from '../sampling.ts';
import { Batch } from './batch.ts';
import type { Decoder, StepOutput } from './decoder.ts';

/** A prompt as token ids. */
export interface DecodeRow {
  readonly trial: string;
  readonly prompt: readonly number[];
  readonly sampling: Sampling;
  /** The row's own stream of chance is seeded by this and by its trial, so its reply does not depend on its batch. */
  readonly seed: number;
}

export interface DecodedRow {
  readonly trial: string;
  /** The end mark left out. */
  readonly tokens: readonly number[];
  readonly stop: 'end' | 'length';
  /** Milliseconds. */
  readonly prefill: number;
  readonly decode: number;
}

export type DecodeEvent =
  | {
      readonly type: 'step';
      readonly rows: readonly { trial: string; tokens: readonly number[] }[];
    }
  | { readonly type: 'done'; readonly row: DecodedRow };

interface Writing {
  readonly row: DecodeRow;
  readonly tokens: number[];
  readonly rng: Rng;
}

export interface DecodeTools {
  readonly signal: AbortSignal;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Gives the event loop a turn, so that an abort can arrive. */
  readonly breathe: () => Promise<void>;
}

/**
 * Answers a batch: one pass over the left-padded prompts, then one a token. Each row stops by itself at an end mark or the limit; the
 * batch shrinks when half of its rows are done. Yields after every pass.
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a prompt fills the context, `engine-failed` where the
 *   model gives no finite number.
 */
export async function* decode(
  decoder: Decoder,
  rows: readonly DecodeRow[],
  { signal, now, breathe }: DecodeTools,
): AsyncGenerator<DecodeEvent, void, undefined> {
  if (rows.length === 0) return;
  for (const row of rows) {
    if (row.prompt.length >= decoder.context) throw tooLong(row.prompt.length, decoder.context);
  }
  const began = now();
  const { batch, input } = Batch.start(
    rows.map((row) => row.prompt),
    decoder.pad,
  );
  try {
    let output = await decoder.step(input);
    const prefilled = now();
    // A slot stays in the batch until it shrinks; one that is done is null.
    let slots: (Writing | null)[] = rows.map((row) => ({
      row,
      tokens: [],
      rng: seededRng(`${row.seed} ${row.trial}`),
    }));

    for (;;) {
      batch.advance(output.cache);
      for (const [at, slot] of slots.entries()) {
        if (slot === null) continue;
        const stop = take(slot, logitsOf(output, at), decoder);
        if (stop === null) continue;
        slots[at] = null;
        yield {
          type: 'done',
          row: {
            trial: slot.row.trial,
            tokens: slot.tokens,
            stop,
            prefill: prefilled - began,
            decode: now() - prefilled,
          },
        };
      }
      const writing = slots.flatMap((slot) => slot ?? []);
      if (writing.length === 0) return;
      yield {
        type: 'step',
        rows: writing.map(({ row, tokens }) => ({ trial: row.trial, tokens })),
      };
      await breathe();
      if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });

      if (writing.length * 2 <= slots.length) {
        await batch.keep(slots.flatMap((slot, at) => (slot === null ? [] : [at])));
        slots = writing;
      }
      output = await decoder.step(
        batch.next(slots.map((slot) => slot?.tokens.at(-1) ?? decoder.pad)),
      );
    }
  } finally {
    batch.close();
  }
}

/** Draws the row's next token; says why the row is done, or null where it goes on. */
function take(
  slot: Writing,
  logits: Float32Array,
  { end, context }: Pick<Decoder, 'end' | 'context'>,
): DecodedRow['stop'] | null {
  const { sampling } = slot.row;
  const token = drawToken(logits, sampling, slot.rng);
  if (token === -1) {
    throw new PlumblineError({
      kind: 'engine-failed',
      message: 'The model gave no finite number to choose a token by.',
      kept: 'Every stored reply is kept.',
      remedy: 'Try the other device, or another precision of the model.',
    });
  }
  if (end.includes(token)) return 'end';
  slot.tokens.push(token);
  const room = Math.min(sampling.maxTokens, context - slot.row.prompt.length);
  return slot.tokens.length >= room ? 'length' : null;
}

export function tooLong(length: number, context: number): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: `A prompt of ${length} tokens leaves no room for a reply: this model reads ${context} tokens.`,
    kept: 'Every stored reply is kept.',
    remedy: 'Leave out the item, or choose a model with a longer context.',
  });
}

function logitsOf({ logits, vocabulary }: StepOutput, row: number): Float32Array {
  return logits.subarray(row * vocabulary, (row + 1) * vocabulary);
}
