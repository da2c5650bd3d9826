import { PlumblineError } from '../../domain/fault.ts';
import { stopped } from './faults.ts';

/**
 * Does something for every row at once. A row that is refused for itself alone leaves the others be, and its fault is thrown when
 * all have ended: whatever has no result then was refused. Any other failure ends the others.
 * @throws PlumblineError `aborted`, or the first failure; `row-refused` only where there was no other
 */
export async function every<Row>(
  rows: readonly Row[],
  signal: AbortSignal,
  work: (row: Row, signal: AbortSignal, at: number) => Promise<void>,
): Promise<void> {
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  const failures: unknown[] = [];
  const refused: unknown[] = [];
  await Promise.all(
    rows.map(async (row, at) => {
      try {
        await work(row, both, at);
      } catch (error) {
        if (isRefused(error)) refused.push(error);
        else {
          failures.push(error);
          failing.abort();
        }
      }
    }),
  );
  if (signal.aborted) throw stopped();
  const all = [...failures, ...refused];
  if (all.length > 0) throw all[0];
}

/** The same for what each row gives: in the rows' order, each as soon as all before it are there. @throws as `every` */
export async function inOrder<Row, T>(
  rows: readonly Row[],
  signal: AbortSignal,
  work: (row: Row, signal: AbortSignal) => Promise<T>,
  onEach: (found: T) => void,
): Promise<void> {
  const found = new Map<number, { readonly value: T }>();
  let next = 0;
  try {
    await every(rows, signal, async (row, abort, at) => {
      found.set(at, { value: await work(row, abort) });
      for (let one = found.get(next); one !== undefined; one = found.get(++next)) {
        found.delete(next);
        onEach(one.value);
      }
    });
  } catch (error) {
    // What stands behind a row that was refused is there all the same.
    if (isRefused(error)) {
      for (const [, { value }] of [...found].sort(([a], [b]) => a - b)) onEach(value);
    }
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof PlumblineError && error.kind === 'row-refused';
}
