import type { EndpointModel } from '../../domain/model.ts';
import { WorkerClient, type ClientPort } from '../client.ts';
import type { Engine } from '../engine.ts';
import { loadedModel } from '../loaded-client.ts';
import { wrongEngine } from '../wrong-engine.ts';
import type { EndpointCalls } from './calls.ts';
import type { Look } from './look.ts';
import type { Access } from './tools.ts';
import type { Tried } from './try.ts';
import { endpointVersion } from './version.ts';

const work = 'asks the server';

/**
 * The endpoint engine as the page holds it: one worker a model, so that no part of the page but this worker may reach a server.
 * @param spawn starts a worker that runs `workers/endpoint.ts`
 * @param access how the server at an address may be asked; read at every load, and never kept
 */
export function createEndpointClient(
  spawn: () => ClientPort<EndpointCalls>,
  access: (address: string) => Access,
): Engine {
  return {
    id: 'endpoint',
    version: endpointVersion,
    async load(model, { signal }) {
      if (model.engine !== 'endpoint') throw wrongEngine(model);
      const client = new WorkerClient<EndpointCalls>(spawn(), work);
      try {
        const input = { model, access: access(model.address) };
        const capabilities = await client.call('load', input, { signal, onEvent: ignore });
        return loadedModel(client, capabilities);
      } catch (error) {
        client.close();
        throw error;
      }
    },
  };
}

/** Asks what is at an address, by a worker that ends with the answer. @throws PlumblineError as `lookAt` */
export function lookByWorker(
  spawn: () => ClientPort<EndpointCalls>,
  address: string,
  access: Access,
  signal: AbortSignal,
): Promise<Look> {
  return once(spawn, (client) =>
    client.call('look', { address, access }, { signal, onEvent: ignore }),
  );
}

/** Asks a model one question, likewise. @throws PlumblineError as `tryAt` */
export function tryByWorker(
  spawn: () => ClientPort<EndpointCalls>,
  model: EndpointModel,
  access: Access,
  signal: AbortSignal,
): Promise<Tried> {
  return once(spawn, (client) =>
    client.call('try', { model, access }, { signal, onEvent: ignore }),
  );
}

async function once<T>(
  spawn: () => ClientPort<EndpointCalls>,
  ask: (client: WorkerClient<EndpointCalls>) => Promise<T>,
): Promise<T> {
  const client = new WorkerClient<EndpointCalls>(spawn(), work);
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}

function ignore(): void {
  // These calls report nothing while they last.
}
