import { MLCEngine } from '@mlc-ai/web-llm';
import { DeviceWatch, watchDevices } from './device.ts';
import { lostDevice } from './faults.ts';
import type { WebllmTools } from './load.ts';
import type { ReadJson } from './vocabulary.ts';

/** What the engine stands on in a real worker: the library itself, and the browser's GPU, which is listened to from now on. */
export function workerTools(): WebllmTools {
  const watch = new DeviceWatch(lostDevice);
  if ('GPUAdapter' in globalThis) {
    watchDevices(GPUAdapter.prototype, (why) => {
      watch.fail(why);
    });
  }
  return {
    createEngine: (config) => new MLCEngine(config),
    // `navigator.gpu` is missing, or there without an adapter, depending on the browser and its settings.
    findAdapter: async () =>
      (await (navigator as { gpu?: GPU }).gpu?.requestAdapter({
        powerPreference: 'high-performance',
      })) ?? null,
    watch,
    now: () => performance.now(),
  };
}

/** From the library's cache, where a loaded model has its files; else from the hub, without keeping them. */
export const readJson: ReadJson = async (url, cache) => {
  const response = (await (await caches.open(cache)).match(url)) ?? (await fetch(url));
  if (!response.ok) throw new Error(`Request for ${url} failed: ${response.status}`);
  return response.json();
};
