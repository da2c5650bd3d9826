/** Texts as a graph takes them: padded on the right to one width. */
export interface TokenBatch {
  readonly rows: number;
  readonly width: number;
  /** `rows × width` token ids, row by row. */
  readonly ids: BigInt64Array;
  /** 1 for a token, 0 for padding. */
  readonly attention: BigInt64Array;
}

/** Pads rows of token ids on the right. */
export function padRight(rows: readonly (readonly number[])[], pad: number): TokenBatch {
  const width = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(pad));
  const attention = new BigInt64Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    ids.set(BigInt64Array.from(row, BigInt), at * width);
    attention.fill(1n, at * width, at * width + row.length);
  }
  return { rows: rows.length, width, ids, attention };
}

/**
 * Cuts a text's tokens to `limit` and keeps the marks around it: a classifier that was trained on `[CLS] … [SEP]` must see
 * both. The library's own truncation drops the last.
 * @param marked the tokens with the marks that the tokenizer puts around a text
 * @param bare the same text's tokens without them
 */
export function cutTokens(
  marked: readonly number[],
  bare: readonly number[],
  limit: number,
): readonly number[] {
  if (marked.length <= limit) return marked;
  const marks = marked.length - bare.length;
  const before = Array.from({ length: marks + 1 }, (_, at) => at).find((at) =>
    bare.every((token, index) => marked[at + index] === token),
  );
  // A tokenizer that does more than to put marks around: its beginning is all that can be kept.
  if (before === undefined || marks >= limit) return marked.slice(0, limit);
  const after = marked.slice(before + bare.length);
  return [...marked.slice(0, limit - after.length), ...after];
}
