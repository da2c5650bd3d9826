import { MLCEngine } from '@mlc-ai/web-llm';
import { lostDevice } from '../lost-device.ts';
import { DeviceWatch, watchDevices } from '../device-watch.ts';
import type { WebllmTools } from './load.ts';
import { StoredFiles } from './stored-files.ts';

/**
 * What the engine stands on in a real worker: the library itself, whose caches are the store from now on, and the browser's GPU, which
 * is listened to from now on.
 */
export function workerTools(): WebllmTools {
  const files = new StoredFiles();
  Object.defineProperty(globalThis, 'caches', { value: files, configurable: true });
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
    files,
    watch,
    now: () => performance.now(),
  };
}
