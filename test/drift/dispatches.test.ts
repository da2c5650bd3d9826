import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sides } from '../../src/domain/pair.ts';
import { planDispatches } from '../../src/drift/dispatches.ts';

const limits = {
  maxStorageBufferBindingSize: 4096,
  minStorageBufferOffsetAlignment: 256,
  maxComputeWorkgroupsPerDimension: 5,
};

describe('runs of the kernel', () => {
  it('see every place’s logits, each place once, within the limits', () => {
    const widths = { baseline: 37, reasoning: 111 };
    const sizes = { baseline: 37 * 4 * 100 + 12, reasoning: 111 * 4 * 60 };
    const place = fc.tuple(fc.nat(99), fc.nat(59), fc.nat(200));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 80 }), (all) => {
        const rows = {
          baseline: Uint32Array.from(all, ([row]) => row),
          reasoning: Uint32Array.from(all, ([, row]) => row),
        };
        const tokens = Uint32Array.from(all, ([, , token]) => token);
        const seen: number[] = [];
        for (const one of planDispatches(widths, sizes, { rows, tokens }, limits)) {
          expect(one.places.length).toBeLessThanOrEqual(5);
          expect(one.starts).toHaveLength(one.places.length * 4);
          seen.push(...one.places);
          for (const [at, side] of sides.entries()) {
            const { offset, size } = one.windows[side];
            expect(offset % 256).toBe(0);
            expect(size % 4).toBe(0);
            expect(size).toBeLessThanOrEqual(4096);
            expect(offset + size).toBeLessThanOrEqual(sizes[side]);
            for (const [which, place] of one.places.entries()) {
              const start = one.starts[which * 4 + at] ?? NaN;
              expect(offset + start * 4).toBe((rows[side][place] ?? NaN) * widths[side] * 4);
              expect((start + widths[side]) * 4).toBeLessThanOrEqual(size);
              expect(one.starts[which * 4 + 2]).toBe(tokens[place]);
            }
          }
        }
        expect(seen.sort((a, b) => a - b)).toEqual(all.map((_, at) => at));
      }),
    );
  });

  it('are refused for what is not there', () => {
    const plan = (width: number, row: number, tokens = 1) =>
      planDispatches(
        { baseline: width, reasoning: 10 },
        { baseline: 4000, reasoning: 400 },
        {
          rows: { baseline: Uint32Array.of(row), reasoning: Uint32Array.of(9) },
          tokens: new Uint32Array(tokens),
        },
        limits,
      );
    expect(plan(10, 99)).toHaveLength(1);
    expect(() => plan(10, 100)).toThrow('row 100 is past the end of the baseline logits');
    expect(() => plan(10, 0, 2)).toThrow(RangeError);
    expect(() => plan(1000, 0)).toThrow('too large');
  });
});
