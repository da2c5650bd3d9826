import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTokens, padRight } from '../../src/engines/classifier/tokens.ts';

describe('padRight', () => {
  it('pads to the widest row, on the right, and attends to no padding', () => {
    const { rows, width, ids, attention } = padRight([[5, 6, 7], [8]], 9);
    expect([rows, width]).toEqual([2, 3]);
    expect([...ids]).toEqual([5n, 6n, 7n, 8n, 9n, 9n]);
    expect([...attention]).toEqual([1n, 1n, 1n, 1n, 0n, 0n]);
  });
});

describe('cutTokens', () => {
  const [cls, sep] = [101, 102];
  it.each([
    ['what fits is left alone', [cls, 1, 2, sep], [1, 2], 4, [cls, 1, 2, sep]],
    ['marks on both sides are kept', [cls, 1, 2, 3, sep], [1, 2, 3], 4, [cls, 1, 2, sep]],
    ['a mark after it', [1, 2, 3, sep], [1, 2, 3], 3, [1, 2, sep]],
    ['a mark before it', [cls, 1, 2, 3], [1, 2, 3], 3, [cls, 1, 2]],
    ['no marks', [1, 2, 3], [1, 2, 3], 2, [1, 2]],
    ['a text that begins with a mark', [cls, cls, 1, 2, sep], [cls, 1, 2], 4, [cls, cls, 1, sep]],
    ['no room but for marks', [cls, 1, 2, sep], [1, 2], 2, [cls, 1]],
    ['tokens that change with the marks', [cls, 7, 8, sep], [1, 2], 3, [cls, 7, 8]],
  ])('%s', (_what, marked, bare, limit, expected) => {
    expect(cutTokens(marked, bare, limit)).toEqual(expected);
  });

  it('gives the limit’s length and both marks for any long text', () => {
    const long = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(long, (bare) => {
        const cut = cutTokens([cls, ...bare, sep], bare, 8);
        expect(cut).toEqual([cls, ...bare.slice(0, 6), sep]);
      }),
    );
  });
});
