import * as fc from 'fast-check';
import type { PairedTable } from '../../src/statistics/table.ts';

/** Tables of at least one pair. */
export const someTable: fc.Arbitrary<PairedTable> = fc
  .record({
    both: fc.nat(60),
    lost: fc.nat(60),
    gained: fc.nat(60),
    neither: fc.nat(60),
  })
  .filter(({ both, lost, gained, neither }) => both + lost + gained + neither > 0);

/** The table as it reads with the two models exchanged. */
export function swapSides({ both, lost, gained, neither }: PairedTable): PairedTable {
  return { both, lost: gained, gained: lost, neither };
}
