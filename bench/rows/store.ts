import { ratioOf, spreadOf, takeTurns } from '../harness/figures.ts';
import type { Measured, Row } from '../harness/row.ts';

/** Storing replies, against bare puts. */
export const storeRow: Row = {
  id: 'store',
  async measure({ openPage, repeats, quick }) {
    const page = await openPage();
    const count = await page.evaluate(
      async (input) => (await window.bench.store()).prepare(input),
      { count: quick ? 500 : 2000 },
    );
    const ours = (batch: number) =>
      page.evaluate(async (input) => (await window.bench.store()).ours(input), { batch });
    const bare = (batch: number, durability: 'strict' | 'relaxed') =>
      page.evaluate(async (input) => (await window.bench.store()).bare(input), {
        batch,
        durability,
      });
    const taken = await takeTurns(
      {
        'ours, one transaction': () => ours(count),
        'bare, one transaction': () => bare(count, 'relaxed'),
        'ours, batches of 32': () => ours(32),
        'bare, batches of 32, strict': () => bare(32, 'strict'),
        'bare, batches of 32': () => bare(32, 'relaxed'),
      },
      repeats,
    );
    const line = (
      work: string,
      against: string,
      mine: keyof typeof taken,
      theirs: keyof typeof taken,
    ): Measured => ({
      work,
      against,
      unit: '×',
      figure: ratioOf(taken[mine], taken[theirs]),
      goal: { sense: 'at most', value: 1.3 },
      parts: {
        replies: count,
        'ours, ms': spreadOf(taken[mine]),
        'bare, ms': spreadOf(taken[theirs]),
      },
    });
    return [
      line(
        `storing ${count} replies`,
        'bare put in one transaction',
        'ours, one transaction',
        'bare, one transaction',
      ),
      line(
        'the same in batches of 32, on disk before the next',
        'bare put, batches of 32, durability strict',
        'ours, batches of 32',
        'bare, batches of 32, strict',
      ),
      {
        ...line(
          'the same in batches of 32, on disk before the next',
          'bare put, batches of 32, durability relaxed',
          'ours, batches of 32',
          'bare, batches of 32',
        ),
        goal: null,
      },
    ];
  },
};
