import { sides, type Side } from '../domain/pair.ts';
import { perSide } from './measures.ts';

/** Where the logits of each place lie. */
export interface GpuPlaces {
  /** For each place, its row in each side's buffer. */
  readonly rows: Readonly<Record<Side, Uint32Array>>;
  /** The text's own token at each place. */
  readonly tokens: Uint32Array;
}

/** A part of a buffer, in bytes, that a kernel sees. */
export interface Window {
  readonly offset: number;
  readonly size: number;
}

/** Places that one run of the kernel measures. */
export interface Dispatch {
  readonly windows: Readonly<Record<Side, Window>>;
  /** Which places, by their number. */
  readonly places: readonly number[];
  /** Four words a place: where its logits begin in each side's window, in floats; its token; nothing. */
  readonly starts: Uint32Array;
}

export type BindingLimits = Pick<
  GPUSupportedLimits,
  | 'maxStorageBufferBindingSize'
  | 'minStorageBufferOffsetAlignment'
  | 'maxComputeWorkgroupsPerDimension'
>;

/** Logits of a side that one run reads: a slow GPU does them in a part of the seconds after which a system stops it. */
const logitsAtMost = 2 ** 28;

/**
 * Divides places into runs, each of which sees no more of either buffer than may be bound at once.
 * @param widths logits a row
 * @param sizes bytes of each buffer
 * @throws RangeError for rows past the end of a buffer, a row that is larger than what may be bound, and lists of unequal length
 */
export function planDispatches(
  widths: Readonly<Record<Side, number>>,
  sizes: Readonly<Record<Side, number>>,
  { rows, tokens }: GpuPlaces,
  limits: BindingLimits,
): Dispatch[] {
  const alignment = limits.minStorageBufferOffsetAlignment;
  const rowBytes = perSide((side) => widths[side] * 4);
  // A window begins at a multiple of the alignment, at or before its first row.
  const rowsAtOnce = perSide((side) =>
    Math.floor((limits.maxStorageBufferBindingSize - alignment) / rowBytes[side]),
  );
  for (const side of sides) {
    if (rows[side].length !== tokens.length) {
      throw new RangeError(`${rows[side].length} rows for ${tokens.length} tokens`);
    }
    if (rowsAtOnce[side] < 1) throw new RangeError(`a row of ${widths[side]} logits is too large`);
    const last = rows[side].reduce((most, row) => Math.max(most, row), -1);
    if ((last + 1) * rowBytes[side] > sizes[side]) {
      throw new RangeError(`row ${last} is past the end of the ${side} logits`);
    }
  }
  const groups = new Map<string, number[]>();
  for (let place = 0; place < tokens.length; place++) {
    const name = sides.map((side) => Math.floor((rows[side][place] ?? 0) / rowsAtOnce[side]));
    const group = groups.get(name.join());
    if (group === undefined) groups.set(name.join(), [place]);
    else group.push(place);
  }
  const most = Math.min(
    limits.maxComputeWorkgroupsPerDimension,
    Math.max(1, Math.floor(logitsAtMost / Math.max(widths.baseline, widths.reasoning))),
  );
  return [...groups.values()].flatMap((group) => {
    const windows = perSide((side) => windowOf(side, group[0] ?? 0));
    const dispatches: Dispatch[] = [];
    for (let from = 0; from < group.length; from += most) {
      const places = group.slice(from, from + most);
      const starts = new Uint32Array(places.length * 4);
      for (const [at, place] of places.entries()) {
        const start = (side: Side) =>
          ((rows[side][place] ?? 0) * rowBytes[side] - windows[side].offset) / 4;
        starts.set([start('baseline'), start('reasoning'), tokens[place] ?? 0], at * 4);
      }
      dispatches.push({ windows, places, starts });
    }
    return dispatches;
  });

  function windowOf(side: Side, place: number): Window {
    const first = Math.floor((rows[side][place] ?? 0) / rowsAtOnce[side]) * rowsAtOnce[side];
    const begin = first * rowBytes[side];
    const offset = begin - (begin % alignment);
    const rowsHeld = Math.floor(sizes[side] / rowBytes[side]);
    const end = Math.min(first + rowsAtOnce[side], rowsHeld) * rowBytes[side];
    return { offset, size: end - offset };
  }
}
