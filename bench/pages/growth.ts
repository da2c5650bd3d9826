import { AuditRun } from '../../src/app/audit-run.svelte.ts';
import { createReporter } from '../../src/app/reporter.ts';
import { Machine } from '../../src/app/machine.svelte.ts';
import { Reader } from '../../src/audit/reader.ts';
import { chosenClassifier } from '../../src/catalog/catalog.ts';
import { textsOf } from '../../src/domain/item.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { openStore } from '../../src/store/store.ts';
import { bigAudit } from './big.ts';
import { base, spawnClassifier, spawnOnnx, spawnReport, threads } from './machine.ts';

export interface Grown {
  readonly stored: number;
  readonly made: number;
  /** From the first batch that is asked to the last that is stored. */
  readonly milliseconds: number;
  /** From Run to the first batch: what is stored is read, and the model loaded. */
  readonly start: number;
}

/** The app's own run of an audit of which so many replies are stored and so many are still to be made, all by the reasoning model. */
export async function run({ stored, open }: { stored: number; open: number }): Promise<Grown> {
  const { catalog, request, prepared, replies } = await bigAudit(Math.ceil((stored + open) / 2));
  const isOpen = new Set(
    prepared.trials
      .filter(({ side, item }) => side === 'reasoning' && textsOf(item.task) === null)
      .slice(-open)
      .map(({ id }) => id),
  );
  const name = `bench-growth-${performance.timeOrigin}-${stored}-${performance.now()}`;
  const store = await openStore(name);
  await store.putReplies(replies.filter(({ trial }) => !isOpen.has(trial)));
  store.close();
  const machine = new Machine();
  await machine.look();
  const classifiers = createClassifierEngine(spawnClassifier, base, threads);
  const audit = new AuditRun({
    catalog,
    machine,
    base,
    openStore: () => openStore(name),
    createEngine: () => createOnnxEngine(spawnOnnx, base, threads),
    createReader: () => new Reader(classifiers, chosenClassifier(catalog)),
    // Drift is a stage of its own: what is timed is a trial.
    createMeter: () => null,
    reporter: createReporter(spawnReport),
  });
  const began = performance.now();
  let [first, last, made] = [0, 0, 0];
  await audit.start(request, (event) => {
    if (event.type === 'asking' && first === 0) first = performance.now();
    if (event.type !== 'replies') return;
    made += event.replies.length;
    last = performance.now();
  });
  await audit.finished;
  if (audit.stage.name !== 'done') throw new Error(`The run ended as ${audit.stage.name}.`);
  indexedDB.deleteDatabase(name);
  return {
    stored: replies.length - isOpen.size,
    made,
    milliseconds: last - first,
    start: first - began,
  };
}

/** Megabytes of the page and its workers, after the browser has tidied up; NaN where it does not tell. */
export async function memory(): Promise<number> {
  if (performance.measureUserAgentSpecificMemory === undefined) return NaN;
  return (await performance.measureUserAgentSpecificMemory()).bytes / 2 ** 20;
}

declare global {
  interface Performance {
    /** Chromium alone, in isolated pages. */
    measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
  }
}
