import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../src/domain/audit.ts';
import type { OnnxModel } from '../../src/domain/model.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { greedy, type Sampling } from '../../src/domain/sampling.ts';
import type { LoadedModel, Row, RowLikelihoods, TextRow } from '../../src/engines/engine.ts';
import { Batch } from '../../src/engines/onnx/batch.ts';
import { createOnnxEngine, onnxVersion } from '../../src/engines/onnx/engine.ts';
import { loadParts } from '../../src/engines/onnx/load.ts';
import { probe } from '../../src/engines/probe.ts';
import ortPackage from '../../node_modules/onnxruntime-web/package.json' with { type: 'json' };
import { base, microModel } from '../support/micro.ts';

const never = new AbortController().signal;
const engine = createOnnxEngine(
  () => new Worker(new URL('../../workers/onnx.ts', import.meta.url), { type: 'module' }),
  base,
  2,
);
const source = { kind: 'shipped', base } as const;
const short: Sampling = { ...greedy, maxTokens: 24 };

/** Prompts of mixed lengths, so that a batch of them is padded. */
const rows: Row[] = [
  'Hello.',
  'What does the baker sell?',
  'Ada has 3 pears and buys 4 more. How many pears has Ada now?',
  'Is it right or wrong to take bread that belongs to another, when nobody sees it and the owner would never know?',
  'Good day!',
  'Tell me how to mend a fence by the mill before the winter comes.',
  'Who lives by the river?',
  'Bram buys 2 loaves at 5 pennies and 3 eggs at 2 pennies. What does he pay in all?',
].map((content, at) => ({
  trial: `trial-${at}`,
  messages: [{ role: 'user', content }],
  sampling: short,
  seed: 7,
}));

let micro: OnnxModel;
const open = new Map<Device, LoadedModel>();

async function load(device: Device): Promise<LoadedModel> {
  const known = open.get(device);
  if (known !== undefined) return known;
  const model = await engine.load(micro, { device, signal: never, onProgress: () => undefined });
  open.set(device, model);
  return model;
}

async function answer(
  model: LoadedModel,
  batch: readonly Row[],
  sampling = short,
): Promise<Map<string, Reply>> {
  const replies = new Map<string, Reply>();
  const asked = batch.map((row) => ({ ...row, sampling }));
  for await (const event of model.generate(asked, never)) {
    if (event.type === 'done') replies.set(event.reply.trial, event.reply);
  }
  return replies;
}

const tokens = (replies: ReadonlyMap<string, Reply>) =>
  rows.map((row) => replies.get(row.trial)?.tokens);

beforeAll(async () => {
  micro = await microModel();
});
afterAll(async () => {
  for (const model of open.values()) await model.close();
});

