import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { sides } from '../../src/domain/pair.ts';
import { jsDivergence, klDivergence } from '../../src/drift/divergence.ts';
import { createCpuMeasurer } from '../../src/drift/measures.ts';
import { near, randomLogits, sharedBut } from './logits.ts';
import { place, shared } from './place.ts';

/** Another way to the same numbers: step by step, as the definitions say. */
function plainly(logits: Float32Array, known: Uint8Array) {
  const greatest = logits.reduce((most, one) => Math.max(most, one), -Infinity);
  const weights = Array.from(logits, (logit) => Math.exp(logit - greatest));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const kept = weights.filter((_, id) => known[id] === 1);
  const mass = kept.reduce((sum, one) => sum + one, 0);
  return { p: kept.map((one) => one / mass), share: mass / total };
}

const logit = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: -30, max: 30, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, -1) },
);
const row = fc.array(logit, { minLength: 12, maxLength: 20 }).map((all) => Float32Array.from(all));
const mask = fc
  .array(fc.boolean(), { minLength: 12, maxLength: 12 })
  .filter((all) => all.filter(Boolean).length >= 3)
  .map((all) => Uint8Array.from(all, Number));

describe('the CPU’s measurer', () => {
  it('measures what scipy does', () => {
    // scipy 1.17.1: p, q = softmax(logits[:6]) of each side, m = (p + q)/2; entropy(p, q), entropy(q, p),
    // (entropy(p, m) + entropy(q, m))/2; 1 − softmax(logits)[:6].sum() of each side.
    const one = createCpuMeasurer(shared).measure(place, 2);
    expect(one.forward).toBeCloseTo(0.20889051445519796, 14);
    expect(one.reverse).toBeCloseTo(0.15895546348923711, 14);
    expect(one.js).toBeCloseTo(0.04389199801289671, 14);
    expect(one.dropped.baseline).toBeCloseTo(0.6036101686800455, 14);
    expect(one.dropped.reasoning).toBeCloseTo(0.15794950094699256, 14);
    expect(one.own.baseline).toBeCloseTo(0.03447534, 8);
    expect(one.own.reasoning).toBeCloseTo(0.03758066, 8);
    expect(one.agrees).toBe(true);
    expect([...one.top.baseline.ids]).toEqual([3, 0, 5]);
    expect(one.top.baseline.probabilities[1]).toBeCloseTo(0.32709293, 7);
    expect([...one.top.reasoning.ids]).toEqual([3, 0, 5]);
  });

  it.each([300, 4000, 152_000])('is as the definitions say at %i tokens', (size) => {
    const rng = seededRng(`measures ${size}`);
    const known = sharedBut(size, 11);
    const { measure } = createCpuMeasurer(known);
    let worst = 0;
    for (const spread of [1, 10]) {
      const one = randomLogits(rng, size + 9, spread);
      for (const other of [randomLogits(rng, size, spread), near(rng, one, 0.001)]) {
        const measured = measure({ baseline: one, reasoning: other }, 1);
        const [{ p }, { p: q }] = [plainly(one, known), plainly(other, known)];
        for (const [value, exact] of [
          [measured.forward, klDivergence(p, q)],
          [measured.reverse, klDivergence(q, p)],
          [measured.js, jsDivergence(p, q)],
          [measured.own.baseline, p[1] ?? NaN],
        ] as const) {
          worst = Math.max(worst, Math.abs(value - exact));
        }
      }
    }
    console.info(
      `${size} tokens: float64 differs from the definitions by ${worst.toExponential(1)}`,
    );
    expect(worst).toBeLessThan(1e-11);
  });

  it('keeps what holds of every divergence, and accounts for what it drops', () => {
    fc.assert(
      fc.property(row, row, mask, fc.nat(15), (baseline, reasoning, known, token) => {
        const { measure } = createCpuMeasurer(known);
        const one = measure({ baseline, reasoning }, token);
        const back = measure({ baseline: reasoning, reasoning: baseline }, token);
        expect(one.forward).toBeGreaterThanOrEqual(0);
        expect(one.reverse).toBeGreaterThanOrEqual(0);
        expect(one.js).toBeGreaterThanOrEqual(0);
        expect(one.js).toBeLessThanOrEqual(Math.LN2);
        expect(back.js).toBeCloseTo(one.js, 12);
        expect(back.forward).toBeCloseTo(one.reverse, 10);
        for (const side of sides) {
          const { p, share } = plainly({ baseline, reasoning }[side], known);
          expect(one.dropped[side] + share).toBeCloseTo(1, 12);
          const at = known.subarray(0, token).reduce((sum, flag) => sum + flag, 0);
          expect(one.own[side]).toBeCloseTo(known[token] === 1 ? (p[at] ?? NaN) : 0, 12);
          const sorted = [...p].sort((x, y) => y - x).slice(0, 3);
          for (const [rank, value] of one.top[side].probabilities.entries()) {
            expect(value).toBeCloseTo(sorted[rank] ?? NaN, 6);
          }
        }
        const self = measure({ baseline, reasoning: baseline }, token);
        expect(self).toMatchObject({ forward: 0, reverse: 0, js: 0, agrees: true });
      }),
    );
  });

  it('does not change where a side’s logits are all moved, or padded further', () => {
    const { measure } = createCpuMeasurer(shared);
    const still = measure(place, 0);
    const moved = measure({ ...place, reasoning: place.reasoning.map((one) => one + 64) }, 0);
    expect(moved.forward).toBeCloseTo(still.forward, 12);
    const reasoning = Float32Array.of(...place.reasoning, 7, -3);
    const padded = measure({ ...place, reasoning }, 0);
    expect(padded).toEqual({
      ...still,
      dropped: { ...still.dropped, reasoning: padded.dropped.reasoning },
    });
    expect(padded.dropped.reasoning).toBeGreaterThan(still.dropped.reasoning);
  });

  it('takes the lowest of equally likely tokens', () => {
    const { measure } = createCpuMeasurer(Uint8Array.of(0, 1, 1, 1, 1));
    const one = measure({ baseline: new Float32Array(5), reasoning: new Float32Array(5) }, 0);
    expect([...one.top.baseline.ids]).toEqual([1, 2, 3]);
    const later = Float32Array.of(9, 0, 0, 5, 5);
    const other = measure({ baseline: new Float32Array(5), reasoning: later }, 0);
    expect([...other.top.reasoning.ids]).toEqual([3, 4, 1]);
    expect(other.agrees).toBe(false);
  });

  it('finds a divergence infinite where only one side has a token at all', () => {
    const { measure } = createCpuMeasurer(Uint8Array.of(1, 1, 1, 1));
    const whole = Float32Array.of(0, 1, 2, -2000);
    const masked = Float32Array.of(0, 1, 2, -Infinity);
    const one = measure({ baseline: whole, reasoning: masked }, 3);
    expect(one).toMatchObject({ forward: Infinity, reverse: 0, own: { reasoning: 0 } });
    expect(measure({ baseline: masked, reasoning: whole }, 3).reverse).toBe(Infinity);
    expect(measure({ baseline: masked, reasoning: masked }, 3)).toMatchObject({
      forward: 0,
      reverse: 0,
      js: 0,
    });
    const [left, right] = [
      Float32Array.of(0, 0, -Infinity, -Infinity),
      Float32Array.of(-Infinity, -Infinity, 0, 0),
    ];
    expect(measure({ baseline: left, reasoning: right }, 0).js).toBeCloseTo(Math.LN2, 14);
  });

  it('refuses what is no distribution', () => {
    const { measure } = createCpuMeasurer(Uint8Array.of(1, 1, 1, 0));
    const good = new Float32Array(4);
    for (const bad of [NaN, Infinity]) {
      for (const at of [1, 3]) {
        const broken = good.slice().fill(bad, at, at + 1);
        expect(() => measure({ baseline: good, reasoning: broken }, 0)).toThrow(RangeError);
      }
    }
    const nothing = Float32Array.of(-Infinity, -Infinity, -Infinity, 0);
    expect(() => measure({ baseline: nothing, reasoning: good }, 0)).toThrow('no shared token');
    expect(() => measure({ baseline: good, reasoning: good.slice(2) }, 0)).toThrow(RangeError);
    expect(() => createCpuMeasurer(Uint8Array.of(1, 1, 0))).toThrow(RangeError);
  });
});
