import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { sides } from '../../src/domain/pair.ts';
import { measurePlaceBounded, measureTruncated } from '../../src/drift/bounded.ts';
import { createCpuMeasurer, perSide, type PlaceDivergences } from '../../src/drift/measures.ts';
import {
  boundDivergences,
  driftWidth,
  lowerBounds,
  truncate,
  type Truncated,
} from '../../src/drift/truncated.ts';
import { near, randomLogits, sharedBut } from './logits.ts';
import { place, shared } from './place.ts';

const names = ['forward', 'reverse', 'js'] as const;

function expectWithin(lower: PlaceDivergences, exact: PlaceDivergences, upper: PlaceDivergences) {
  for (const name of names) {
    expect(lower[name], `lower ${name}`).toBeLessThanOrEqual(exact[name]);
    expect(upper[name], `upper ${name}`).toBeGreaterThanOrEqual(exact[name]);
  }
}

/** Rows of light and heavy tails, of equal logits, of one that has nearly all, and with masked tokens. */
const size = 14;
const row = fc
  .tuple(
    fc.constantFrom(0, 0.01, 1, 4, 15, 40),
    fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size }),
    fc.option(fc.nat(size - 1), { nil: -1 }),
    fc.option(fc.nat(size - 1), { nil: -1 }),
  )
  .map(([spread, all, sure, masked]) =>
    Float32Array.from(all, (one, id) =>
      id === masked ? -Infinity : id === sure ? one * spread + 10 : one * spread,
    ),
  );
const mask = fc
  .array(fc.boolean(), { minLength: size, maxLength: size })
  .filter((all) => all.filter(Boolean).length >= 5)
  .map((all) => Uint8Array.from(all, Number));
const width = fc.integer({ min: 1, max: size });
const pair = fc.oneof(
  fc.tuple(row, row),
  // Nearly the same, and the same.
  row.map((one) => [one, one.map((logit, id) => logit + (id % 3) * 0.001)] as const),
  row.map((one) => [one, one] as const),
);

describe('a place cut to its likeliest tokens', () => {
  it('keeps them as scipy has them, and what is left', () => {
    // scipy 1.17.1: p = softmax(logits[:6]); log(p[[3, 0]]), log(p[[1, 2, 4, 5]].sum()), log(p.min()).
    const cut = truncate(place.baseline, shared, 2, 2);
    expect([...cut.ids]).toEqual([3, 0]);
    expect(cut.logProbs[0]).toBeCloseTo(-0.6175109477697631, 14);
    expect(cut.logProbs[1]).toBeCloseTo(-1.1175109477697631, 14);
    expect(cut.tail).toBeCloseTo(-2.0127404415432735, 14);
    expect(cut.floor).toBeCloseTo(-4.617510947769763, 14);
    expect(cut.dropped).toBeCloseTo(0.6036101686800455, 14);
    expect(cut.own).toBeCloseTo(0.03447534, 8);
    expect(truncate(place.baseline, shared, 2).own).toBeNull();
    expect(truncate(place.baseline, shared, 2, 7).own).toBe(0);
  });

  it('accounts for all of it', () => {
    fc.assert(
      fc.property(row, mask, width, (logits, known, kept) => {
        const cut = truncate(logits, known, kept);
        const mass = cut.logProbs.reduce((sum, one) => sum + Math.exp(one), Math.exp(cut.tail));
        expect(mass).toBeCloseTo(1, 12);
        const sorted = Array.from(cut.logProbs).sort((x, y) => y - x);
        expect([...cut.logProbs]).toEqual(sorted);
        expect(cut.floor).toBeLessThanOrEqual(sorted.at(-1) ?? NaN);
      }),
    );
  });

  it('keeps all where there are no more than are kept', () => {
    const cut = truncate(place.baseline, shared, 6);
    expect(cut.ids).toHaveLength(6);
    expect(cut.tail).toBe(-Infinity);
    expect(truncate(place.baseline, shared, 100)).toEqual(cut);
  });

  it('has a tail though it is too small for a float', () => {
    const cut = truncate(Float32Array.of(0, 0, -2000, -2000), new Uint8Array(4).fill(1), 2);
    expect(cut.tail).toBeCloseTo(-2000, 9);
  });
});

