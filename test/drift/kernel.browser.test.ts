import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRng, type Rng } from '../../src/domain/rng.ts';
import { sides, type Side } from '../../src/domain/pair.ts';
import {
  createGpuMeasurer,
  type GpuLogits,
  type GpuMeasurer,
} from '../../src/drift/gpu-measurer.ts';
import { createCpuMeasurer, perSide, type PlaceMeasures } from '../../src/drift/measures.ts';
import { near, normal, randomLogits, sharedBut } from './logits.ts';

let device: GPUDevice;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('the tests start Chromium with a software adapter');
  // No limits are asked for: the kernel must do with the default ones.
  device = await adapter.requestDevice();
});
afterAll(() => {
  for (const measurer of measurers.values()) measurer.close();
  device.destroy();
});

/** Software takes a second to make one. */
const measurers = new Map<Uint8Array, GpuMeasurer>();

type Rows = readonly Float32Array[];

/** Rows one after another, in a buffer that is larger than they are, as a runtime's is. */
function upload(rows: Rows): GpuLogits {
  const vocabulary = rows[0]?.length ?? 0;
  const size = rows.length * vocabulary * 4;
  const buffer = device.createBuffer({
    size: size + 64,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  for (const [at, row] of rows.entries()) {
    device.queue.writeBuffer(buffer, at * vocabulary * 4, row.slice());
  }
  device.queue.writeBuffer(buffer, size, new Float32Array(16).fill(1000));
  return { buffer, vocabulary };
}

interface Case {
  readonly rows: Readonly<Record<Side, Rows>>;
  readonly places: readonly { readonly rows: Record<Side, number>; readonly token: number }[];
  readonly shared: Uint8Array;
}

async function onGpu({ rows, places, shared }: Case): Promise<PlaceMeasures[]> {
  const measurer = measurers.get(shared) ?? createGpuMeasurer(device, shared);
  measurers.set(shared, measurer);
  const logits = perSide((side) => upload(rows[side]));
  try {
    return await measurer.measure(logits, {
      rows: perSide((side) => Uint32Array.from(places, (place) => place.rows[side])),
      tokens: Uint32Array.from(places, ({ token }) => token),
    });
  } finally {
    for (const side of sides) logits[side].buffer.destroy();
  }
}

function onCpu({ rows, places, shared }: Case): PlaceMeasures[] {
  const { measure } = createCpuMeasurer(shared);
  return places.map((place) =>
    measure(
      perSide((side) => rows[side][place.rows[side]] ?? new Float32Array()),
      place.token,
    ),
  );
}

/** The largest difference in any number; tokens and agreement must be the same. */
function furthest(one: readonly PlaceMeasures[], other: readonly PlaceMeasures[]): number {
  expect(one).toHaveLength(other.length);
  const numbers = (all: readonly PlaceMeasures[]) =>
    all.flatMap(({ forward, reverse, js, own, dropped, top }) => [
      ...[forward, reverse, js],
      ...sides.flatMap((side) => [own[side], dropped[side], ...top[side].probabilities]),
    ]);
  const names = (all: readonly PlaceMeasures[]) =>
    all.map(({ agrees, top }) => [agrees, ...sides.map((side) => [...top[side].ids])]);
  expect(names(one)).toEqual(names(other));
  const [a, b] = [numbers(one), numbers(other)];
  return a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? NaN))), 0);
}

/** Pairs of every kind; the two sides are padded to different widths. */
function pairs(rng: Rng, size: number): Case {
  const rows: Record<Side, Float32Array[]> = { baseline: [], reasoning: [] };
  const widths = { baseline: size + 37, reasoning: size + 5 };
  const add = (one: Float32Array, other: Float32Array) => {
    for (const [side, row] of [
      ['baseline', one],
      ['reasoning', other],
    ] as const) {
      const padded = new Float32Array(widths[side]).map(() => normal(rng));
      padded.set(row);
      rows[side].push(padded);
    }
  };
  for (const spread of [1, 3, 10]) {
    const row = randomLogits(rng, size, spread);
    add(row, randomLogits(rng, size, spread));
    add(row, near(rng, row, 0.5));
    add(row, near(rng, row, 0.0014));
  }
  // A model that is sure, against one that is not, both ways; and logits far from 0.
  const [sure, wrong] = [randomLogits(rng, size, 1), randomLogits(rng, size, 1)];
  sure[size >> 1] = 30;
  wrong[size >> 2] = 25;
  add(sure, randomLogits(rng, size, 2));
  add(sure, wrong);
  add(
    sure.map((logit) => logit + 300),
    wrong.map((logit) => logit - 300),
  );
  const count = rows.baseline.length;
  const places = Array.from({ length: count }, (_, at) => ({
    rows: { baseline: at, reasoning: at },
    token: at % 4 === 3 ? 13 : Math.floor(rng() * size),
  }));
  return { rows, places, shared: sharedBut(size, 14) };
}

