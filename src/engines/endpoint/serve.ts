import { PlumblineError } from '../../domain/fault.ts';
import type { LoadedModel } from '../engine.ts';
import type { CallContext, Handlers } from '../server.ts';
import type { EndpointCalls } from './calls.ts';
import { createEndpointEngine, lookAt, tryAt } from './engine.ts';
import { sleep } from './sleep.ts';
import type { EndpointTools, SplitText } from './tools.ts';

/** What the worker's surroundings do for it. */
export interface Surroundings {
  /** Takes a reply apart that is only text. */
  readonly split: SplitText;
  readonly forbids: EndpointTools['forbids'];
}

/** What the endpoint engine's worker answers. One worker holds one model. */
export function createHandlers({ split, forbids }: Surroundings): Handlers<EndpointCalls> {
  const tools: EndpointTools = {
    fetch: (...asked) => fetch(...asked),
    forbids,
    sleep,
    random: () => Math.random(),
    now: () => performance.now(),
    date: () => Date.now(),
    split,
  };
  let loaded: LoadedModel | null = null;
  return {
    look: ({ address, access }, { signal }) => lookAt(address, access, tools, signal),
    try: ({ model, access }, { signal }) => tryAt(model, access, tools, signal),
    async load({ model, access }, { signal }) {
      const engine = createEndpointEngine(tools, () => access);
      loaded = await engine.load(model, {
        device: 'remote',
        signal,
        onProgress: () => undefined,
      });
      return loaded.capabilities;
    },
    generate: ({ rows }, context) =>
      pass(context, ({ generate }) => generate(rows, context.signal)),
    likelihoods: ({ rows }, context) =>
      pass(context, ({ likelihoods }) => likelihoods(rows, context.signal)),
    distributions: ({ rows, width }, context) =>
      pass(context, ({ distributions }) => distributions(rows, width, context.signal)),
  };

  async function pass<T>(
    { emit }: CallContext<T>,
    events: (model: LoadedModel) => AsyncIterable<T>,
  ): Promise<undefined> {
    if (loaded === null) {
      throw new PlumblineError({ kind: 'engine-failed', message: 'No model is loaded.' });
    }
    for await (const event of events(loaded)) emit(event);
    return undefined;
  }
}
