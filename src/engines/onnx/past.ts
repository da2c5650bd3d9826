import { Batch } from './batch.ts';
import type { CacheTensor, Decoder, StepInput } from './decoder.ts';

/**
 * Places that the runtime computes at once on the CPU. What is left over at the end is added up in another order: so a text's numbers
 * would depend, in the last digits, on where its row and its pass end.
 */
export const block = 4;

export function wholeBlocks(places: number): number {
  return Math.ceil(places / block) * block;
}

type Room = Pick<Decoder, 'pad' | 'context'>;

/** A row of a pass behind a past. */
export interface TailRow {
  /** Row of the past that it goes on from. */
  readonly after: number;
  readonly ids: readonly number[];
}

/**
 * Keys and values of beginnings of one and the same length, read once, from which rows go on as often as they like. Because no
 * beginning is padded, what is read behind it does not depend on how a graph takes padding: some take none on the left, and say
 * nothing.
 */
export class Past {
  readonly length: number;
  readonly #cache: readonly CacheTensor[];

  private constructor(length: number, cache: readonly CacheTensor[]) {
    this.length = length;
    this.#cache = cache;
  }

  /** @param prefixes beginnings of one length */
  static async read(decoder: Decoder, prefixes: readonly (readonly number[])[]): Promise<Past> {
    const { input } = Batch.start(prefixes, decoder.pad);
    const { cache } = await decoder.step(input);
    return new Past(input.width, cache);
  }

  /** A pass over rows that go on from here. Its cache is the caller's to free. */
  async pass(tails: readonly TailRow[], decoder: Room): Promise<StepInput> {
    const cache = await this.rows(tails.map(({ after }) => after));
    const { attention: _none, ...input } = padRight(tails, decoder, this.length);
    // All of it: graphs that count what is attended to take every row to be as long, and nothing real sees the padding behind it.
    const attention = new BigInt64Array(input.rows * (this.length + input.width)).fill(1n);
    return { ...input, attention, cache };
  }

  /** Keys and values of these rows, which are the caller's to free. */
  rows(rows: readonly number[]): Promise<CacheTensor[]> {
    return Promise.all(this.#cache.map((tensor) => tensor.gather(rows)));
  }

  close(): void {
    for (const tensor of this.#cache) tensor.dispose();
  }
}

/** Rows of a pass, padded on the right to a whole number of blocks. @param from position of their first tokens */
export function padRight(
  tails: readonly Pick<TailRow, 'ids'>[],
  { pad, context }: Room,
  from = 0,
): StepInput {
  const rows = tails.length;
  const longest = Math.max(1, ...tails.map(({ ids }) => ids.length));
  const width = Math.max(longest, Math.min(wholeBlocks(longest), context - from));
  const ids = new BigInt64Array(rows * width).fill(BigInt(pad));
  const positions = new BigInt64Array(rows * width);
  const attention = new BigInt64Array(rows * width);
  for (const [row, tail] of tails.entries()) {
    for (const [at, token] of tail.ids.entries()) {
      ids[row * width + at] = BigInt(token);
      positions[row * width + at] = BigInt(from + at);
      attention[row * width + at] = 1n;
    }
  }
  return { rows, width, ids, positions, attention, cache: [] };
}
