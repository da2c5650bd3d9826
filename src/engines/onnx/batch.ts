import type { CachePart, CacheTensor, StepInput } from './decoder.ts';

/** A beginning that all rows of a pass share, already read: a past of that many rows. */
export interface Shared {
  readonly length: number;
  readonly cache: readonly CacheTensor[];
}

/** Rows of a batch that a new one takes over, in this order; a row may stand in it more than once. */
export interface Taken {
  readonly batch: Batch;
  readonly rows: readonly number[];
}

/**
 * The rows of one batch between two passes: how many tokens of each are in the past, and the past's keys and values. Each row stands
 * at the right end of the past, behind padding. Knows nothing of sampling.
 */
export class Batch {
  #lengths: readonly number[];
  #width: number;
  #cache: readonly CacheTensor[] = [];
  /** Tokens before the padding: a shared beginning, until the batch is put together anew. */
  readonly #before: number;

  private constructor(lengths: readonly number[], width: number, before: number) {
    this.#lengths = lengths;
    this.#width = width;
    this.#before = before;
  }

  /**
   * Pads the prompts on the left to one width. Returns the batch and its first pass.
   * @param shared what stands before every prompt, whose padding then is in the middle
   */
  static start(
    prompts: readonly (readonly number[])[],
    pad: number,
    shared: Shared = { length: 0, cache: [] },
  ): { batch: Batch; input: StepInput } {
    const rows = prompts.length;
    const before = shared.length;
    const width = Math.max(...prompts.map((prompt) => prompt.length));
    const ids = new BigInt64Array(rows * width).fill(BigInt(pad));
    const positions = new BigInt64Array(rows * width);
    for (const [row, prompt] of prompts.entries()) {
      const first = row * width + width - prompt.length;
      for (const [at, token] of prompt.entries()) {
        ids[first + at] = BigInt(token);
        positions[first + at] = BigInt(before + at);
      }
    }
    const lengths = prompts.map((prompt) => before + prompt.length);
    const batch = new Batch(lengths, before + width, before);
    const attention = batch.#attention();
    return { batch, input: { rows, width, ids, positions, attention, cache: shared.cache } };
  }

  /**
   * Rows of several batches as one, closed up to the longest of them: padding that no row needs any more is left out.
   * @param merge puts keys or values together; it is called once for each tensor of a past
   */
  static async join(
    taken: readonly Taken[],
    merge: (parts: readonly CachePart[], width: number) => Promise<CacheTensor>,
  ): Promise<Batch> {
    const lengths = taken.flatMap(({ batch, rows }) => rows.map((row) => batch.#lengths[row] ?? 0));
    const joined = new Batch(lengths, Math.max(...lengths), 0);
    const [first] = taken;
    const cache: CacheTensor[] = [];
    const tensors = first === undefined ? 0 : first.batch.#cache.length;
    for (let at = 0; at < tensors; at++) {
      const parts = taken.flatMap(({ batch, rows }): CachePart[] => {
        const tensor = batch.#cache[at];
        return tensor === undefined ? [] : [{ tensor, rows: rows.map((row) => batch.#row(row)) }];
      });
      cache.push(await merge(parts, joined.#width));
    }
    joined.advance(cache);
    return joined;
  }

  /** Tokens a row that the past holds, padding included. */
  get width(): number {
    return this.#width;
  }

  /** Whether it holds just these rows, in this order, with no padding but on the left. */
  isJust(rows: readonly number[]): boolean {
    const isSame = rows.length === this.#lengths.length && rows.every((row, at) => row === at);
    return isSame && this.#before === 0;
  }

  /** Takes over the keys and values that a pass gave, freeing those before. */
  advance(cache: readonly CacheTensor[]): void {
    for (const tensor of this.#cache) tensor.dispose();
    this.#cache = cache;
  }

  /** The next pass: one token a row, in the batch's order. */
  next(tokens: readonly number[]): StepInput {
    const rows = tokens.length;
    const positions = BigInt64Array.from(this.#lengths, BigInt);
    this.#lengths = this.#lengths.map((length) => length + 1);
    this.#width++;
    return {
      rows,
      width: 1,
      ids: BigInt64Array.from(tokens, BigInt),
      positions,
      attention: this.#attention(),
      cache: this.#cache,
    };
  }

  /** Keeps only these rows, in this order: finished rows stop costing anything. The padding stays. */
  async keep(rows: readonly number[]): Promise<void> {
    this.#lengths = rows.map((row) => this.#lengths[row] ?? 0);
    this.advance(await Promise.all(this.#cache.map((tensor) => tensor.gather(rows))));
  }

  /** Frees the keys and values. */
  close(): void {
    this.advance([]);
  }

  /** 1 for each row's tokens: those of a shared beginning, then padding, then its own. */
  #attention(): BigInt64Array {
    const attention = new BigInt64Array(this.#lengths.length * this.#width);
    for (const [row, length] of this.#lengths.entries()) {
      const from = row * this.#width;
      attention.fill(1n, from, from + this.#before);
      attention.fill(1n, from + this.#width - (length - this.#before), from + this.#width);
    }
    return attention;
  }

  #row(row: number): CachePart['rows'][number] {
    const length = this.#lengths[row] ?? 0;
    const own = [this.#width - (length - this.#before), this.#width] as const;
    return { row, runs: this.#before === 0 ? [own] : [[0, this.#before], own] };
  }
}
