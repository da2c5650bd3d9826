import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsInChain, splitChain } from '../../src/engines/chain.ts';

const marks = { open: 100, close: 101 };

describe('splitChain', () => {
  it.each([
    ['a chain and an answer', [100, 1, 2, 101, 3], false, [1, 2], [3], 4],
    ['no chain', [1, 2], false, null, [1, 2], 0],
    ['a chain that is cut off', [100, 1, 2], false, [1, 2], null, 3],
    ['a chain that the template opened', [1, 101, 3], true, [1], [3], 2],
    ['only a closing mark', [1, 101, 3], false, [1], [3], 2],
    ['a chain opened by the template and cut off', [1, 2], true, [1, 2], null, 2],
    ['an empty chain', [100, 101, 3], false, [], [3], 2],
    ['nothing after the chain', [100, 1, 101], false, [1], [], 3],
    ['two chains', [100, 1, 101, 3, 100, 2, 101, 4], false, [1, 2], [3, 4], 6],
    ['a second chain that is cut off', [100, 1, 101, 3, 100, 2], false, [1, 2], null, 5],
    ['nothing', [], false, null, [], 0],
  ])('splits %s', (_what, tokens, opened, chain, answer, chainTokens) => {
    expect(splitChain(tokens, marks, opened)).toEqual({ chain, answer, chainTokens });
  });

  it('leaves a model without chains alone', () => {
    expect(splitChain([100, 1, 101], null, false).answer).toEqual([100, 1, 101]);
  });

  it('loses no token: chain, answer and marks are all there is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 97, max: 101 })), fc.boolean(), (tokens, opened) => {
        const { chain, answer, chainTokens } = splitChain(tokens, marks, opened);
        if (answer !== null) expect(chainTokens + answer.length).toBe(tokens.length);
        for (const part of [chain, answer]) {
          expect(part ?? []).not.toContain(marks.open);
          expect(part ?? []).not.toContain(marks.close);
        }
      }),
    );
  });
});

describe('endsInChain', () => {
  it('sees whether the template opened a chain', () => {
    expect(endsInChain([1, 100], marks)).toBe(true);
    expect(endsInChain([100, 1, 101, 2], marks)).toBe(false);
    expect(endsInChain([1, 2], marks)).toBe(false);
    expect(endsInChain([1, 100], null)).toBe(false);
  });
});
