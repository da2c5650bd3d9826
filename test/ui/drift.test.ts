import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftBinEnds } from '../../src/domain/drift-summary.ts';
import { barsOf, binName, decades, placeOf } from '../../src/ui/charts/bins.ts';
import { placeLabels, scatterScale, type ScatterPoint } from '../../src/ui/charts/scatter.ts';
import { nats, natsInterval, probability } from '../../src/ui/format.ts';
import { placeAfter } from '../../src/ui/pages/item/drift/move.ts';
import {
  candidatesAt,
  largestAt,
  levelOf,
  levelStarts,
  shownTokens,
  visible,
} from '../../src/ui/pages/item/drift/tokens.ts';
import { makeDrift } from '../support/made-drift.ts';

describe('figures of drift', () => {
  it('are nats without a leading zero, and never a 0 that is none', () => {
    const shown = [0, 1e-9, 0.0002, 0.0042, 0.34, 1.255, 12.34, -0.2, -0.0001].map(nats);
    expect(shown).toEqual(['0', '0', '< .001', '.004', '.34', '1.25', '12.3', '−.20', '> −.001']);
    expect(natsInterval({ low: 0.3, high: 0.38 })).toBe('.30–.38');
    expect(natsInterval({ low: -0.1, high: 0.04 })).toBe('−.10 to .04');
    expect(natsInterval({ low: 0.0001, high: 0.04 })).toBe('< .001 to .04');
  });

  it('are probabilities of which only none is 0% and only all is 100%', () => {
    const shown = [0, 0.0004, 0.042, 0.31, 0.995, 0.9999, 1].map(probability);
    expect(shown).toEqual(['0%', '< .1%', '4.2%', '31%', '99.5%', '> 99.9%', '100%']);
  });
});

describe('histogram', () => {
  it('lays bins side by side, over which a value stands within its own', () => {
    const bars = barsOf(driftBinEnds.map(() => 1).concat(1), 1);
    expect(bars.length).toBe(18);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (value) => {
        const above = driftBinEnds.findIndex((end) => value < end);
        const bar = bars[above === -1 ? driftBinEnds.length : above];
        expect(placeOf(value)).toBeGreaterThanOrEqual((bar?.x ?? NaN) - 1e-9);
        expect(placeOf(value)).toBeLessThanOrEqual((bar?.x ?? NaN) + (bar?.width ?? NaN) + 1e-9);
      }),
    );
    expect(decades.map(({ text }) => text)).toEqual(['.001', '.01', '.1', '1', '10']);
    expect([0, 9, 17].map(binName)).toEqual(['below .0010', '.10 to .18', '10 and above']);
  });
});

describe('scatter', () => {
  it('lets no label meet another or leave the plot', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const some = fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 7 });
    const names = [
      'Safety',
      'Toxicity',
      'Bias',
      'Machine ethics',
      'Privacy',
      'Robustness',
      'Reasoning',
    ];
    fc.assert(
      fc.property(some, (pairs) => {
        const points = pairs.map(([x, y], at): ScatterPoint => ({
          label: names[at] ?? '',
          x: { value: x, low: 0.8 * x, high: 1.2 * x },
          y: { value: y - 0.5, low: y - 0.7, high: y - 0.3 },
        }));
        const labels = placeLabels(points, scatterScale(points, 560, 300), 560, 300);
        for (const [at, one] of labels.entries()) {
          expect(one.x).toBeGreaterThan(40);
          expect(one.y).toBeGreaterThan(0);
          expect(one.y).toBeLessThan(300);
          for (const other of labels.slice(at + 1)) {
            const apart = Math.abs(one.y - other.y) >= 12;
            const beside =
              one.x + one.label.length * 6.5 < other.x ||
              other.x + other.label.length * 6.5 < one.x;
            expect(apart || beside, `${one.label} and ${other.label}`).toBe(true);
          }
        }
      }),
    );
  });
});

describe('the strip of tokens', () => {
  it('shows white space', () => {
    expect(['a b', '\n', '\t', '', ' the'].map(visible)).toEqual(['a·b', '↵\n', '⇥', '∅', '·the']);
  });

  it('has a level for each start and one below, rising', () => {
    expect([0, 0.0099].map(levelOf)).toEqual([0, 0]);
    expect(levelStarts.map(levelOf)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(levelOf(40)).toBe(6);
  });

  it('knows where a text drifts most, and what is likeliest there', () => {
    const three = {
      ids: Uint32Array.of(1, 5, 6, 0, 2, 7),
      probabilities: Float32Array.of(0.5, 0.25, 0, 1, 0, 0),
    };
    const record = makeDrift('a', {
      forward: [0.1, 2],
      tokens: Uint32Array.of(5, 9),
      top: { baseline: three, reasoning: three },
      pieces: new Map([
        [1, ' so'],
        [5, '\n'],
        [0, 'x'],
      ]),
    });
    expect(largestAt(record.forward)).toBe(1);
    expect(largestAt(new Float32Array(3))).toBe(0);
    expect(shownTokens(record, 'forward').map(({ text, level }) => [text, level])).toEqual([
      ['↵\n', 3],
      ['#9', 5],
    ]);
    expect(candidatesAt(record, 'baseline', 0)).toEqual([
      { text: '·so', probability: 0.5, own: false },
      { text: '↵', probability: 0.25, own: true },
    ]);
    expect(candidatesAt(record, 'reasoning', 1)).toEqual([
      { text: 'x', probability: 1, own: false },
    ]);
  });

  it('goes up and down to the nearest token of the next line', () => {
    const boxes = [
      { left: 0, top: 0 },
      { left: 40, top: 0 },
      { left: 90, top: 1 },
      { left: 0, top: 30 },
      { left: 70, top: 30 },
      { left: 10, top: 60 },
    ];
    expect(placeAfter('ArrowDown', 1, boxes)).toBe(4);
    expect(placeAfter('ArrowDown', 4, boxes)).toBe(5);
    expect(placeAfter('ArrowDown', 5, boxes)).toBe(5);
    expect(placeAfter('ArrowUp', 5, boxes)).toBe(3);
    expect(placeAfter('ArrowUp', 0, boxes)).toBe(0);
    expect(placeAfter('Home', 4, boxes)).toBe(0);
    expect(placeAfter('End', 0, boxes)).toBe(5);
    expect(placeAfter('ArrowRight', 5, boxes)).toBe(5);
    expect(placeAfter('x', 0, boxes)).toBeNull();
  });
});
