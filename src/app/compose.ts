import { Reader } from '../audit/reader.ts';
import { catalog, chosenClassifier } from '../catalog/catalog.ts';
import type { AuditRequest } from '../domain/audit.ts';
import { greedy } from '../domain/sampling.ts';
import type { ClassifierEngine } from '../engines/classifier.ts';
import { createClassifierEngine } from '../engines/classifier/engine.ts';
import { Models } from '../engines/hub/client.ts';
import { createOnnxEngine } from '../engines/onnx/engine.ts';
import { openStore } from '../store/store.ts';
import { createReporter } from './reporter.ts';
import type { App } from './app.ts';
import { AuditRun } from './audit-run.svelte.ts';
import { Ledger } from './ledger.svelte.ts';
import { Library } from './library.ts';
import { Machine } from './machine.svelte.ts';

/** The composition root: the one place that knows which parts the app is made of. */
export function compose(): App {
  const base = new URL('./', document.baseURI).href;
  const machine = new Machine();
  const createEngine = (threads: number) => createOnnxEngine(spawnOnnx, base, threads);
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
    machine,
    library,
    ledger: new Ledger(),
    models: new Models(spawnDownload),
    run: new AuditRun({
      catalog,
      machine,
      base,
      openStore,
      createEngine,
      createReader,
      reporter,
    }),
    createReader,
    defaultRequest,
  };
}

function defaultRequest(): AuditRequest {
  const [pair] = catalog.pairs;
  const [suite] = catalog.suites;
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

function spawnOnnx(): Worker {
  return new Worker(new URL('../../workers/onnx.ts', import.meta.url), { type: 'module' });
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
