import type { MLCEngine, MLCEngineConfig } from '@mlc-ai/web-llm';
import { serve } from '../../../src/engines/server.ts';
import { createHandlers } from '../../../src/engines/webllm/serve.ts';
import { workerTools } from '../../../src/engines/webllm/worker-tools.ts';
import { createToyRuntime, toyId, toyTokenizer } from './toy-runtime.ts';

/** What a worker tells on the channel of its name: what was fetched in it, and what it had of the model's files. */
export interface Told {
  readonly fetched: readonly string[];
  /** Bytes of each weight, as they were put onto the GPU. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly library: readonly number[];
}

interface OpenLibrary {
  readonly MLCEngine: new (config: MLCEngineConfig) => MLCEngine;
  readonly runtime: {
    readonly Instance: { readonly prototype: object };
    instantiate: (compiled: ArrayBuffer) => Promise<object>;
  };
}

const fetched: string[] = [];
const weights: Record<string, readonly number[]> = {};
let library: readonly number[] = [];

const { fetch: plain } = globalThis;
globalThis.fetch = (input, init) => {
  fetched.push(input instanceof Request ? input.url : String(input));
  return plain(input, init);
};

/** What the package makes of a compiled library: its own loader of weights, over the toy. */
function toyInstance(prototype: object): object {
  const said = [...toyTokenizer.encode('<think>hm</think>Yes.'), toyId('<|end|>')];
  const { tvm } = createToyRuntime({ next: (since) => said[since.length] ?? null });
  const told: unknown[] = [];
  return Object.assign(Object.create(prototype) as object, tvm, {
    initWebGPU: () => undefined,
    initProgressCallback: told,
    registerInitProgressCallback: (tell: unknown) => told.push(tell),
    asyncLoadWebGPUPipelines: () => Promise.resolve(),
    createVirtualMachine: () =>
      Object.assign(tvm.createVirtualMachine(), { getInternalModule: () => ({}) }),
    cacheMetadata: {},
    env: { logger: () => undefined },
    webgpu: () => ({ deviceType: 15, sync: () => Promise.resolve() }),
    withNewScope<T>(work: () => T): T {
      tvm.beginScope();
      const made = work();
      tvm.endScope();
      return made;
    },
    empty(shape: readonly number[], dtype: string) {
      const bytes: number[] = [];
      const copyFromRawBytes = (raw: Uint8Array) => bytes.push(...raw);
      return Object.assign(tvm.empty(shape, dtype), { bytes, copyFromRawBytes });
    },
    tensorCacheUpdate(name: string, { bytes }: { readonly bytes: readonly number[] }) {
      weights[name] = bytes;
    },
  });
}

async function openLibrary(): Promise<OpenLibrary> {
  const path = '/node_modules/.cache/plumbline/web-llm-open.mjs';
  const opened = (await import(
    /* @vite-ignore */ new URL(path, location.origin).href
  )) as OpenLibrary;
  opened.runtime.instantiate = (compiled) => {
    library = [...new Uint8Array(compiled)];
    return Promise.resolve(toyInstance(opened.runtime.Instance.prototype));
  };
  return opened;
}

/**
 * The product's worker, but for what is compiled for a model, which cannot be had where tests run: in its place is the toy runtime.
 * Settings, tokenizer, the list of weights and the weights are read by the package itself.
 */
const product = workerTools();
let opened: OpenLibrary | null = null;
serve(
  createHandlers({
    ...product,
    findAdapter: async () => {
      opened ??= await openLibrary();
      return product.findAdapter();
    },
    createEngine: (config) => {
      if (opened === null) throw new Error('the adapter is asked for first');
      return new opened.MLCEngine(config);
    },
  }),
  self,
);

const channel = new BroadcastChannel(self.name);
channel.onmessage = ({ data }) => {
  if (data !== 'tell') return;
  // Whatever loads something leaves an entry, also where it failed.
  const elsewhere = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => new URL(name).origin !== location.origin);
  channel.postMessage({ fetched: [...fetched, ...elsewhere], weights, library } satisfies Told);
};
