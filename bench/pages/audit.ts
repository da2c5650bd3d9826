import { createReporter } from '../../src/app/reporter.ts';
import { LiveFindings } from '../../src/app/live-findings.svelte.ts';
import { Machine } from '../../src/app/machine.svelte.ts';
import { prepareAudit, type PreparedAudit } from '../../src/audit/prepare.ts';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit } from '../../src/audit/runner.ts';
import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import { textsOf } from '../../src/domain/item.ts';
import { sides } from '../../src/domain/pair.ts';
import type { Trial, TrialId } from '../../src/domain/plan.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { greedy } from '../../src/domain/sampling.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { openStore } from '../../src/store/store.ts';
import {
  base,
  clock,
  drain,
  signal,
  spawnClassifier,
  spawnOnnx,
  spawnReport,
  threads,
} from './machine.ts';

const engine = createOnnxEngine(spawnOnnx, base, threads);
let prepared: PreparedAudit | null = null;
let runs = 0;

export async function prepare({ limit }: { limit: number }): Promise<number> {
  prepared = await prepareAudit(
    {
      pair: 'specimen-sft',
      suite: 'town',
      limit,
      seed: 0,
      sampling: greedy,
      device: 'wasm',
    },
    { catalog, base, signal, engine, probe: await new Machine().look(), now: () => new Date() },
  );
  return prepared.trials.length;
}

/** Milliseconds of a run, from the click to its last reply read and stored, with findings computed meanwhile; drift left out. */
export async function whole(): Promise<number> {
  const asked = known();
  const name = `bench-audit-${performance.timeOrigin}-${runs++}`;
  const store = await openStore(name);
  const classifiers = createClassifierEngine(spawnClassifier, base, threads);
  const reader = new Reader(classifiers, chosenClassifier(catalog));
  const live = new LiveFindings(createReporter(spawnReport), chosenClassifier(catalog).toxic);
  let replies: ReadonlyMap<TrialId, Reply> = new Map();
  let readings: ReadonlyMap<string, Reading> = new Map();
  const tools = { engine, store, reader, meter: null, now: () => performance.now() };
  const took = await clock(async () => {
    for await (const event of runAudit(asked, tools, signal)) {
      if (event.type === 'replies') {
        replies = new Map([...replies, ...event.replies.map((one) => [one.trial, one] as const)]);
      }
      if (event.type === 'readings') readings = new Map([...readings, ...event.readings]);
      live.follow(asked, replies, readings);
    }
  });
  live.clear();
  await reader.close();
  store.close();
  indexedDB.deleteDatabase(name);
  return took;
}

/** Milliseconds of the engine alone over the same trials, models loaded and nothing done with what it says. */
export function bare(): Promise<number> {
  const { models, trials } = known();
  return clock(async () => {
    for (const side of sides) {
      const own = unique(trials.filter((trial) => trial.side === side));
      const onProgress = () => undefined;
      const model = await engine.load(models[side], { device: 'wasm', signal, onProgress });
      const { rows: size } = model.capabilities;
      for (let at = 0; at < own.length; at += size) {
        const batch = own.slice(at, at + size);
        const rows = batch.map(({ id, item, sampling, seed }) => ({
          trial: id,
          messages: item.messages,
          sampling,
          seed,
        }));
        await drain(model.generate(rows, signal));
      }
      await model.close();
    }
  });
}

/** As the runner orders them. */
function unique(trials: readonly Trial[]): Trial[] {
  const length = ({ item }: Trial) =>
    item.messages.reduce((sum, { content }) => sum + content.length, 0);
  return [...new Map(trials.map((trial) => [trial.id, trial])).values()]
    .filter(({ item }) => textsOf(item.task) === null)
    .sort((a, b) => length(a) - length(b));
}

function known(): PreparedAudit {
  if (prepared === null) throw new Error('Nothing is prepared.');
  return prepared;
}
