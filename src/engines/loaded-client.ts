import type { WorkerClient } from './client.ts';
import type { LoadedModel } from './engine.ts';
import { stream } from './events.ts';
import type { ModelCalls } from './model-calls.ts';

/** A model that a worker has loaded, as the page holds it: each call of the port is one of the worker's. Closing ends the worker. */
export function loadedModel(
  client: Pick<WorkerClient<ModelCalls>, 'call' | 'close'>,
  capabilities: LoadedModel['capabilities'],
): LoadedModel {
  return {
    capabilities,
    generate: (rows, signal) =>
      stream((onEvent) => client.call('generate', { rows }, { signal, onEvent })),
    likelihoods: (rows, signal) =>
      stream((onEvent) => client.call('likelihoods', { rows }, { signal, onEvent })),
    distributions: (rows, width, signal) =>
      stream((onEvent) => client.call('distributions', { rows, width }, { signal, onEvent })),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}
