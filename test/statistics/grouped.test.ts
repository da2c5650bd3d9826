import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedDifference, groupedMean, type PairedItem } from '../../src/statistics/grouped.ts';
import { stratifiedTango } from '../../src/statistics/stratified-tango.ts';
import { pairsIn, type PairedTable } from '../../src/statistics/table.ts';
import { tango } from '../../src/statistics/tango.ts';
import { wilson } from '../../src/statistics/wilson.ts';
import { someTable } from './tables.ts';

/** The items of a table, each alone. */
function itemsOf({ both, lost, gained, neither }: PairedTable, rest: object = {}): PairedItem[] {
  const times = (count: number, baseline: number, reasoning: number) =>
    Array.from({ length: count }, () => ({ baseline, reasoning, ...rest }));
  return [
    ...times(both, 1, 1),
    ...times(lost, 1, 0),
    ...times(gained, 0, 1),
    ...times(neither, 0, 0),
  ];
}

const width = ({ low, high }: { low: number; high: number }) => high - low;

const value = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
);
const someItems: fc.Arbitrary<PairedItem[]> = fc.array(
  fc.record({
    baseline: value,
    reasoning: value,
    group: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', null),
    stratum: fc.constantFrom('one', 'two'),
  }),
  { minLength: 1, maxLength: 40 },
);
const swapSides = (items: readonly PairedItem[]): PairedItem[] =>
  items.map((item) => ({ ...item, baseline: item.reasoning, reasoning: item.baseline }));