describe('bounds where one side is cut', () => {
  it('are what a linear program finds', () => {
    // scipy 1.17.1: entropy over [p₃, p₀, the rest] for the lower ones; for the upper ones the sum of both kept terms,
    // Σ hᵢ(f), and linprog's greatest Σ wᵢ (hᵢ(m) − hᵢ(f)) over 0 ≤ wᵢ ≤ 1, Σ wᵢ = (t − 4 f)/(m − f), with f = p.min() and
    // m = min(p₀, t − 3 f).
    const cut = truncate(place.baseline, shared, 2);
    const { lower, upper } = boundDivergences(cut, place.reasoning, shared, 'baseline');
    expect(lower.forward).toBeCloseTo(0.1902440903602676, 8);
    expect(lower.reverse).toBeCloseTo(0.14464233275688476, 8);
    expect(lower.js).toBeCloseTo(0.040088490713337255, 8);
    expect(upper.forward).toBeCloseTo(0.5230752897291807, 8);
    expect(upper.reverse).toBeCloseTo(0.3593283940880829, 8);
    expect(upper.js).toBeCloseTo(0.09120974032152535, 8);
  });

  it('contain the exact divergences, whichever side is cut and however short', () => {
    fc.assert(
      fc.property(pair, mask, width, ([baseline, reasoning], known, kept) => {
        const logits = { baseline, reasoning };
        const exact = createCpuMeasurer(known).measure(logits, 0);
        for (const side of sides) {
          const cut = truncate(logits[side], known, kept);
          const full = logits[side === 'baseline' ? 'reasoning' : 'baseline'];
          const { lower, upper } = boundDivergences(cut, full, known, side);
          expectWithin(lower, exact, upper);
          const unknown = { ...cut, floor: null };
          expectWithin(lower, exact, boundDivergences(unknown, full, known, side).upper);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('meet where nothing, or a single token, is left out', () => {
    for (const kept of [5, 6]) {
      const cut = truncate(place.baseline, shared, kept);
      const { lower, upper } = boundDivergences(cut, place.reasoning, shared, 'baseline');
      for (const name of names) expect(upper[name] - lower[name]).toBeLessThan(1e-8);
    }
  });

  it('know of no upper KL(q ‖ p) without a floor', () => {
    const cut = { ...truncate(place.reasoning, shared, 2), floor: null };
    const { upper } = boundDivergences(cut, place.baseline, shared, 'reasoning');
    expect(upper.forward).toBe(Infinity);
    expect(upper.reverse).toBeLessThan(1);
  });

  it('are honest at a whole vocabulary, and say how tight they are', () => {
    const rng = seededRng('bounds');
    const length = 152_000;
    const known = sharedBut(length, 500);
    const { measure } = createCpuMeasurer(known);
    for (const spread of [1, 3, 6]) {
      const baseline = randomLogits(rng, length, spread);
      const reasoning = near(rng, baseline, 0.3);
      const exact = measure({ baseline, reasoning }, 0);
      const cut = truncate(baseline, known, driftWidth);
      const { lower, upper } = boundDivergences(cut, reasoning, known, 'baseline');
      expectWithin(lower, exact, upper);
      const [from, to] = [lower.forward.toPrecision(3), upper.forward.toPrecision(3)];
      const tail = (100 * Math.exp(cut.tail)).toPrecision(3);
      console.info(`KL ${exact.forward.toPrecision(3)} in ${from}–${to}, ${tail}% in the tail`);
    }
  });
});

describe('lower bounds where both sides are cut', () => {
  it('are below the exact divergences', () => {
    fc.assert(
      fc.property(pair, mask, width, width, ([baseline, reasoning], known, one, other) => {
        const exact = createCpuMeasurer(known).measure({ baseline, reasoning }, 0);
        const lower = lowerBounds(
          truncate(baseline, known, one),
          truncate(reasoning, known, other),
        );
        for (const name of names) expect(lower[name]).toBeLessThanOrEqual(exact[name]);
        expect(lower.agrees).toBe(exact.agrees);
      }),
      { numRuns: 2000 },
    );
  });

  it('are scipy’s over what both kept and the rest, and exact where all is kept', () => {
    // Both keep tokens 3 and 0: the same three outcomes as above.
    const lower = lowerBounds(
      truncate(place.baseline, shared, 2),
      truncate(place.reasoning, shared, 2),
    );
    expect(lower.forward).toBeCloseTo(0.1902440903602676, 8);
    expect(lower.reverse).toBeCloseTo(0.14464233275688476, 8);
    expect(lower.js).toBeCloseTo(0.040088490713337255, 8);
    const all = lowerBounds(
      truncate(place.baseline, shared, 6),
      truncate(place.reasoning, shared, 6),
    );
    expect(all.forward).toBeCloseTo(0.20889051445519796, 8);
  });
});

describe('a place’s measures from what was kept', () => {
  const exact = createCpuMeasurer(shared).measure(place, 2);

  it('are those of the whole but for the divergences', () => {
    for (const side of sides) {
      const cut = truncate(place[side], shared, 3, 2);
      const full = place[side === 'baseline' ? 'reasoning' : 'baseline'];
      const { upper, ...lower } = measurePlaceBounded(cut, full, shared, side, 2);
      expectWithin(lower, exact, upper);
      expect(lower.agrees).toBe(exact.agrees);
      expect(lower.top).toEqual(exact.top);
      for (const one of sides) {
        expect(lower.own[one]).toBeCloseTo(exact.own[one], 14);
        expect(lower.dropped[one]).toBeCloseTo(exact.dropped[one], 14);
      }
    }
    const cut = perSide((side) => truncate(place[side], shared, 3, 2));
    const both = measureTruncated(cut, shared, 2);
    expect(both.top).toEqual(exact.top);
    expect(both.own.reasoning).toBeCloseTo(exact.own.reasoning, 14);
  });

  it('give the mean of the tail to a text’s token that was neither kept nor asked for', () => {
    const cut = (own: Truncated['own']) => ({ ...truncate(place.baseline, shared, 3), own });
    const ownOf = (token: number) =>
      measurePlaceBounded(cut(null), place.reasoning, shared, 'baseline', token).own.baseline;
    expect(ownOf(2)).toBeCloseTo((0.00987735 + 0.03447534 + 0.016285) / 3, 8);
    expect(ownOf(0)).toBeCloseTo(0.32709293, 8);
    expect(ownOf(6)).toBe(0);
  });
});
