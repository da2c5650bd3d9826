/** A run that stands in both sequences: `one[at, at + size)` is `other[otherAt, otherAt + size)`. */
export interface Block {
  readonly at: number;
  readonly otherAt: number;
  readonly size: number;
}

/** From this length on, Python leaves tokens out that are more frequent than one in a hundred. */
const popularFrom = 200;

/**
 * The runs that two sequences share, in order and without overlap: the longest run that both hold, the earliest of those of one
 * length, and the same again left and right of it. Neighbouring runs are joined.
 *
 * Equal to `difflib.SequenceMatcher(None, one, other).get_matching_blocks()` of Python 3 but for its last, empty block, and so
 * with its rule of popular elements. It is no symmetric function, as Python's is none.
 * Source: J. W. Ratcliff and D. E. Metzener, "Pattern Matching: The Gestalt Approach", Dr. Dobb's Journal, July 1988.
 */
export function matchingBlocks(one: readonly number[], other: readonly number[]): Block[] {
  const places = placesOf(other);
  const found: Block[] = [];
  const open: Range[] = [{ from: 0, to: one.length, otherFrom: 0, otherTo: other.length }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const block = longestIn(range, one, other, places);
    if (block.size === 0) continue;
    found.push(block);
    const { at, otherAt, size } = block;
    open.push(
      { ...range, to: at, otherTo: otherAt },
      { ...range, from: at + size, otherFrom: otherAt + size },
    );
  }
  found.sort((a, b) => a.at - b.at);
  return joined(found);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** Where each token stands in the second sequence, popular ones left out. */
function placesOf(sequence: readonly number[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [at, token] of sequence.entries()) {
    const known = places.get(token);
    if (known === undefined) places.set(token, [at]);
    else known.push(at);
  }
  if (sequence.length < popularFrom) return places;
  const most = Math.floor(sequence.length / 100) + 1;
  return new Map([...places].filter(([, all]) => all.length <= most));
}

function longestIn(
  { from, to, otherFrom, otherTo }: Range,
  one: readonly number[],
  other: readonly number[],
  places: ReadonlyMap<number, readonly number[]>,
): Block {
  let [at, otherAt, size] = [from, otherFrom, 0];
  /** By the place in the second sequence, the length of the run that ends there and at the last token of the first. */
  let lengths = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const longer = new Map<number, number>();
    for (const j of places.get(one[i] ?? NaN) ?? []) {
      if (j < otherFrom) continue;
      if (j >= otherTo) break;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      longer.set(j, length);
      if (length > size) [at, otherAt, size] = [i - length + 1, j - length + 1, length];
    }
    lengths = longer;
  }
  // Popular tokens begin no run, but are taken into one that they adjoin.
  while (at > from && otherAt > otherFrom && one[at - 1] === other[otherAt - 1]) {
    [at, otherAt, size] = [at - 1, otherAt - 1, size + 1];
  }
  while (at + size < to && otherAt + size < otherTo && one[at + size] === other[otherAt + size]) {
    size++;
  }
  return { at, otherAt, size };
}

function joined(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  for (const block of blocks) {
    const last = all.at(-1);
    if (last && last.at + last.size === block.at && last.otherAt + last.size === block.otherAt) {
      all[all.length - 1] = { ...last, size: last.size + block.size };
    } else {
      all.push(block);
    }
  }
  return all;
}
