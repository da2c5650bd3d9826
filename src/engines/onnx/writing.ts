import { PlumblineError } from '../../domain/fault.ts';
import { seededRng, type Rng } from '../../domain/rng.ts';
import type { Sampling } from '../../domain/sampling.ts';
import { drawToken } from '../sampling.ts';
import type { Decoder } from './decoder.ts';
import type { Place, ScheduledRow } from './schedule.ts';

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

/** A row that waits, with what the schedule depends on. */
export interface Queued extends ScheduledRow {
  readonly row: DecodeRow;
}

/** A row of the batch. One that is done stays in it until the batch is put together anew. */
export class Writing implements Place {
  readonly row: DecodeRow;
  readonly prompt: number;
  readonly room: number;
  readonly tokens: number[] = [];
  readonly #rng: Rng;
  readonly #prefill: number;
  readonly #began: number;
  #done = false;

  constructor({ row, prompt, room }: Queued, prefill: number, now: number) {
    this.row = row;
    this.prompt = prompt;
    this.room = room;
    this.#rng = seededRng(`${row.seed} ${row.trial}`);
    this.#prefill = prefill;
    this.#began = now;
  }

  get done(): boolean {
    return this.#done;
  }

  /** Draws the row's next token. Returns the row where it is done with it, null where it goes on. */
  take(logits: Float32Array, { end }: Pick<Decoder, 'end'>, now: number): DecodedRow | null {
    const { row, tokens, room } = this;
    const token = drawToken(logits, row.sampling, this.#rng);
    if (token === -1) throw noNumber();
    const ended = end.includes(token);
    if (!ended) tokens.push(token);
    this.#done = ended || tokens.length >= room;
    if (!this.#done) return null;
    const timing = { prefill: this.#prefill, decode: now - this.#began };
    return { trial: row.trial, tokens, stop: ended ? 'end' : 'length', ...timing };
  }
}

/** Rows as they wait: shorter prompts first, and those that are the same side by side, so that they are read together. */
export function inOrder(rows: readonly DecodeRow[], context: number): Queued[] {
  const queued = rows.map((row) => {
    const prompt = row.prompt.length;
    const room = Math.min(row.sampling.maxTokens, context - prompt);
    return { row, prompt, room, key: row.prompt.join(' ') };
  });
  return queued.sort((a, b) => a.prompt - b.prompt || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function noNumber(): PlumblineError {
  return new PlumblineError({
    kind: 'engine-failed',
    message: 'The model gave no finite number to choose a token by.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try the other device, or another precision of the model.',
  });
}
