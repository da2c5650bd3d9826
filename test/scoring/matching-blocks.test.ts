import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchingBlocks } from '../../src/scoring/matching-blocks.ts';
import cases from '../fixtures/matching-blocks.json' with { type: 'json' };

// Written by Python 3.11: SequenceMatcher(None, one, other).get_matching_blocks()[:-1] of seeded random sequences.
it('finds what Python’s difflib finds', () => {
  for (const { one, other, blocks } of cases) {
    const found = matchingBlocks(one, other).map(({ at, otherAt, size }) => [at, otherAt, size]);
    expect(found, JSON.stringify([one, other])).toEqual(blocks);
  }
  expect(cases.length).toBe(70);
});

const sequence = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });

it('finds runs that both hold, in order, without overlap, and none that adjoins the one before', () => {
  fc.assert(
    fc.property(sequence, sequence, (one, other) => {
      let [end, otherEnd] = [-1, -1];
      for (const { at, otherAt, size } of matchingBlocks(one, other)) {
        expect(size).toBeGreaterThan(0);
        expect(one.slice(at, at + size)).toEqual(other.slice(otherAt, otherAt + size));
        expect(at >= end && otherAt >= otherEnd).toBe(true);
        expect(at === end && otherAt === otherEnd).toBe(false);
        [end, otherEnd] = [at + size, otherAt + size];
      }
    }),
  );
});

it('finds the whole of a sequence in itself', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (one) => {
      expect(matchingBlocks(one, one)).toEqual([{ at: 0, otherAt: 0, size: one.length }]);
    }),
  );
});
