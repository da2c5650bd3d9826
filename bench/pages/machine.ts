/** Where the repository is served. */
export const base = new URL('/', location.href).href;

const asked = new URLSearchParams(location.search).get('threads');

/** As the app takes them, unless told: the same for every way. */
export const threads = asked === null ? Math.min(8, navigator.hardwareConcurrency) : Number(asked);

export const { signal } = new AbortController();

export function spawn(url: URL): Worker {
  return new Worker(url, { type: 'module' });
}

export const spawnOnnx = () => spawn(new URL('../../workers/onnx.ts', import.meta.url));
export const spawnClassifier = () => spawn(new URL('../../workers/classifier.ts', import.meta.url));
export const spawnReport = () => spawn(new URL('../../workers/report.ts', import.meta.url));
export const spawnDrift = () => spawn(new URL('../../workers/drift.ts', import.meta.url));
export const spawnPeer = () => spawn(new URL('../peer/worker.ts', import.meta.url));

/** How long some work takes, in milliseconds. */
export async function clock(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Takes all that comes and keeps nothing of it. */
export async function drain(events: AsyncIterable<unknown>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  for (let one = await iterator.next(); one.done !== true; one = await iterator.next());
}
