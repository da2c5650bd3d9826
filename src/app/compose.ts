import type { DriftCalls } from '../audit/drift/calls.ts';
import type { DriftMeter } from '../audit/drift/meter.ts';
import { Reader } from '../audit/reader.ts';
import { catalog as shipped, chosenClassifier } from '../catalog/catalog.ts';
import type { AuditRequest } from '../domain/audit.ts';
import type { Model } from '../domain/model.ts';
import { greedy } from '../domain/sampling.ts';
import type { ClassifierEngine } from '../engines/classifier.ts';
import type { ClientPort } from '../engines/client.ts';
import { createClassifierEngine } from '../engines/classifier/engine.ts';
import { createEndpointClient } from '../engines/endpoint/client.ts';
import type { Engine } from '../engines/engine.ts';
import type { ModelSource } from '../engines/model-source.ts';
import { createOnnxEngine } from '../engines/onnx/engine.ts';
import { createWebllmEngine } from '../engines/webllm/engine.ts';
import { openStore } from '../store/store.ts';
import { createReporter } from './reporter.ts';
import type { App } from './app.ts';
import { AuditRun, type AuditRunTools } from './audit-run.svelte.ts';
import { Ledger } from './ledger.svelte.ts';
import { Library } from './library.ts';
import { OwnCatalog } from './own-pairs.svelte.ts';
import { Machine } from './machine.svelte.ts';
import { ServerAccess } from './server-access.ts';
import { createServerDesk } from './server-desk.ts';
import { ServerPairs } from './server-pairs.svelte.ts';

/** The composition root: the one place that knows which parts the app is made of. */
export function compose(): App {
  const base = new URL('./', document.baseURI).href;
  const machine = new Machine();
  const servers = new ServerPairs(access);
  const catalog = new OwnCatalog(shipped, servers);
  const storedAs = (model: Pick<Model, 'id'>) => catalog.storedAs(model);
  const createEngine = (kind: Model['engine'], threads: number) =>
    engines[kind](base, threads, storedAs);
  const createMeter: AuditRunTools['createMeter'] = (engine, threads) =>
    lazyMeter(engine, { base, threads, storedAs });
  const classifiers: ClassifierEngine = {
    // The machine is looked at only now: most audits open with readings that are there.
    load: async (classifier, options) => {
      const { threads } = machine.probe ?? (await machine.look());
      return createClassifierEngine(spawnClassifier, base, threads).load(classifier, options);
    },
  };
  const createReader = () => new Reader(classifiers, chosenClassifier(catalog));
  const environment = () => machine.record();
  const reporter = createReporter(spawnReport);
  const library = new Library({
    catalog,
    base,
    openStore,
    createReader,
    reporter,
    environment,
  });
  return {
    catalog,
    isRunnable: (pair) => catalog.isRunnable(pair),
    machine,
    library,
    ledger: new Ledger(),
    shelf: once(async () => {
      const [{ createShelf }, { Models }] = await Promise.all([
        import('./model-shelf.ts'),
        import('../engines/hub/client.ts'),
      ]);
      return createShelf({
        models: new Models(spawnDownload),
        onPairs: (pairs) => {
          catalog.take(pairs);
        },
      });
    }),
    servers,
    desk: createServerDesk(spawnEndpoint),
    run: new AuditRun({
      catalog,
      machine,
      base,
      openStore,
      createEngine,
      createReader,
      createMeter,
      reporter,
    }),
    createReader,
    defaultRequest,
  };
}

function defaultRequest(): AuditRequest {
  const [pair] = shipped.pairs;
  const [suite] = shipped.suites;
  if (pair === undefined || suite === undefined) throw new Error('The catalogue is empty.');
  return {
    pair: pair.id,
    suite: suite.id,
    // All items: the specimens answer them in half a minute on two cores, and fewer would leave most verdicts open.
    limit: null,
    seed: 0,
    sampling: greedy,
    device: 'auto',
  };
}

interface MeterPlace {
  readonly base: string;
  readonly threads: number;
  readonly storedAs: (model: Model) => string | null;
}

/** Fetched, like its worker, when drift is measured. A server's distributions cannot be had whole. */
function lazyMeter(engine: Engine, { base, threads, storedAs }: MeterPlace): DriftMeter {
  return {
    async *measure(asked, signal) {
      if (engine.id === 'endpoint') {
        const { createPortMeter } = await import('../audit/drift/port-meter.ts');
        yield* createPortMeter(engine).measure(asked, signal);
        return;
      }
      const { createDriftMeter } = await import('../audit/drift/meter.ts');
      const sourceOf = (model: Model): ModelSource => {
        const key = storedAs(model);
        return key === null ? { kind: 'shipped', base } : { kind: 'stored', key };
      };
      const tools = { spawn: spawnDrift, sourceOf, threads, memory: deviceMemory() };
      yield* createDriftMeter(tools).measure(asked, signal);
    },
  };
}

/** Makes something at the first call, and again only where that failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

const access = new ServerAccess();

/** What runs a model, by the engine that its entry in the catalogue names. Each is fetched with its worker, when a model is loaded. */
const engines: Readonly<
  Record<
    Model['engine'],
    (base: string, threads: number, storedAs: (model: Model) => string | null) => Engine
  >
> = {
  onnx: (base, threads, storedAs) => createOnnxEngine(spawnOnnx, base, threads, storedAs),
  webllm: (_base, _threads, storedAs) => createWebllmEngine(spawnWebllm, storedAs),
  endpoint: () => createEndpointClient(spawnEndpoint, (address) => access.of(address)),
};

function spawnOnnx(): Worker {
  return new Worker(new URL('../../workers/onnx.ts', import.meta.url), { type: 'module' });
}

function spawnWebllm(): Worker {
  return new Worker(new URL('../../workers/webllm.ts', import.meta.url), { type: 'module' });
}

function spawnDrift(): ClientPort<DriftCalls> {
  return new Worker(new URL('../../workers/drift.ts', import.meta.url), { type: 'module' });
}

/** Bytes of memory, as far as the browser tells: rounded, and 8 GB at most. */
function deviceMemory(): number | null {
  const { deviceMemory: gigabytes } = navigator as { deviceMemory?: number };
  return gigabytes === undefined ? null : gigabytes * 2 ** 30;
}

function spawnEndpoint(): Worker {
  return new Worker(new URL('../../workers/endpoint.ts', import.meta.url), { type: 'module' });
}

function spawnClassifier(): Worker {
  return new Worker(new URL('../../workers/classifier.ts', import.meta.url), { type: 'module' });
}

function spawnReport(): Worker {
  return new Worker(new URL('../../workers/report.ts', import.meta.url), { type: 'module' });
}

function spawnDownload(): Worker {
  return new Worker(new URL('../../workers/download.ts', import.meta.url), { type: 'module' });
}
