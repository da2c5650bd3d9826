import type { Model } from '../../domain/model.ts';
import { WorkerClient, type ClientPort } from '../client.ts';
import type { Engine } from '../engine.ts';
import { loadedModel } from '../loaded-client.ts';
import { wrongEngine } from '../wrong-engine.ts';
import type { ModelSource } from '../model-source.ts';
import type { OnnxCalls } from './calls.ts';

/**
 * The version of what determines a reply here: our decode loop, then ONNX Runtime. It enters every trial's id, so a change of
 * either makes new replies instead of mixing old with new. A test holds the second part to the installed package.
 */
export const onnxVersion = '1+ort-1.31.0-dev.20260914-8d85527a0';

/**
 * The onnx engine as the page holds it: one worker a model, because one failed run poisons every later run of a worker.
 * @param spawn starts a worker that runs `workers/onnx.ts`
 * @param base absolute address of the folder that model paths are relative to
 * @param threads threads for WebAssembly
 * @param storedAs the key of a model that is in the store, null for one that ships
 */
export function createOnnxEngine(
  spawn: () => ClientPort<OnnxCalls>,
  base: string,
  threads: number,
  storedAs: (model: Model) => string | null = () => null,
): Engine {
  return {
    id: 'onnx',
    version: onnxVersion,
    async load(model, { device, signal, onProgress }) {
      if (model.engine !== 'onnx') throw wrongEngine(model);
      const client = new WorkerClient<OnnxCalls>(spawn());
      // Loading cannot be interrupted inside the runtime: an abort ends the worker.
      const onAbort = () => {
        client.close();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const key = storedAs(model);
        const source: ModelSource =
          key === null ? { kind: 'shipped', base } : { kind: 'stored', key };
        const capabilities = await client.call(
          'load',
          { model, device, source, threads },
          { signal, onEvent: onProgress },
        );
        return loadedModel(client, capabilities);
      } catch (error) {
        client.close();
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
