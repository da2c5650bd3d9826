import { PlumblineError, toFault, type Fault, type FaultKind } from '../../domain/fault.ts';
import { Batch } from './batch.ts';
import type { Decoder } from './decoder.ts';
import { Prefill } from './prefill.ts';
import { nextMove, type Batching, type ScheduleLimits } from './schedule.ts';
import { provenBeginnings } from './sharing.ts';
import { inOrder, Writing, type DecodedRow, type DecodeRow } from './writing.ts';

export type { DecodedRow, DecodeRow } from './writing.ts';

export type DecodeEvent =
  | {
      readonly type: 'step';
      readonly rows: readonly { trial: string; tokens: readonly number[] }[];
    }
  | { readonly type: 'done'; readonly row: DecodedRow }
  /** A prompt that fills the context. The others are answered. */
  | { readonly type: 'refused'; readonly trial: string; readonly fault: Fault };

export interface DecodeTools {
  readonly signal: AbortSignal;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Gives the event loop a turn, so that an abort can arrive. */
  readonly breathe: () => Promise<void>;
}

/** Rows of one pass: past this, steps on two cores cost as much more as they bring. See `bench/`. */
const passRows = 32;

/** Bytes of keys and values of a batch. A step holds them thrice: those before, those after, and the runtime's own. */
const pastBytes = 256 * 2 ** 20;

/** Rows × longest prompt of one pass over prompts: what is computed on the way takes many times what is kept. */
const passTokens = 4096;

export function limitsFor(
  { cacheBytes, merge }: Pick<Decoder, 'cacheBytes' | 'merge'>,
  batching: Batching = 'any',
): ScheduleLimits {
  const tokens = Math.floor(pastBytes / Math.max(1, cacheBytes));
  return { rows: passRows, tokens, passTokens, batching, joins: merge !== null };
}

/**
 * Answers rows, shorter prompts first, in one batch that rows leave when they are done and enter when there is room (`schedule.ts`).
 * Each row stops by itself at an end mark or the limit. A reply does not depend on what else is in the batch. Yields after every pass.
 * @throws PlumblineError `aborted` between two passes, `engine-failed` where the model gives no finite number
 */
export async function* decode(
  decoder: Decoder,
  rows: readonly DecodeRow[],
  { signal, now, breathe }: DecodeTools,
  limits: ScheduleLimits = limitsFor(decoder),
): AsyncGenerator<DecodeEvent, void, undefined> {
  const { context } = decoder;
  const isTooLong = (row: DecodeRow) => row.prompt.length >= context;
  for (const { trial, prompt } of rows.filter(isTooLong)) {
    const fault = toFault(tooLong(prompt.length, context, 'row-refused'));
    yield { type: 'refused', trial, fault };
  }
  const queue = inOrder(
    rows.filter((row) => !isTooLong(row)),
    context,
  );
  const prompts = queue.map(({ row }) => row.prompt);
  const prefill = await Prefill.of(decoder, prompts, provenBeginnings);
  let slots: readonly Writing[] = [];
  let batch: Batch | null = null;
  try {
    while (queue.length > 0 || slots.some(isWriting)) {
      const move = nextMove(slots, batch?.width ?? 0, queue.slice(0, limits.rows), limits);
      const entering = queue.splice(0, move?.enter ?? 0);
      if (entering.length > 0) {
        const began = now();
        const read = await prefill.read(entering.map(({ row }) => row.prompt));
        const prefilled = now();
        const entered = entering.map((one) => new Writing(one, prefilled - began, prefilled));
        yield* take(entered, (at) => read.logits[at], decoder, now);
        // A row that is done with its first token never enters.
        const fresh = entered.flatMap((slot, at) => (slot.done ? [] : [read.rows[at] ?? 0]));
        const kept = move?.keep ?? [];
        batch = await joined(batch, kept, { batch: read.batch, rows: fresh }, decoder);
        slots = [...at(slots, kept), ...entered.filter(isWriting)];
      } else {
        if (move !== null) {
          batch = await joined(batch, move.keep, null, decoder);
          slots = at(slots, move.keep);
        }
        if (batch === null) throw new Error('unreachable: where nothing is written, rows enter');
        const output = await decoder.step(
          batch.next(slots.map(({ tokens }) => tokens.at(-1) ?? decoder.pad)),
        );
        batch.advance(output.cache);
        const { logits, vocabulary } = output;
        const of = (row: number) => logits.subarray(row * vocabulary, (row + 1) * vocabulary);
        yield* take(slots, of, decoder, now);
      }
      const written = slots.filter(isWriting);
      yield {
        type: 'step',
        rows: written.map(({ row, tokens }) => ({ trial: row.trial, tokens })),
      };
      await breathe();
      if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
    }
  } finally {
    batch?.close();
    prefill.close();
  }
}

/** The next token of every row that is still written, and the rows that are done with it. */
function* take(
  slots: readonly Writing[],
  logits: (row: number) => Float32Array | undefined,
  decoder: Decoder,
  now: () => number,
): Generator<DecodeEvent, void, undefined> {
  for (const [at, slot] of slots.entries()) {
    const own = logits(at);
    if (slot.done || own === undefined) continue;
    const row = slot.take(own, decoder, now());
    if (row !== null) yield { type: 'done', row };
  }
}

/**
 * The rows that stay and those that enter as one batch; null for none. Where pasts cannot be merged rows enter only an empty batch, and
 * one that they leave keeps its padding.
 */
async function joined(
  old: Batch | null,
  keep: readonly number[],
  fresh: { readonly batch: Batch; readonly rows: readonly number[] } | null,
  { merge }: Pick<Decoder, 'merge'>,
): Promise<Batch | null> {
  const stays = old !== null && keep.length > 0 ? [{ batch: old, rows: keep }] : [];
  const enters = fresh !== null && fresh.rows.length > 0 ? [fresh] : [];
  const [first, ...others] = [...stays, ...enters];
  let batch: Batch | null = null;
  if (first !== undefined) {
    if (others.length === 0 && first.batch.isJust(first.rows)) batch = first.batch;
    else if (merge !== null) batch = await Batch.join([first, ...others], merge);
    else {
      await first.batch.keep(first.rows);
      batch = first.batch;
    }
  }
  for (const one of [old, fresh?.batch]) if (one !== batch) one?.close();
  return batch;
}

function isWriting({ done }: Writing): boolean {
  return !done;
}

function at<T>(values: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((place) => values[place] ?? []);
}

export function tooLong(
  length: number,
  context: number,
  kind: FaultKind = 'bad-request',
): PlumblineError {
  return new PlumblineError({
    kind,
    message: `A prompt of ${length} tokens leaves no room for a reply: this model reads ${context} tokens.`,
    kept: 'Every stored reply is kept.',
    remedy: 'Leave out the item, or choose a model with a longer context.',
  });
}
