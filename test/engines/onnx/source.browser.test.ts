import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { truncatedFrom } from '../../../src/audit/drift/through-port.ts';
import type { Device } from '../../../src/domain/audit.ts';
import { createCpuMeasurer } from '../../../src/drift/measures.ts';
import { lowerBounds } from '../../../src/drift/truncated.ts';
import type { ForcedRow, RowDistributions } from '../../../src/engines/engine.ts';
import { rowsOf, type ForcedText, type LogitSource } from '../../../src/engines/logits.ts';
import { createOnnxEngine } from '../../../src/engines/onnx/engine.ts';
import { onnxLogits } from '../../../src/engines/onnx/source.ts';
import { base, microModel } from '../../support/micro.ts';

const never = new AbortController().signal;
const row = (content: string, chain: ForcedRow['chain'], text: string): ForcedRow => ({
  key: text,
  messages: [{ role: 'user', content }],
  chain,
  text,
});
const rows: ForcedRow[] = [
  row('What does the baker sell?', 'none', 'The baker sells bread and cakes to all.'),
  row('Hello.', 'empty', 'Good day.'),
  // The first text again, after another beginning: another distribution over the same tokens.
  row('What does the baker sell?', 'empty', 'The baker sells bread and cakes to all.'),
  row('Ada has 3 pears and buys 4 more. How many pears has Ada now?', 'empty', '7'),
];

const sources = new Map<Device, LogitSource>();
async function source(device: Device): Promise<LogitSource> {
  const known = sources.get(device);
  if (known !== undefined) return known;
  const asked = {
    model: await microModel(),
    device,
    source: { kind: 'shipped', base } as const,
    threads: 2,
  };
  const opened = await onnxLogits.open(asked, () => undefined);
  sources.set(device, opened);
  return opened;
}

/** The logits of every token of every text, wherever they lay. */
async function read(
  from: LogitSource,
  texts: readonly ForcedText[],
  on: 'cpu' | 'gpu' = 'cpu',
): Promise<Float32Array[][]> {
  const all: Float32Array[][] = texts.map(() => []);
  for await (const part of from.read(texts, { on, signal: never })) {
    const fetched = await onCpu(from, part.logits);
    for (const run of part.runs) {
      const logits = rowsOf({ ...part, logits: { on: 'cpu', data: fetched } }, run);
      for (const [at, one] of logits.entries()) {
        const into = all[run.text];
        if (into !== undefined) into[run.from + at] = Float32Array.from(one);
      }
    }
    part.release();
  }
  return all;
}

async function onCpu(
  { device }: LogitSource,
  logits: { on: 'cpu'; data: Float32Array } | { on: 'gpu'; buffer: GPUBuffer },
): Promise<Float32Array> {
  if (logits.on === 'cpu') return logits.data;
  if (device === null) throw new Error('logits on a GPU without a device');
  const { size } = logits.buffer;
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ size, usage });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(logits.buffer, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  return new Float32Array(staging.getMappedRange());
}

function furthest(one: Float32Array[][], other: Float32Array[][]): number {
  let worst = 0;
  for (const [text, places] of one.entries()) {
    for (const [at, logits] of places.entries()) {
      for (const [id, z] of logits.entries()) {
        worst = Math.max(worst, Math.abs(z - (other[text]?.[at]?.[id] ?? NaN)));
      }
    }
  }
  return worst;
}

afterAll(async () => {
  for (const one of sources.values()) await one.close();
});

