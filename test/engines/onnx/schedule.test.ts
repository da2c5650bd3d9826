import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextMove,
  type ScheduledRow,
  type ScheduleLimits,
} from '../../../src/engines/onnx/schedule.ts';

interface Simulated extends ScheduledRow {
  readonly id: number;
  /** Tokens after which it ends. */
  readonly ends: number;
}

const queues: fc.Arbitrary<Simulated[]> = fc
  .array(
    fc.record({
      prompt: fc.integer({ min: 1, max: 60 }),
      room: fc.integer({ min: 1, max: 80 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 80 },
  )
  .map((rows) =>
    rows
      .sort((a, b) => a.prompt - b.prompt)
      .map(({ prompt, room, part }, id) => ({ id, prompt, room, ends: Math.ceil(part * room) })),
  );

const limits: fc.Arbitrary<ScheduleLimits> = fc.record({
  rows: fc.integer({ min: 1, max: 16 }),
  tokens: fc.integer({ min: 1, max: 3000 }),
  passTokens: fc.integer({ min: 1, max: 400 }),
  batching: fc.constantFrom('any', 'equal-length', 'single' as const),
  joins: fc.boolean(),
});

/** What decoding does with the moves, less the decoding. */
function simulate(queue: readonly Simulated[], by: ScheduleLimits) {
  const waiting = [...queue];
  const entered: number[] = [];
  const widths: { rows: number; width: number }[] = [];
  const together: (readonly Simulated[])[] = [];
  let places: { row: Simulated; made: number }[] = [];
  let width = 0;
  const isDone = ({ row, made }: { row: Simulated; made: number }) => made >= row.ends;
  const length = ({ row, made }: { row: Simulated; made: number }) => row.prompt + made;
  for (let pass = 0; waiting.length > 0 || !places.every(isDone); pass++) {
    if (pass > 20_000) throw new Error('it does not end');
    const seen = places.map((place) => ({ ...place.row, done: isDone(place) }));
    const move = nextMove(seen, width, waiting, by);
    if (move !== null) {
      const kept = move.keep.flatMap((at) => places[at] ?? []);
      expect(kept.filter((place) => !isDone(place))).toEqual(
        places.filter((place) => !isDone(place)),
      );
      const fresh = waiting.splice(0, move.enter);
      entered.push(...fresh.map(({ id }) => id));
      if (move.enter > 0) {
        const longest = Math.max(...fresh.map(({ prompt }) => prompt));
        if (move.enter > 1) expect(move.enter * longest).toBeLessThanOrEqual(by.passTokens);
        if (!by.joins || by.batching !== 'any') expect(kept).toEqual([]);
      }
      const wasEmpty = kept.length === 0;
      places = [...kept, ...fresh.map((row) => ({ row, made: 0 }))].filter((one) => !isDone(one));
      if (by.joins) width = Math.max(0, ...places.map(length));
      else if (wasEmpty) width = Math.max(0, ...fresh.map(({ prompt }) => prompt));
      if (move.enter > 0) continue;
    }
    width++;
    for (const place of places) if (!isDone(place)) place.made++;
    widths.push({ rows: places.length, width });
    together.push(places.map(({ row }) => row));
  }
  return { entered, widths, together };
}

describe('nextMove', () => {
  it('lets every row in once, in the order of the queue, and ends', () => {
    fc.assert(
      fc.property(queues, limits, (queue, by) => {
        expect(simulate(queue, by).entered).toEqual(queue.map(({ id }) => id));
      }),
      { numRuns: 500 },
    );
  });

  it('holds the bounds: rows, and rows × longest but for one row alone', () => {
    fc.assert(
      fc.property(queues, limits, (queue, by) => {
        for (const { rows, width } of simulate(queue, by).widths) {
          expect(rows).toBeLessThanOrEqual(by.batching === 'single' ? 1 : by.rows);
          if (rows > 1) expect(rows * width).toBeLessThanOrEqual(by.tokens);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('puts together only what the graph takes', () => {
    fc.assert(
      fc.property(queues, limits, (queue, by) => {
        for (const rows of simulate(queue, by).together) {
          if (by.batching === 'equal-length') {
            expect(new Set(rows.map(({ prompt }) => prompt)).size).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  const by: ScheduleLimits = {
    ...{ rows: 8, tokens: 10_000, passTokens: 10_000 },
    ...{ batching: 'any', joins: true },
  };
  const row = { prompt: 10, room: 10 };
  const places = (done: number, count = 8) =>
    Array.from({ length: count }, (_, at) => ({ ...row, done: at < done }));

  it('waits until a quarter of the places is free, unless all that wait can enter', () => {
    const many = new Array<ScheduledRow>(20).fill(row);
    expect(nextMove(places(1), 15, many, by)).toBeNull();
    expect(nextMove(places(2), 15, many, by)).toEqual({ keep: [2, 3, 4, 5, 6, 7], enter: 2 });
    expect(nextMove(places(1), 15, [row], by)).toEqual({ keep: [1, 2, 3, 4, 5, 6, 7], enter: 1 });
    expect(nextMove(places(0), 15, many, by)).toBeNull();
  });
});
