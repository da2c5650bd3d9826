import { sha256 } from '../../src/domain/hash.ts';
import type { CachePart, CacheTensor, Decoder, StepInput } from '../../src/engines/onnx/decoder.ts';

/** Two numbers a place: the token and its position. */
class ToyPast implements CacheTensor {
  readonly rows: readonly (readonly (readonly [token: number, position: number])[])[];
  readonly #held: Set<ToyPast>;

  constructor(rows: ToyPast['rows'], held: Set<ToyPast>) {
    this.rows = rows;
    this.#held = held;
    held.add(this);
  }

  gather(rows: readonly number[]): Promise<ToyPast> {
    return Promise.resolve(
      new ToyPast(
        rows.map((row) => this.rows[row] ?? []),
        this.#held,
      ),
    );
  }

  dispose(): void {
    this.#held.delete(this);
  }
}

export interface ToyDecoder extends Decoder {
  /** Each pass: rows, tokens a row, and places of the past after it. */
  readonly passes: { rows: number; width: number; places: number }[];
  /** Pasts that were not freed. */
  readonly held: ReadonlySet<CacheTensor>;
}

const vocabulary = 23;

/**
 * A decoder whose logits are a hash of just those tokens that a row attends to. A row that is given another's past, padding that is
 * attended to or a position that is off by one changes everything that it says.
 */
export function toyDecoder(options: { merges?: boolean; context?: number } = {}): ToyDecoder {
  const { merges = true, context = 64 } = options;
  const held = new Set<ToyPast>();
  const passes: { rows: number; width: number; places: number }[] = [];
  return {
    ...{ end: [3], pad: 0, marks: null, context, vocabulary, cacheBytes: 1, passes, held },
    step(input) {
      const past = rowsOf(input);
      const places = past[0]?.length ?? 0;
      passes.push({ rows: input.rows, width: input.width, places });
      const logits = past.map((row, at) => {
        const seen = row.filter((_, place) => input.attention[at * places + place] === 1n);
        const isWhole = seen.every(([, position], count) => position === count);
        if (!isWhole) throw new Error(`a row attends to ${JSON.stringify(seen)}`);
        return hashed(seen.map(([token]) => token));
      });
      const cache = [new ToyPast(past, held)];
      return Promise.resolve({ logits: Float32Array.from(logits.flat()), vocabulary, cache });
    },
    merge: merges ? (parts, width) => Promise.resolve(merge(parts, width, held)) : null,
    device: () => Promise.resolve(null),
    read: () => Promise.reject(new Error('it is not read')),
    close: () => Promise.resolve(),
  };
}

function rowsOf({ rows, width, ids, positions, cache }: StepInput): ToyPast['rows'] {
  const [past] = cache;
  if (past !== undefined && !(past instanceof ToyPast)) throw new TypeError('a past of another');
  return Array.from({ length: rows }, (_, row) => [
    ...(past?.rows[row] ?? []),
    ...Array.from({ length: width }, (_, at) => {
      const place = row * width + at;
      return [Number(ids[place]), Number(positions[place])] as const;
    }),
  ]);
}

function merge(parts: readonly CachePart[], width: number, held: Set<ToyPast>): ToyPast {
  const rows = parts.flatMap(({ tensor, rows }) =>
    rows.map(({ row, runs }) => {
      if (!(tensor instanceof ToyPast)) throw new TypeError('a past of another');
      const own = runs.flatMap(([from, to]) => tensor.rows[row]?.slice(from, to) ?? []);
      const padding = Array.from({ length: width - own.length }, () => [0, -1] as const);
      return [...padding, ...own];
    }),
  );
  return new ToyPast(rows, held);
}

function hashed(tokens: readonly number[]): number[] {
  const hex = sha256(tokens.join(' '));
  return Array.from({ length: vocabulary }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}
