/**
 * Turns a call that reports by callback into an async stream: yields each event, ends when the call resolves, throws when it
 * rejects. Events wait in a queue, so none is lost while the reader is busy.
 */
export async function* stream<T>(
  start: (onEvent: (event: T) => void) => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  const queue: T[] = [];
  let wake: () => void = () => undefined;
  let settled: { error?: unknown } | undefined;
  const settle = (outcome: { error?: unknown }) => {
    settled = outcome;
    wake();
  };
  start((event) => {
    queue.push(event);
    wake();
  }).then(
    () => {
      settle({});
    },
    (error: unknown) => {
      settle({ error });
    },
  );
  for (;;) {
    const next = queue.shift();
    if (next !== undefined) yield next;
    else if (settled === undefined) await new Promise<void>((resolve) => (wake = resolve));
    else if ('error' in settled) throw settled.error;
    else return;
  }
}
