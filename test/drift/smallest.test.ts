import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { putSmallestFirst } from '../../src/drift/smallest.ts';

it('puts the smallest first, the greatest of them last among them, and loses none', () => {
  const value = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, 1, -Infinity));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(60), (all, most) => {
      const values = Float32Array.from(all);
      const sorted = values.slice().sort();
      const count = Math.min(most, values.length);
      putSmallestFirst(values, count);
      // Both zeros are equal here, whichever comes first.
      const plain = (some: Float32Array) => Array.from(some, (one) => one + 0);
      expect(plain(values.slice(0, count).sort())).toEqual(plain(sorted.slice(0, count)));
      expect(plain(values.slice().sort())).toEqual(plain(sorted));
      if (count > 0) expect((values[count - 1] ?? NaN) + 0).toBe((sorted[count - 1] ?? NaN) + 0);
    }),
    { numRuns: 1000 },
  );
});
