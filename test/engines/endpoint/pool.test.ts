import { describe, expect, it } from 'vitest';
import { Pool } from '../../../src/engines/endpoint/pool.ts';

/** Work that ends when it is told to. */
function gate() {
  let open: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (open = resolve));
  return { closed, open };
}
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('Pool', () => {
  it('runs no more at once than its limit, and all in the end', async () => {
    const pool = new Pool(3);
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        pool.run(async () => {
          most = Math.max(most, ++running);
          await turn();
          running--;
          return at;
        }),
      ),
    );
    expect(done).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect(most).toBe(3);
  });

  it('halves once for all that ran together, again for one of them that hears it twice, and never below one', async () => {
    const pool = new Pool(8);
    const gates = Array.from({ length: 8 }, gate);
    const busy: (() => void)[] = [];
    const runs = gates.map(({ closed }) =>
      pool.run((hear) => {
        busy.push(hear);
        return closed;
      }),
    );
    for (const hear of busy) hear();
    expect(pool.limit).toBe(4);
    for (const hear of busy) hear();
    expect(pool.limit).toBe(2);
    for (let again = 0; again < 5; again++) for (const hear of busy) hear();
    expect(pool.limit).toBe(1);
    for (const { open } of gates) open();
    await Promise.all(runs);
  });

  it('grows by one when as many have gone well as it holds, up to where it began', async () => {
    const pool = new Pool(4);
    await pool.run((hear) => {
      hear();
      return Promise.resolve();
    });
    const limits: number[] = [];
    for (let at = 0; at < 12; at++) {
      await pool.run(() => Promise.resolve());
      limits.push(pool.limit);
    }
    expect(limits).toEqual([3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
  });

  it('gives its place free when something fails', async () => {
    const pool = new Pool(1);
    await expect(pool.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await pool.run(() => Promise.resolve(1))).toBe(1);
  });
});