describe('of lone items of 0 or 1', () => {
  it('is Tango’s and Wilson’s interval', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const items = itemsOf(table);
        const [difference, n] = [groupedDifference(items), pairsIn(table)];
        const [one, other] = [difference.interval(0.95), tango(table)];
        expect(one.value).toBe(other.value);
        expect(one.low).toBeCloseTo(other.low, 12);
        expect(one.high).toBeCloseTo(other.high, 12);
        expect(difference.effectiveItems).toBeCloseTo(n, 9);
        const share = groupedMean(items, 'baseline').interval(0.9);
        expect(share.low).toBeCloseTo(wilson(table.both + table.lost, n, 0.9).low, 12);
        expect(share.high).toBeCloseTo(wilson(table.both + table.lost, n, 0.9).high, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('is the score interval over strata', () => {
    fc.assert(
      fc.property(someTable, someTable, (a, b) => {
        const items = [...itemsOf(a, { stratum: 'a' }), ...itemsOf(b, { stratum: 'b' })];
        const one = groupedDifference(items);
        const other = stratifiedTango([a, b], 0.9);
        expect(one.interval(0.9).low).toBeCloseTo(other.low, 12);
        expect(one.interval(0.9).high).toBeCloseTo(other.high, 12);
        expect(one.value).toBeCloseTo(other.value, 12);
        expect(one.effectiveItems).toBeCloseTo(4 / (1 / pairsIn(a) + 1 / pairsIn(b)), 6);
      }),
      { numRuns: 50 },
    );
  });
});

describe('of groups', () => {
  const paired = (table: PairedTable, copies: number): PairedItem[] =>
    itemsOf(table).flatMap((item, at) =>
      Array.from({ length: copies }, () => ({ ...item, group: `${at}` })),
    );
  const table = { both: 30, lost: 12, gained: 5, neither: 13 };

  it('five copies of an item say what one does, but for what their number of groups leaves unsure', () => {
    const [one, five] = [groupedDifference(itemsOf(table)), groupedDifference(paired(table, 5))];
    expect(five.effectiveItems / one.effectiveItems).toBeCloseTo(1, 1);
    const ratio = width(five.interval(0.95)) / width(one.interval(0.95));
    // t with 59 degrees of freedom over t with 299, and the rest from the sixty items taken for the whole of the variance.
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(1.04);
    const asLone = groupedDifference(paired(table, 5).map(({ group: _, ...item }) => item));
    expect(width(five.interval(0.95)) / width(asLone.interval(0.95))).toBeCloseTo(Math.sqrt(5), 0);
  });

  it('takes pairs that pull against each other for at most twice as many', () => {
    const items = itemsOf({ both: 0, lost: 20, gained: 0, neither: 0 }).flatMap((item, at) => [
      { ...item, group: `${at}`, stratum: 'harmful' },
      { baseline: 0, reasoning: 1, group: `${at}`, stratum: 'harmless' },
      { baseline: 1, reasoning: 1, group: `+${at}`, stratum: 'harmful' },
      { baseline: 1, reasoning: 1, group: `+${at}`, stratum: 'harmless' },
    ]);
    const { value, effectiveItems } = groupedDifference(items);
    expect(value).toBe(0);
    expect(effectiveItems / 80).toBeGreaterThan(1.9);
    expect(effectiveItems / 80).toBeLessThanOrEqual(2);
  });

  it('knows nothing from one group', () => {
    const items = paired({ both: 1, lost: 0, gained: 0, neither: 0 }, 5);
    expect(groupedDifference(items).interval(0.95)).toEqual({ value: 0, low: -1, high: 1 });
    expect(groupedMean(items, 'baseline').interval(0.95)).toEqual({ value: 1, low: 0, high: 1 });
  });

  it('has a width where nothing differs: that of as many items as there are groups, or so', () => {
    const same = { both: 40, lost: 0, gained: 0, neither: 0 };
    const five = groupedDifference(paired(same, 5)).interval(0.95);
    const one = tango(same);
    expect(five.high / one.high).toBeCloseTo(1, 1);
  });
});

describe('of values', () => {
  it('is narrower than for wins and losses of the same mean', () => {
    const items = Array.from({ length: 60 }, (_, at) => ({
      baseline: 0.3 + (at % 5) / 50,
      reasoning: 0.4 + (at % 7) / 50,
    }));
    const { value, interval, effectiveItems } = groupedDifference(items);
    expect(value).toBeCloseTo(0.1, 1);
    expect(effectiveItems).toBeGreaterThan(600);
    // Near Student's t of the differences, whose standard deviation is about .05: ± 2 · .05 / √60.
    expect(width(interval(0.95))).toBeLessThan(0.04);
  });

  it('all equal keeps the width of a share', () => {
    const items = Array.from({ length: 60 }, () => ({ baseline: 0.2, reasoning: 0.2 }));
    const { low, high } = groupedDifference(items).interval(0.95);
    expect(high).toBeGreaterThan(0.04);
    expect(low).toBeCloseTo(-high, 12);
  });
});

describe('whatever the items', () => {
  it('mirrors when the sides swap, and does not depend on their order', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const one = groupedDifference(items).interval(0.95);
        const other = groupedDifference(swapSides(items)).interval(0.95);
        expect(one.low).toBeCloseTo(-other.high, 9);
        expect(one.value).toBeCloseTo(-other.value, 9);
        const turned = groupedDifference([...items].reverse()).interval(0.95);
        expect(turned.low).toBeCloseTo(one.low, 9);
        expect(turned.high).toBeCloseTo(one.high, 9);
        const side = groupedMean(items, 'reasoning').interval(0.95);
        expect(groupedMean(swapSides(items), 'baseline').interval(0.95).low).toBe(side.low);
      }),
    );
  });

  it('stays within bounds, around its value, and the 90% within the 95%', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        for (const [part, least] of [
          [groupedDifference(items), -1],
          [groupedMean(items, 'baseline'), 0],
        ] as const) {
          const [wide, narrow] = [part.interval(0.95), part.interval(0.9)];
          expect(wide.low).toBeGreaterThanOrEqual(least - 1e-9);
          expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-9);
          expect(narrow.low).toBeLessThanOrEqual(part.value + 1e-9);
          expect(narrow.high).toBeGreaterThanOrEqual(part.value - 1e-9);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-9);
          expect(wide.high).toBeLessThanOrEqual(1 + 1e-9);
          expect(part.effectiveItems).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('refuses no items and what is not in [0, 1]', () => {
    expect(() => groupedDifference([])).toThrow(RangeError);
    expect(() => groupedDifference([{ baseline: 0, reasoning: 1.5 }])).toThrow(RangeError);
    expect(() => groupedMean([{ baseline: NaN, reasoning: 0 }], 'reasoning')).toThrow(RangeError);
  });
});
