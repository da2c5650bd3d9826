import { describe, expect, it } from 'vitest';
import { choose } from '../../src/engines/probe.ts';

const gpu = { name: 'nvidia ada', software: false, shaderF16: true };
const swiftshader = { name: 'google swiftshader', software: true, shaderF16: false };

describe('choose', () => {
  it('takes a real GPU', () => {
    expect(choose(true, gpu, 4)).toEqual({
      device: 'webgpu',
      reason: 'Runs on the GPU: nvidia ada.',
    });
  });

  it('takes the CPU where the only adapter is software, and says so', () => {
    const { device, reason } = choose(true, swiftshader, 2);
    expect(device).toBe('wasm');
    expect(reason).toMatch(/software.*swiftshader.*CPU, 2 threads/);
  });

  it('takes the CPU where there is no adapter', () => {
    expect(choose(true, null, 1)).toEqual({
      device: 'wasm',
      reason: 'No usable GPU: runs on the CPU, 1 thread.',
    });
  });

  it('takes nothing without WebAssembly, whatever the adapter', () => {
    expect(choose(false, gpu, 4).device).toBeNull();
  });
});
