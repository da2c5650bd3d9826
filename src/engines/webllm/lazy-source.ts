import type { LogitEngine } from '../logits.ts';

/** Models by web-llm as sources of logits, in a worker that serves other engines, too: the library is only fetched when one is asked for. */
export const lazyWebllmLogits: LogitEngine = {
  describe: async (asked) => (await library()).describe(asked),
  open: async (asked, onProgress) => (await library()).open(asked, onProgress),
};

let loading: Promise<LogitEngine> | null = null;

/** Once a worker: devices must be listened to from the first one on. */
function library(): Promise<LogitEngine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LogitEngine> {
  const [{ webllmLogits }, { workerTools }] = await Promise.all([
    import('./source.ts'),
    import('./worker-tools.ts'),
  ]);
  return webllmLogits(workerTools());
}
