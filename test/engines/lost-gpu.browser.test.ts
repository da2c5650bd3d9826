import { expect, it } from 'vitest';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit, type AuditEvent } from '../../src/audit/runner.ts';
import type { Audit } from '../../src/domain/audit.ts';
import { modelDigest } from '../../src/domain/model.ts';
import type { Pair } from '../../src/domain/pair.ts';
import { planTrials } from '../../src/domain/plan.ts';
import { greedy } from '../../src/domain/sampling.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { openStore } from '../../src/store/store.ts';
import { audit as template, items } from '../support/audit.ts';
import { base, microModel } from '../support/micro.ts';
import { classifier, scriptedClassifier } from '../support/toxicity.ts';

/** Ends the device of the worker that is there, as a driver that is reset does. @returns how many devices it had */
function loseGpu(): Promise<number> {
  const channel = new BroadcastChannel('lose the GPU');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<number>) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage('now');
  });
}

it('a GPU that is lost in the middle of an audit costs the batch in flight, and the audit ends whole', async () => {
  const micro = await microModel();
  let spawned = 0;
  const asked: string[][] = [];
  const onnx = createOnnxEngine(
    () => {
      spawned++;
      return new Worker(new URL('./lost-gpu-worker.ts', import.meta.url), { type: 'module' });
    },
    base,
    1,
  );
  // A row at a time, so that there is a batch before and one after.
  const engine: Engine = {
    ...onnx,
    async load(...asking) {
      const model = await onnx.load(...asking);
      return {
        ...model,
        capabilities: { ...model.capabilities, rows: 1 },
        generate(rows, signal) {
          asked.push(rows.map(({ trial }) => trial));
          return model.generate(rows, signal);
        },
      };
    },
  };
  // One model on both sides, whose replies are then shared: shaders take seconds to make ready in software.
  const models = { baseline: micro, reasoning: micro };
  const side = { id: micro.id, digest: modelDigest(micro), dtype: micro.dtype };
  const audit: Audit = {
    ...template,
    id: 'lost-gpu',
    // Drawn hot, so that no reply comes to an end by itself.
    request: { ...template.request, sampling: { ...greedy, temperature: 5, maxTokens: 10 } },
    engine: { id: onnx.id, version: onnx.version, device: 'webgpu' },
    models: { baseline: side, reasoning: side },
  };
  const trials = planTrials(audit, items);
  const ids = new Set(trials.map(({ id }) => id));
  expect(ids.size).toBe(items.length);
  const pair: Pair = {
    ...{ id: 'pair', title: 'micro → micro', baseline: 'micro', reasoning: 'micro' },
    ...({ role: 'reasoning', method: 'sft', match: 'same-weights' } as const),
    criteria: [],
  };
  const prepared = { audit, pair, models, items, trials };
  const store = await openStore(`lost-gpu-${crypto.randomUUID()}`);
  const reader = new Reader(scriptedClassifier(), classifier);
  const tools = { engine, store, reader, meter: null, now: () => performance.now() };
  const events: AuditEvent[] = [];
  let inFlight: readonly string[] = [];
  for await (const event of runAudit(prepared, tools, new AbortController().signal)) {
    events.push(event);
    if (event.type === 'writing' && asked.length === 2 && inFlight.length === 0) {
      inFlight = asked[1] ?? [];
      expect(await loseGpu()).toBe(1);
    }
  }
  const recovered = events.filter(({ type }) => type === 'recovered');
  expect(recovered).toMatchObject([{ side: 'baseline', fault: { kind: 'engine-lost' } }]);
  expect(spawned).toBe(2);
  // Every reply is there; only those in flight were asked twice, and of a fresh worker.
  expect((await store.getReplies([...ids])).size).toBe(ids.size);
  expect(asked[2]).toEqual(inFlight);
  const times = new Map<string, number>();
  for (const trial of asked.flat()) times.set(trial, (times.get(trial) ?? 0) + 1);
  expect(times.size).toBe(ids.size);
  for (const [trial, count] of times) expect(count).toBe(inFlight.includes(trial) ? 2 : 1);
  store.close();
}, 180_000);
