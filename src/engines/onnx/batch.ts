import type { CacheTensor, StepInput } from './decoder.ts';

/**
 * The rows of one batch between two passes: what each attends to, and the keys and values of its past. Knows nothing of sampling.
 */
export class Batch {
  #attention: BigInt64Array[];
  #cache: readonly CacheTensor[] = [];

  private constructor(attention: BigInt64Array[]) {
    this.#attention = attention;
  }

  /** Pads the prompts on the left to one width. Returns the batch and its first pass. */
  static start(
    prompts: readonly (readonly number[])[],
    pad: number,
  ): { batch: Batch; input: StepInput } {
    const width = Math.max(...prompts.map((prompt) => prompt.length));
    const rows = prompts.length;
    const ids = new BigInt64Array(rows * width).fill(BigInt(pad));
    const positions = new BigInt64Array(rows * width);
    const attention = prompts.map((prompt, row) => {
      const mask = new BigInt64Array(width);
      const first = width - prompt.length;
      for (const [at, token] of prompt.entries()) {
        ids[row * width + first + at] = BigInt(token);
        positions[row * width + first + at] = BigInt(at);
        mask[first + at] = 1n;
      }
      return mask;
    });
    const batch = new Batch(attention);
    return {
      batch,
      input: { rows, width, ids, positions, attention: concat(attention), cache: [] },
    };
  }

  /** Takes over the keys and values that a pass gave, freeing those before. */
  advance(cache: readonly CacheTensor[]): void {
    for (const tensor of this.#cache) tensor.dispose();
    this.#cache = cache;
  }

  /** The next pass: one token a row, in the batch's order. */
  next(tokens: readonly number[]): StepInput {
    const ids = BigInt64Array.from(tokens, BigInt);
    const positions = new BigInt64Array(tokens.length);
    this.#attention = this.#attention.map((mask, row) => {
      let seen = 0n;
      for (const one of mask) seen += one;
      positions[row] = seen;
      const longer = new BigInt64Array(mask.length + 1);
      longer.set(mask);
      longer[mask.length] = 1n;
      return longer;
    });
    return {
      rows: tokens.length,
      width: 1,
      ids,
      positions,
      attention: concat(this.#attention),
      cache: this.#cache,
    };
  }

  /** Keeps only these rows, in this order: finished rows stop costing anything. */
  async keep(rows: readonly number[]): Promise<void> {
    this.#attention = rows.flatMap((row) => this.#attention[row] ?? []);
    this.advance(await Promise.all(this.#cache.map((tensor) => tensor.gather(rows))));
  }

  /** Frees the keys and values. */
  close(): void {
    this.advance([]);
  }
}

function concat(parts: readonly BigInt64Array[]): BigInt64Array {
  const out = new BigInt64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
