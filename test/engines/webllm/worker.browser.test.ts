import { describe, expect, it } from 'vitest';
import type { WebllmModel } from '../../../src/domain/model.ts';
import { createWebllmEngine } from '../../../src/engines/webllm/engine.ts';
import { watchDevices } from '../../../src/engines/device-watch.ts';
import { webllmModel } from '../../support/webllm-model.ts';

/** The real worker with the real library, on the software adapter, which has no 16-bit shaders. */
function load(changes: Partial<WebllmModel>, signal = new AbortController().signal) {
  const engine = createWebllmEngine(
    () => new Worker(new URL('../../../workers/webllm.ts', import.meta.url), { type: 'module' }),
    () => null,
  );
  return engine.load(webllmModel(changes), {
    device: 'webgpu',
    signal,
    onProgress: () => undefined,
  });
}

describe('the web-llm worker', () => {
  it('names the feature that the adapter lacks, before it fetches anything', async () => {
    await expect(load({ dtype: 'q4f16_1' })).rejects.toMatchObject({
      kind: 'no-webgpu',
      message: expect.stringContaining('shader-f16') as string,
      remedy: expect.stringContaining('q4f32') as string,
    });
  });

  it('names the limit that falls short, and what there is of it', async () => {
    const limits = { maxStorageBuffersPerShaderStage: 1000 };
    await expect(load({ dtype: 'q4f32_1', limits })).rejects.toMatchObject({
      kind: 'no-webgpu',
      message: expect.stringMatching(
        /maxStorageBuffersPerShaderStage to be 1000.*offers \d+/,
      ) as string,
    });
  });

  it('is ended by an abort', async () => {
    const controller = new AbortController();
    const loading = load({ dtype: 'q4f32_1' }, controller.signal);
    controller.abort();
    await expect(loading).rejects.toMatchObject({
      kind: expect.stringMatching(/lost|aborted/) as string,
    });
  });
});

describe('the watch over devices', () => {
  it('hears what a real device reports, and its loss', async () => {
    const made = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'requestDevice');
    const heard: string[] = [];
    let wake: () => void = () => undefined;
    watchDevices(GPUAdapter.prototype, (why) => {
      heard.push(why);
      wake();
    });
    const next = () => new Promise<void>((resolve) => (wake = resolve));
    try {
      const device = await (await navigator.gpu.requestAdapter())?.requestDevice();
      const invalid = next();
      device?.createBuffer({ size: 4, usage: 0xffff });
      // Commands wait until something is to be waited for.
      await device?.queue.onSubmittedWorkDone();
      await invalid;
      expect(heard).toHaveLength(1);
      const lost = next();
      device?.destroy();
      await lost;
      expect(heard).toHaveLength(2);
    } finally {
      if (made !== undefined) Object.defineProperty(GPUAdapter.prototype, 'requestDevice', made);
    }
  });
});
