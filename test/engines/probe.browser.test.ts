import { expect, it } from 'vitest';
import { probe } from '../../src/engines/probe.ts';

it('tells the limits of the adapter, and what it lacks', async () => {
  const { adapter, limits, memory } = await probe();
  expect(adapter).toMatchObject({ software: true, shaderF16: false });
  // What software WebGPU has, whatever the machine.
  expect(limits).toMatchObject({
    maxStorageBuffersPerShaderStage: 10,
    maxComputeWorkgroupStorageSize: 32 * 2 ** 10,
  });
  expect(limits?.maxBufferSize).toBeGreaterThanOrEqual(256 * 2 ** 20);
  expect(limits?.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(128 * 2 ** 20);
  expect(memory).toBeGreaterThan(0);
});
