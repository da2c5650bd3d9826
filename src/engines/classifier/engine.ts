import type { Classifier } from '../../domain/classifier.ts';
import { toFault } from '../../domain/fault.ts';
import type { ClassifierEngine } from '../classifier.ts';
import { WorkerClient, type ClientPort } from '../client.ts';
import type { ModelSource } from '../model-source.ts';
import type { ClassifierCalls } from './calls.ts';

/**
 * Classifiers as the page holds them: one worker each, always on the CPU, so that a text is read the same on every machine
 * and whatever device the audited models run on.
 * @param spawn starts a worker that runs `workers/classifier.ts`
 * @param base absolute address of the folder that classifiers' paths are relative to
 * @param threads threads for WebAssembly
 * @param storedAs the key of a classifier that is in the store, null for one that ships
 */
export function createClassifierEngine(
  spawn: () => ClientPort<ClassifierCalls>,
  base: string,
  threads: number,
  storedAs: (classifier: Classifier) => string | null = () => null,
): ClassifierEngine {
  return {
    async load(classifier, { signal, onProgress }) {
      const client = new WorkerClient<ClassifierCalls>(spawn());
      // Loading cannot be interrupted inside the runtime: an abort ends the worker.
      const onAbort = () => {
        client.close();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const key = storedAs(classifier);
        const source: ModelSource =
          key === null ? { kind: 'shipped', base } : { kind: 'stored', key };
        const input = { classifier, source, threads };
        await client.call('load', input, { signal, onEvent: onProgress });
      } catch (error) {
        client.close();
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
      return {
        async classify(texts, classifySignal) {
          try {
            const options = { signal: classifySignal, onEvent: () => undefined };
            return await client.call('classify', { texts }, options);
          } catch (error) {
            // One failed run of the runtime poisons every later one in its worker; an abort between two does not.
            if (toFault(error).kind !== 'aborted') client.close();
            throw error;
          }
        },
        close: () => {
          client.close();
          return Promise.resolve();
        },
      };
    },
  };
}
