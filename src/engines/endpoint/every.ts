import { stopped } from './faults.ts';

/**
 * Does something for every row at once. The first failure ends the others, and is thrown when all have ended.
 * @returns what it gave, in the rows' order
 * @throws PlumblineError `aborted`, or the first failure
 */
export async function every<Row, T>(
  rows: readonly Row[],
  signal: AbortSignal,
  work: (row: Row, signal: AbortSignal) => Promise<T>,
): Promise<T[]> {
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  const failures: unknown[] = [];
  const done = await Promise.all(
    rows.map(async (row) => {
      try {
        return [await work(row, both)];
      } catch (error) {
        failures.push(error);
        failing.abort();
        return [];
      }
    }),
  );
  if (signal.aborted) throw stopped();
  if (failures.length > 0) throw failures[0];
  return done.flat();
}
