import type { WebllmModel } from '../../src/domain/model.ts';

/** A model of the web-llm engine that no hub has; tests change what they are about. */
export function webllmModel(changes: Partial<WebllmModel> = {}): WebllmModel {
  return {
    id: 'toy-thinker',
    title: 'Toy thinker',
    engine: 'webllm',
    webllmId: 'Toy-q4f16_1-MLC',
    url: 'https://hub.invalid/toy/Toy-q4f16_1-MLC/resolve/main/',
    lib: 'https://libs.invalid/Toy-q4f16_1-webgpu.wasm',
    dtype: 'q4f16_1',
    parameters: 1000,
    licence: 'Apache-2.0',
    features: [],
    limits: {},
    contextWindow: 4096,
    chain: { open: '<think>', close: '</think>', opened: false },
    thinking: null,
    system: '',
    hybrid: false,
    memoryMb: 12.5,
    downloadBytes: 2048,
    specimen: false,
    files: [],
    ...changes,
  };
}
