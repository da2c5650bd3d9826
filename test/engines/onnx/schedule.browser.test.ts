import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Device } from '../../../src/domain/audit.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import type { LoadedModel, Row, RowDistributions } from '../../../src/engines/engine.ts';
import { createOnnxEngine } from '../../../src/engines/onnx/engine.ts';
import { runtimeBuild, runtimePaths } from '../../../src/engines/onnx/runtime.ts';
import { base, microModel } from '../../support/micro.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether tests that take a slice take the whole. */
    isWhole: boolean;
  }
}

const never = new AbortController().signal;

const spawnUsual = () =>
  new Worker(new URL('../../../workers/onnx.ts', import.meta.url), { type: 'module' });
const spawnAsyncify = () =>
  new Worker(new URL('../../support/onnx-asyncify-worker.ts', import.meta.url), { type: 'module' });

const open: LoadedModel[] = [];
afterAll(async () => {
  for (const model of open) await model.close();
});

async function load(device: Device, spawn = spawnUsual): Promise<LoadedModel> {
  const engine = createOnnxEngine(spawn, base, 2);
  const options = { device, signal: never, onProgress: () => undefined };
  const model = await engine.load(await microModel(), options);
  open.push(model);
  return model;
}

let shared: Promise<LoadedModel> | null = null;
function wasm(): Promise<LoadedModel> {
  shared ??= load('wasm');
  return shared;
}

const words =
  'the baker sells bread near river mill when winter comes what does pay for pears is it right to take'.split(
    ' ',
  );

/** Prompts of many lengths, each with its own limit. */
function rowsOf(count: number, seed: number, most: number): Row[] {
  return Array.from({ length: count }, (_, at) => {
    const length = 1 + ((at * 7 + seed) % 31);
    const content = Array.from(
      { length },
      (_, word) => words[(at * 5 + word * word * 3 + seed) % words.length],
    ).join(' ');
    return {
      trial: `t${at}`,
      messages: [{ role: 'user', content }],
      sampling: {
        ...greedy,
        ...(seed === 0 ? {} : { temperature: 1, topP: 0.95 }),
        maxTokens: 2 + ((at * 11) % (most - 1)),
      },
      seed,
    };
  });
}

async function answer(model: LoadedModel, rows: readonly Row[]) {
  const replies = new Map<string, readonly number[]>();
  for await (const event of model.generate(rows, never)) {
    if (event.type === 'done') replies.set(event.reply.trial, event.reply.tokens);
  }
  return rows.map(({ trial }) => replies.get(trial));
}

async function alone(model: LoadedModel, rows: readonly Row[]) {
  const replies = [];
  for (const row of rows) replies.push(...(await answer(model, [row])));
  return replies;
}

/** 500 in the long run that `bench/README.md` names. */
const prompts = inject('isWhole') ? 500 : 36;

describe('a schedule', () => {
  it.each([0, 1, 2])(
    'answers every row as it answers the row alone, on WebAssembly, seed %i',
    { timeout: 600_000 },
    async (seed) => {
      const model = await wasm();
      const rows = rowsOf(prompts, seed, 32);
      const together = await answer(model, rows);
      const singly = await alone(model, rows);
      expect(together.every((reply) => reply !== undefined)).toBe(true);
      const differing = rows.filter((_, at) => String(together[at]) !== String(singly[at]));
      console.info(`seed ${seed}: ${differing.length} of ${rows.length} replies differ`);
      expect(differing).toEqual([]);
    },
  );

  it('answers every row as it answers the row alone, on (software) WebGPU', async () => {
    const model = await load('webgpu');
    const rows = rowsOf(4, 1, 5);
    expect(await answer(model, rows)).toEqual(await alone(model, rows));
  });
});

describe('the builds of ONNX Runtime', () => {
  it('give the same probabilities and the same replies, bit for bit', async () => {
    expect(runtimeBuild(), 'the tests run in a Chromium that has JSPI').toBe('jspi');
    expect(runtimePaths('jspi')).not.toEqual(runtimePaths('asyncify'));
    const [one, other] = [await wasm(), await load('wasm', spawnAsyncify)];
    const read = async (model: LoadedModel): Promise<RowDistributions[]> => {
      const found = [];
      const asked = ['The baker sells bread.', 'Hello.'].map((text, at) => ({
        key: `k${at}`,
        messages: [{ role: 'user' as const, content: 'What is it?' }],
        chain: 'none' as const,
        text,
      }));
      for await (const row of model.distributions(asked, 50, never)) found.push(row);
      return found;
    };
    const distributions = await read(one);
    expect(distributions).toHaveLength(2);
    expect(await read(other)).toEqual(distributions);
    const rows = rowsOf(6, 1, 12);
    expect(await answer(other, rows)).toEqual(await answer(one, rows));
  });
});