describe('the kernel', () => {
  it.each([300, 4000, 152_000])('agrees with its twin to 1e-4 nats at %i tokens', async (size) => {
    const all = pairs(seededRng(`kernel ${size}`), size);
    const [gpu, cpu] = [await onGpu(all), onCpu(all)];
    const error = furthest(gpu, cpu);
    const kls = cpu.map(({ forward }) => forward);
    const range = `${Math.min(...kls).toExponential(1)} to ${Math.max(...kls).toFixed(1)}`;
    console.info(`${size} tokens, KL ${range} nats: off by ${error.toExponential(1)} at most`);
    expect(error).toBeLessThan(1e-4);
    // Small divergences are right in themselves, not only beside 1e-4.
    for (const [at, exact] of cpu.entries()) {
      const measured = gpu[at];
      for (const name of ['forward', 'reverse', 'js'] as const) {
        const off = Math.abs((measured?.[name] ?? NaN) - exact[name]);
        expect(off, `${name} ${exact[name]}`).toBeLessThan(1e-3 * exact[name] + 1e-9);
      }
    }
  });

  it.each([300, 4000, 152_000])('finds nothing between equals at %i tokens', async (size) => {
    const rng = seededRng(`self ${size}`);
    const rows = [1, 10].map((spread) => randomLogits(rng, size, spread));
    const places = rows.map((_, at) => ({ rows: { baseline: at, reasoning: at }, token: 0 }));
    const shared = sharedBut(size, 14);
    for (const one of await onGpu({ rows: { baseline: rows, reasoning: rows }, places, shared })) {
      expect(one).toMatchObject({ forward: 0, reverse: 0, js: 0, agrees: true });
    }
  });

  it('takes rows in any order, and one row for many places', async () => {
    const rng = seededRng('order');
    const size = 500;
    const some = (count: number) => Array.from({ length: count }, () => randomLogits(rng, size, 2));
    const rows = { baseline: some(9), reasoning: some(4) };
    const places = Array.from({ length: 60 }, () => ({
      rows: { baseline: Math.floor(rng() * 9), reasoning: Math.floor(rng() * 4) },
      token: Math.floor(rng() * size),
    }));
    const all = { rows, places, shared: sharedBut(size - 20, 7) };
    expect(furthest(await onGpu(all), onCpu(all))).toBeLessThan(1e-5);
  });

  it('reads more than may be bound at once, in parts', async () => {
    const rng = seededRng('huge');
    const size = 4_000_000;
    const shared = new Uint8Array(200).fill(1);
    const { maxStorageBufferBindingSize } = device.limits;
    const count = Math.floor(maxStorageBufferBindingSize / (size * 4)) + 2;
    const buffer = device.createBuffer({
      size: count * size * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    const heads = Array.from({ length: count }, () => randomLogits(rng, 200, 3));
    for (const [at, head] of heads.entries()) {
      device.queue.writeBuffer(buffer, at * size * 4, head.slice());
    }
    const small = upload(heads);
    const measurer = createGpuMeasurer(device, shared);
    const last = count - 1;
    const measured = await measurer.measure(
      { baseline: { buffer, vocabulary: size }, reasoning: small },
      {
        rows: { baseline: Uint32Array.of(last, 0), reasoning: Uint32Array.of(0, last) },
        tokens: Uint32Array.of(1, 2),
      },
    );
    const wide = (head: Float32Array | undefined) => {
      const row = new Float32Array(size);
      row.set(head ?? []);
      return row;
    };
    const rows = { baseline: [wide(heads[last]), wide(heads[0])], reasoning: heads };
    const places = [
      { rows: { baseline: 0, reasoning: 0 }, token: 1 },
      { rows: { baseline: 1, reasoning: last }, token: 2 },
    ];
    expect(furthest(measured, onCpu({ rows, places, shared }))).toBeLessThan(1e-4);
    buffer.destroy();
    small.buffer.destroy();
    measurer.close();
  });

  it('brings back at most 1% of what it read', async () => {
    const size = 2048;
    const logits = upload([randomLogits(seededRng('bytes'), size, 1)]);
    const measurer = createGpuMeasurer(device, new Uint8Array(size).fill(1));
    const rows = { baseline: new Uint32Array(50), reasoning: new Uint32Array(50) };
    const places = { rows, tokens: new Uint32Array(50) };
    await measurer.measure({ baseline: logits, reasoning: logits }, places);
    expect(measurer.bytesRead).toBe(50 * 80);
    const read = 50 * size * 4 * 2;
    console.info(`${((100 * measurer.bytesRead) / read).toFixed(2)}% of the logits' bytes at 2048`);
    expect(measurer.bytesRead).toBeLessThanOrEqual(read / 100);
    measurer.close();
    logits.buffer.destroy();
  });

  it('knows masked tokens, and says what it cannot measure', async () => {
    const size = 40;
    const shared = sharedBut(size, 20);
    const rng = seededRng('masked');
    const place = { rows: { baseline: 0, reasoning: 0 }, token: 3 };
    const one = (baseline: Float32Array, reasoning: Float32Array): Case => ({
      rows: { baseline: [baseline], reasoning: [reasoning] },
      places: [place],
      shared,
    });
    const masked = randomLogits(rng, size, 1).fill(-Infinity, 5, 9).fill(-Infinity, 38);
    const fewer = randomLogits(rng, size, 1).fill(-Infinity, 2);
    for (const all of [one(masked, fewer), one(fewer, masked), one(fewer, fewer)]) {
      const [[gpu], [cpu]] = [await onGpu(all), onCpu(all)];
      expect([gpu?.forward === Infinity, gpu?.reverse === Infinity]).toEqual([
        cpu?.forward === Infinity,
        cpu?.reverse === Infinity,
      ]);
      expect(gpu?.js).toBeCloseTo(cpu?.js ?? NaN, 5);
      for (const side of sides) {
        expect(gpu?.top[side].ids).toEqual(cpu?.top[side].ids);
        expect(gpu?.own[side]).toBeCloseTo(cpu?.own[side] ?? NaN, 5);
        expect(gpu?.dropped[side]).toBeCloseTo(cpu?.dropped[side] ?? NaN, 5);
      }
    }
    for (const wrong of [NaN, Infinity]) {
      for (const at of [4, 19]) {
        const broken = masked.slice().fill(wrong, at, at + 1);
        await expect(onGpu(one(broken, fewer))).rejects.toThrow(RangeError);
        await expect(onGpu(one(fewer, broken))).rejects.toThrow(RangeError);
      }
    }
    const none = new Float32Array(size).fill(-Infinity);
    await expect(onGpu(one(none, fewer))).rejects.toThrow('no shared token');
    const short = randomLogits(rng, 10, 1);
    await expect(onGpu(one(short, fewer))).rejects.toThrow(RangeError);
    const beyond = { ...place, rows: { baseline: 9, reasoning: 0 } };
    await expect(onGpu({ ...one(masked, fewer), places: [beyond] })).rejects.toThrow('row 9');
  });

  it('takes the lowest of equally likely tokens', async () => {
    const size = 700;
    const flat = new Float32Array(size);
    const later = new Float32Array(size).fill(-0);
    later[300] = 2;
    later[600] = 2;
    const all: Case = {
      rows: { baseline: [flat], reasoning: [later] },
      places: [{ rows: { baseline: 0, reasoning: 0 }, token: 0 }],
      shared: sharedBut(size, 2),
    };
    const [gpu] = await onGpu(all);
    expect([...(gpu?.top.baseline.ids ?? [])]).toEqual([0, 2, 4]);
    expect([...(gpu?.top.reasoning.ids ?? [])]).toEqual([300, 600, 0]);
    expect(furthest(await onGpu(all), onCpu(all))).toBeLessThan(1e-5);
  });

  it('fails where the GPU refuses, instead of giving zeros', async () => {
    const size = 50;
    const shared = new Uint8Array(size).fill(1);
    const buffer = device.createBuffer({ size: size * 4, usage: GPUBufferUsage.COPY_DST });
    const logits = { buffer, vocabulary: size };
    const rows = { baseline: new Uint32Array(1), reasoning: new Uint32Array(1) };
    const measurer = createGpuMeasurer(device, shared);
    const measured = measurer.measure(
      { baseline: logits, reasoning: logits },
      { rows, tokens: new Uint32Array(1) },
    );
    await expect(measured).rejects.toThrow('The GPU refused');
  });
});
