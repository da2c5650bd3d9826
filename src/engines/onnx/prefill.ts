import { Batch } from './batch.ts';
import type { CacheTensor, Decoder } from './decoder.ts';
import { block, Past } from './past.ts';
import { commonLength } from './prefixes.ts';

/** Prompts read in one pass. */
export interface Prefilled {
  readonly batch: Batch;
  /** The row of the batch that each prompt is in: the same for prompts that are the same. */
  readonly rows: readonly number[];
  /** Raw logits of each prompt's last token. */
  readonly logits: readonly Float32Array[];
}

/** Tokens below which reading a beginning once saves less than it costs. */
const leastShared = 2 * block;

/**
 * Reads prompts. Those that are the same, as samples of one item are, are read once; and the beginning that all of a call's prompts
 * share (a system message, examples) is read once for all of them, where the graph is found to take it.
 */
export class Prefill {
  readonly #decoder: Decoder;
  readonly #beginning: readonly number[];
  #past: Past | null = null;

  private constructor(decoder: Decoder, beginning: readonly number[]) {
    this.#decoder = decoder;
    this.#beginning = beginning;
  }

  /** @param isProven says whether the graph reads left-padded prompts behind a shared beginning as it reads them whole */
  static async of(
    decoder: Decoder,
    prompts: readonly (readonly number[])[],
    isProven: (decoder: Decoder) => Promise<boolean>,
  ): Promise<Prefill> {
    const beginning = decoder.merge === null ? [] : commonBeginning(prompts);
    const isWorth = beginning.length >= leastShared && (await isProven(decoder));
    return new Prefill(decoder, isWorth ? beginning : []);
  }

  async read(prompts: readonly (readonly number[])[]): Promise<Prefilled> {
    const { length } = this.#beginning;
    const unlike = new Map<string, number>();
    const tails: (readonly number[])[] = [];
    const rows = prompts.map((prompt) => {
      const key = prompt.join(' ');
      const known = unlike.get(key);
      if (known !== undefined) return known;
      unlike.set(key, tails.length);
      return tails.push(prompt.slice(length)) - 1;
    });
    const cache = length === 0 ? [] : await this.#repeated(tails.length);
    const { batch, input } = Batch.start(tails, this.#decoder.pad, { length, cache });
    try {
      const output = await this.#decoder.step(input);
      batch.advance(output.cache);
      const { logits, vocabulary } = output;
      return {
        batch,
        rows,
        logits: rows.map((row) => logits.subarray(row * vocabulary, (row + 1) * vocabulary)),
      };
    } finally {
      for (const tensor of cache) tensor.dispose();
    }
  }

  close(): void {
    this.#past?.close();
  }

  /** The beginning's past, once for each row. */
  async #repeated(rows: number): Promise<CacheTensor[]> {
    this.#past ??= await Past.read(this.#decoder, [this.#beginning]);
    return this.#past.rows(new Array<number>(rows).fill(0));
  }
}

/** What all prompts begin with, less the last token of the shortest, whose logits are needed; in whole blocks. */
function commonBeginning(prompts: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = prompts;
  if (others.length === 0) return [];
  const length = others.reduce(
    (least, prompt) => Math.min(least, commonLength(first, prompt), prompt.length - 1),
    first.length - 1,
  );
  return first.slice(0, Math.max(0, length - (length % block)));
}