describe('a source of logits by ONNX Runtime', () => {
  it('writes a row as ids: the template, the chain that is asked for, the text', async () => {
    const micro = await source('wasm');
    const [plain, empty] = [
      micro.force(row('Hello.', 'none', 'Good day.')),
      micro.force(row('Hello.', 'empty', 'Good day.')),
    ];
    const { open = -1, close = -1 } = micro.marks ?? {};
    expect(empty.prompt).toEqual([...plain.prompt, open, close]);
    const own = micro.force({
      ...row('Hello.', 'none', ''),
      chain: [open, 9, close],
      text: [7, 8],
    });
    expect(own).toEqual({ prompt: [...plain.prompt, open, 9, close], text: [7, 8] });
    expect(empty.text.map(micro.piece).join('')).toBe('Good day.');
    expect(micro.vocabulary.special.has(open)).toBe(true);
    expect(micro.vocabulary.tokens.length).toBe(micro.vocabulary.size);
    const asked = {
      model: await microModel(),
      device: 'wasm',
      source: { kind: 'shipped', base } as const,
      threads: 2,
    } as const;
    const { vocabulary, marks } = micro;
    expect(await onnxLogits.describe(asked)).toEqual({ vocabulary, marks });
  });

  it('reads a text in a batch as alone, and as a pass over each beginning of it', async () => {
    const micro = await source('wasm');
    const texts = rows.map((one) => micro.force(one));
    const batched = await read(micro, texts);
    expect(batched.map((places) => places.length)).toEqual(texts.map(({ text }) => text.length));
    const alone: Float32Array[][] = [];
    for (const text of texts) alone.push(...(await read(micro, [text])));
    expect(furthest(batched, alone)).toBeLessThan(1e-5);
    const [first = { prompt: [], text: [] }] = texts;
    const stepped: Float32Array[] = [];
    for (const [at, token] of first.text.entries()) {
      const prompt = [...first.prompt, ...first.text.slice(0, at)];
      const [places = []] = await read(micro, [{ prompt, text: [token] }]);
      stepped.push(...places);
    }
    expect(furthest([batched[0] ?? []], [stepped])).toBeLessThan(1e-5);
  });

  it('leaves logits on the GPU, the same there as fetched from it and as on the CPU', async () => {
    const [cpu, gpu] = [await source('wasm'), await source('webgpu')];
    expect([cpu.device, gpu.device === null]).toEqual([null, false]);
    const texts = rows.map((one) => gpu.force(one));
    const [stayed, fetched] = [await read(gpu, texts, 'gpu'), await read(gpu, texts)];
    expect(stayed.flat().length).toBe(texts.flatMap(({ text }) => text).length);
    expect(furthest(stayed, fetched)).toBe(0);
    expect(furthest(stayed, await read(cpu, texts))).toBeLessThan(1e-3);
  });

  it('stops between two passes, and refuses a text past the context', async () => {
    const micro = await source('wasm');
    const long = { prompt: [8], text: Array<number>(micro.context).fill(9) };
    await expect(read(micro, [long])).rejects.toMatchObject({ kind: 'bad-request' });
    const gone = AbortSignal.abort();
    const reading = micro.read([{ prompt: [8], text: [9] }], { on: 'cpu', signal: gone });
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('distributions through the port', () => {
  const engine = createOnnxEngine(
    () => new Worker(new URL('../../../workers/onnx.ts', import.meta.url), { type: 'module' }),
    base,
    2,
  );
  const found: RowDistributions[] = [];
  beforeAll(async () => {
    const model = await microModel();
    const loaded = await engine.load(model, {
      device: 'wasm',
      signal: never,
      onProgress: () => undefined,
    });
    expect(loaded.capabilities.distributions).toBe('exact');
    for await (const one of loaded.distributions(rows, 16, never)) found.push(one);
    await loaded.close();
  });

  it('are the likeliest tokens, what is left for all others, and the least of all', async () => {
    const micro = await source('wasm');
    const texts = rows.map((one) => micro.force(one));
    const logits = await read(micro, texts);
    expect(found.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    for (const [text, { tokens, width, ids, logProbs, tail, floor }] of found.entries()) {
      expect(tokens).toEqual(texts[text]?.text);
      expect([width, ids.length, tail.length]).toEqual([16, 16 * tokens.length, tokens.length]);
      for (const [at, z] of (logits[text] ?? []).entries()) {
        const total = Math.log([...z].reduce((sum, one) => sum + Math.exp(one), 0));
        const sorted = [...z.keys()].sort((a, b) => (z[b] ?? 0) - (z[a] ?? 0));
        expect([...ids.subarray(at * 16, at * 16 + 16)]).toEqual(sorted.slice(0, 16));
        const named = [...logProbs.subarray(at * 16, at * 16 + 16)];
        for (const [rank, one] of named.entries()) {
          expect(one).toBeCloseTo((z[sorted[rank] ?? 0] ?? NaN) - total, 4);
        }
        const sum = named.reduce((part, one) => part + Math.exp(one), Math.exp(tail[at] ?? NaN));
        expect(sum).toBeCloseTo(1, 5);
        expect(floor?.[at]).toBeCloseTo(Math.min(...z) - total, 4);
      }
    }
  });

  it('give divergences that are no more than the exact ones', async () => {
    const micro = await source('wasm');
    const texts = rows.map((one) => micro.force(one));
    const logits = await read(micro, texts);
    const again = rows.findIndex((one, at) => at > 0 && one.text === rows[0]?.text);
    const cut = [found[0], found[again]].map((one) =>
      one === undefined ? [] : truncatedFrom(one),
    );
    const measurer = createCpuMeasurer(new Uint8Array(micro.vocabulary.size).fill(1));
    let largest = 0;
    for (const [at, token] of (texts[0]?.text ?? []).entries()) {
      const [baseline, reasoning] = [logits[0]?.[at], logits[again]?.[at]];
      const [one, other] = [cut[0]?.[at], cut[1]?.[at]];
      if (!baseline || !reasoning || !one || !other) throw new Error('a place is missing');
      const exact = measurer.measure({ baseline, reasoning }, token);
      const lower = lowerBounds(one, other);
      for (const kind of ['forward', 'reverse', 'js'] as const) {
        // What crosses the port is in float32.
        expect(lower[kind]).toBeLessThanOrEqual(exact[kind] + 1e-6);
        largest = Math.max(largest, lower[kind]);
      }
      expect(lower.agrees).toBe(exact.agrees);
    }
    expect(largest).toBeGreaterThan(0.01);
  });
});