describe('the onnx engine', () => {
  it('is versioned by the runtime that is installed', () => {
    expect(onnxVersion).toContain(ortPackage.version);
  });

  it('answers each row of a batch as it answers the row alone, token for token', async () => {
    const model = await load('wasm');
    const batched = await answer(model, rows);
    const single = new Map<string, Reply>();
    for (const row of rows) {
      for (const [trial, reply] of await answer(model, [row])) single.set(trial, reply);
    }
    expect(tokens(batched)).toEqual(tokens(single));
    expect(new Set(tokens(batched).map((one) => one?.length)).size).toBeGreaterThan(1);
  });

  it('samples a row the same whatever its batch, and differently with another seed', async () => {
    const model = await load('wasm');
    const sampling = { ...short, temperature: 1, topP: 0.95 };
    const batched = tokens(await answer(model, rows, sampling));
    const reversed = tokens(await answer(model, [...rows].reverse(), sampling));
    const halves = new Map([
      ...(await answer(model, rows.slice(0, 3), sampling)),
      ...(await answer(model, rows.slice(3), sampling)),
    ]);
    expect(reversed).toEqual(batched);
    expect(tokens(halves)).toEqual(batched);
    const reseeded = rows.map((row) => ({ ...row, seed: 8 }));
    expect(tokens(await answer(model, reseeded, sampling))).not.toEqual(batched);
  });

  it('stops each row at its own end, and at the limit', async () => {
    const model = await load('wasm');
    const replies = await answer(model, rows, { ...greedy, maxTokens: 3 });
    for (const reply of replies.values()) {
      expect(reply.tokens.length).toBeLessThanOrEqual(3);
      if (reply.stop === 'length') expect(reply.tokens).toHaveLength(3);
    }
    const long = await answer(model, rows, { ...greedy, maxTokens: 120 });
    expect([...long.values()].some((reply) => reply.stop === 'end')).toBe(true);
  });

  it('reads the same on WebAssembly and on (software) WebGPU: greedy replies, and logits within 1e-3', async () => {
    const { adapter } = await probe();
    expect(adapter, 'the tests start Chromium with a software adapter').not.toBeNull();
    const few = rows.slice(0, 4);
    const brief = { ...greedy, maxTokens: 24 };
    const cpu = await answer(await load('wasm'), few, brief);
    const gpu = await answer(await load('webgpu'), few, brief);
    expect(tokens(gpu)).toEqual(tokens(cpu));
    // Half of the rows end before the last one, so the batch shrank on both devices.
    const lengths = [...gpu.values()].map((reply) => reply.tokens.length).sort((a, b) => a - b);
    expect(lengths[1]).toBeLessThan(lengths[3] ?? 0);

    const logits = await Promise.all(
      (['wasm', 'webgpu'] as const).map(async (device) => {
        const input = { model: micro, device, source, threads: 1 };
        const { tokenizer, decoder } = await loadParts(input, () => undefined);
        const prompts = few.map((row) => tokenizer.encode(row.messages[0]?.content ?? ''));
        const { batch, input: first } = Batch.start(prompts, decoder.pad);
        const output = await decoder.step(first);
        batch.advance(output.cache);
        batch.close();
        return output.logits;
      }),
    );
    const [a = new Float32Array(), b = new Float32Array()] = logits;
    expect(a.length).toBeGreaterThan(0);
    const error = a.reduce(
      (worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? NaN))),
      0,
    );
    expect(error).toBeLessThan(1e-3);
  });

  const texts: TextRow[] = [
    { trial: 'raw', messages: [], texts: ['The baker sells bread.', 'The baker sells the moon.'] },
    {
      trial: 'asked',
      messages: [{ role: 'user', content: 'What does the baker sell?' }],
      texts: ['Bread.', 'The baker sells bread and cakes to all who come by in the morning.'],
    },
    { trial: 'short', messages: [], texts: ['Yes', 'No'] },
  ];
  async function read(model: LoadedModel, rows: readonly TextRow[]): Promise<RowLikelihoods[]> {
    const all: RowLikelihoods[] = [];
    for await (const one of model.likelihoods(rows, never)) all.push(one);
    return all;
  }
  const logProbs = (all: readonly RowLikelihoods[]) =>
    all.flatMap(({ likelihoods }) => likelihoods.flatMap((one) => one.logProbs));
  const furthest = (one: readonly number[], other: readonly number[]) =>
    one.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (other[at] ?? NaN))), 0);

  it('reads how likely texts are: in a batch as alone, and as the steps of writing say', async () => {
    const model = await load('wasm');
    const batched = await read(model, texts);
    expect(batched.map(({ trial }) => trial)).toEqual(['raw', 'asked', 'short']);
    const single = (await Promise.all(texts.map((row) => read(model, [row])))).flat();
    expect(logProbs(batched).length).toBeGreaterThan(30);
    expect(furthest(logProbs(batched), logProbs(single))).toBeLessThan(1e-5);
    expect(single.map(({ likelihoods }) => likelihoods.map(({ tokens }) => tokens))).toEqual(
      batched.map(({ likelihoods }) => likelihoods.map(({ tokens }) => tokens)),
    );

    // Another way to the same numbers: a pass over every beginning of the text, of which only the last place is read.
    const { tokenizer, decoder } = await loadParts(
      { model: micro, device: 'wasm', source, threads: 1 },
      () => undefined,
    );
    const [, asked] = batched;
    const [answer] = asked?.likelihoods ?? [];
    const text = tokenizer.apply_chat_template([...(texts[1]?.messages ?? [])], {
      add_generation_prompt: true,
      tokenize: false,
    });
    if (typeof text !== 'string') throw new TypeError('The chat template gave no text.');
    const prompt = tokenizer.encode(text, { add_special_tokens: false });
    const stepped: number[] = [];
    for (const [at, token] of (answer?.tokens ?? []).entries()) {
      const before = [...prompt, ...(answer?.tokens.slice(0, at) ?? [])];
      const { batch, input } = Batch.start([before], decoder.pad);
      const output = await decoder.step(input);
      batch.advance(output.cache);
      batch.close();
      const total = output.logits.reduce((sum, z) => sum + Math.exp(z), 0);
      stepped.push((output.logits[token] ?? NaN) - Math.log(total));
    }
    expect(stepped.length).toBeGreaterThan(1);
    expect(furthest(answer?.logProbs ?? [], stepped)).toBeLessThan(1e-5);
  });

  it('reads texts alike on both devices, and refuses one that is too long beside the others', async () => {
    const [cpu, gpu] = await Promise.all([load('wasm'), load('webgpu')]);
    const [one, other] = [await read(cpu, texts), await read(gpu, texts)];
    expect(furthest(logProbs(one), logProbs(other))).toBeLessThan(1e-3);
    const long = { trial: 'long', messages: [], texts: ['baker '.repeat(600)] };
    const few: string[] = [];
    const rest = async () => {
      for await (const { trial } of cpu.likelihoods([long, ...texts], never)) few.push(trial);
    };
    await expect(rest()).rejects.toMatchObject({ kind: 'row-refused' });
    expect(few).toEqual(['raw', 'asked', 'short']);
  });

  it('stops a reply where the context is full, and refuses a prompt that fills it', async () => {
    const model = await load('wasm');
    const words = (count: number) => 'baker '.repeat(count);
    const row = (content: string): Row => ({
      trial: 'long',
      messages: [{ role: 'user', content }],
      sampling: short,
      seed: 3,
    });
    // Sampled hot, so that it does not come to an end by itself.
    const wild = { ...greedy, temperature: 5, maxTokens: 5000 };
    const reply = (await answer(model, [row(words(440))], wild)).get('long');
    expect(reply?.tokens.length).toBeLessThan(512 - 440);
    const refused: unknown[] = [];
    const asked = [{ ...row(words(600)), trial: 'too-long' }, row('Hello.')];
    for await (const event of model.generate(asked, never)) {
      if (event.type !== 'step') refused.push(event);
    }
    expect(refused).toMatchObject([
      {
        type: 'refused',
        trial: 'too-long',
        fault: { kind: 'row-refused', message: expect.stringContaining('512') as string },
      },
      { type: 'done' },
    ]);
  });

  it('stops between two steps when it is told to, and answers afterwards', async () => {
    const model = await load('wasm');
    const controller = new AbortController();
    const run = async () => {
      const long = rows.map((row) => ({ ...row, sampling: { ...greedy, maxTokens: 5000 } }));
      for await (const event of model.generate(long, controller.signal)) {
        if (event.type === 'step') controller.abort();
      }
    };
    await expect(run()).rejects.toMatchObject({ kind: 'aborted' });
    expect((await answer(model, rows.slice(0, 1))).size).toBe(1);
  });

  it('tells progress while it loads, up to all bytes', async () => {
    const seen: number[] = [];
    const model = await engine.load(micro, {
      device: 'wasm',
      signal: never,
      onProgress: ({ loaded, total }) => seen.push(loaded / total),
    });
    await model.close();
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  it('rejects what is in flight when it is closed', async () => {
    const model = await engine.load(micro, {
      device: 'wasm',
      signal: never,
      onProgress: () => undefined,
    });
    const run = answer(model, rows, { ...greedy, maxTokens: 5000 });
    void model.close();
    await expect(run).rejects.toMatchObject({ kind: 'engine-lost' });
  });

  it('asks for the graph under the name that goes with how its weights are stored', async () => {
    // The fixture has none under that name: what was asked for is in the fault.
    const files = micro.files.map((file) =>
      file.path === 'onnx/model.onnx' ? { ...file, path: 'onnx/model_quantized.onnx' } : file,
    );
    const loading = engine.load(
      { ...micro, dtype: 'q8', files },
      { device: 'wasm', signal: never, onProgress: () => undefined },
    );
    await expect(loading).rejects.toThrow('model_quantized.onnx');
  });

  it('refuses a file that does not hash to what the catalogue says, naming it', async () => {
    const files = micro.files.map((file) =>
      file.path === 'onnx/model.onnx' ? { ...file, sha256: '0'.repeat(64) } : file,
    );
    const loading = engine.load(
      { ...micro, files },
      { device: 'wasm', signal: never, onProgress: () => undefined },
    );
    await expect(loading).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('onnx/model.onnx') as string,
    });
  });
});
