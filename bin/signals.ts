/** Exit status of a process that a signal ended, by the custom of shells. */
const statusOf = { SIGINT: 130, SIGTERM: 143 } as const;

/** Turns the first Ctrl-C, or a plain kill, into an abort, and tells the exit status that goes with it. */
export function stopOnSignals() {
  const controller = new AbortController();
  let status = 1;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      status = statusOf[signal];
      controller.abort();
    });
  }
  return { signal: controller.signal, status: () => status };
}
