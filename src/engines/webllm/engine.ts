import type { Model } from '../../domain/model.ts';
import { WorkerClient, type ClientPort } from '../client.ts';
import type { Engine } from '../engine.ts';
import { loadedModel } from '../loaded-client.ts';
import type { ModelSource } from '../model-source.ts';
import { wrongEngine } from '../wrong-engine.ts';
import type { WebllmCalls } from './calls.ts';

/**
 * The version of what determines a reply here: our way of asking, then the library. It enters every trial's id, so a change of
 * either makes new replies instead of mixing old with new. A test holds the second part to the installed package.
 */
export const webllmVersion = '1+web-llm-0.2.86';

/** Milliseconds that a worker has to free the GPU before it is ended all the same. */
const unloadPatience = 3000;

const never = new AbortController().signal;

/**
 * The web-llm engine as the page holds it: one worker a model, because a lost GPU is lost for all that its worker does after.
 * @param spawn starts a worker that runs `workers/webllm.ts`
 * @param storedAs the key of a model in the store, null for one that is not there: no model for web-llm ships
 */
export function createWebllmEngine(
  spawn: () => ClientPort<WebllmCalls>,
  storedAs: (model: Model) => string | null,
): Engine {
  return {
    id: 'webllm',
    version: webllmVersion,
    async load(model, { signal, onProgress }) {
      if (model.engine !== 'webllm') throw wrongEngine(model);
      const client = new WorkerClient<WebllmCalls>(spawn());
      // The library does not end a load between two shaders: an abort ends the worker.
      const onAbort = () => {
        client.close();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const key = storedAs(model);
        const source: ModelSource =
          key === null ? { kind: 'shipped', base: '' } : { kind: 'stored', key };
        const capabilities = await client.call(
          'load',
          { model, source },
          { signal, onEvent: onProgress },
        );
        return { ...loadedModel(client, capabilities), close: () => end(client) };
      } catch (error) {
        client.close();
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

/**
 * Unloads, then ends the worker. Only both free the memory for sure: an ended worker's device is collected when the browser likes,
 * and an unloaded one keeps the library's own memory.
 */
async function end(client: WorkerClient<WebllmCalls>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, unloadPatience);
  });
  const unloaded = client.call('unload', undefined, { signal: never, onEvent: () => undefined });
  // What cannot be unloaded any more is ended with its worker.
  await Promise.race([unloaded.catch(() => undefined), late]);
  clearTimeout(timer);
  client.close();
}
