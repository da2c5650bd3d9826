import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hub } from '../../src/catalog/hub.ts';
import { needsOf, type Needs } from '../../src/domain/needs.ts';
import type { MachineFacts } from '../../src/engines/machine-facts.ts';
import {
  assumed,
  bestBuild,
  mayOffer,
  preflight,
  smallerThatFits,
  type Check,
  type Preflight,
  type Work,
} from '../../src/engines/preflight.ts';
import type { AdapterLimits } from '../../src/engines/probe.ts';

const GiB = 2 ** 30;
const MiB = 2 ** 20;

const limits: AdapterLimits = {
  maxStorageBuffersPerShaderStage: 10,
  maxComputeWorkgroupStorageSize: 32 * 2 ** 10,
  maxBufferSize: 4 * GiB,
  maxStorageBufferBindingSize: 2 * GiB,
};
const gpu: MachineFacts = {
  webassembly: true,
  adapter: { name: 'nvidia ada', software: false, shaderF16: true },
  limits,
  memory: 8 * GiB,
  storage: { usage: 1e9, quota: 101e9 },
};
const cpu: MachineFacts = { ...gpu, adapter: null, limits: null };
const work: Work = {
  replies: 100,
  tokens: { baseline: 150, reasoning: 850 },
  rate: { tokensPerSecond: 20, measured: false },
};

const all = hub.pairs.flatMap((pair) => needsOf(pair, hub.models));

function needsFor(pair: string, dtype: string): Needs {
  const needs = all.find((one) => one.pair === pair && one.dtype === dtype);
  if (needs === undefined) throw new Error(`no ${pair} in ${dtype}`);
  return needs;
}

const small = needsFor('qwen3-0.6b', 'q4f16_1');
const large = needsFor('llama-3.1-8b-r1', 'q4f16_1');
const onnx = needsFor('qwen3-0.6b-onnx', 'q4f16');
const look = (needs: Needs, machine: MachineFacts) => preflight(needs, machine, work, null);
const find = (made: Preflight, name: Check['name']) =>
  made.checks.find((check) => check.name === name);

describe('pre-flight', () => {
  const withLimit = (change: Partial<AdapterLimits>): MachineFacts => ({
    ...gpu,
    limits: { ...limits, ...change },
  });
  const software = { name: 'google swiftshader', software: true, shaderF16: false };

  it.each<[string, Needs, MachineFacts, Check['name'], Check['outcome'], RegExp]>([
    ['an adapter', small, gpu, 'Adapter', 'passed', /nvidia ada/],
    ['no adapter', small, cpu, 'Adapter', 'failed', /no graphics adapter/],
    [
      'a software adapter',
      small,
      { ...gpu, adapter: software },
      'Adapter',
      'failed',
      /swiftshader/,
    ],
    ['half precision', small, gpu, 'Half precision', 'passed', /shader-f16.*q4f16_1/],
    [
      'no half precision',
      small,
      { ...gpu, adapter: { name: 'old', software: false, shaderF16: false } },
      'Half precision',
      'failed',
      /lacks shader-f16/,
    ],
    [
      'too few storage buffers',
      small,
      withLimit({ maxStorageBuffersPerShaderStage: 8 }),
      'maxStorageBuffersPerShaderStage',
      'failed',
      /^8 here, 10 needed/,
    ],
    [
      'too little workgroup storage',
      small,
      withLimit({ maxComputeWorkgroupStorageSize: 16 * 2 ** 10 }),
      'maxComputeWorkgroupStorageSize',
      'failed',
      /^16 KiB here, 32 KiB needed/,
    ],
    [
      'buffers that are too small',
      small,
      withLimit({ maxBufferSize: 128 * MiB }),
      'maxBufferSize',
      'failed',
      /^128 MiB here, 256 MiB needed/,
    ],
    [
      'buffers that web-llm makes do with',
      small,
      withLimit({ maxBufferSize: 256 * MiB }),
      'maxBufferSize',
      'unknown',
      /^256 MiB here.*1 GiB.*256 MiB/,
    ],
    [
      'bindings that are too small for a table of weights',
      onnx,
      withLimit({ maxStorageBufferBindingSize: 128 * MiB }),
      'maxStorageBufferBindingSize',
      'failed',
      /^128 MiB here.*about 311 MB/,
    ],
    ['a GPU', large, gpu, 'GPU memory', 'unknown', /5\.2 GB.*no browser tells/],
    ['enough main memory', small, gpu, 'Main memory', 'passed', /8 GiB or more; about 1\.5 GB/],
    ['as much as browsers tell', large, gpu, 'Main memory', 'passed', /8 GiB or more/],
    [
      'more than browsers tell of',
      needsFor('qwen3.5-9b', 'q4f32_1'),
      gpu,
      'Main memory',
      'unknown',
      /8 GiB or more; about 7\.9 GB/,
    ],
    [
      'too little main memory',
      large,
      { ...gpu, memory: 4 * GiB },
      'Main memory',
      'failed',
      /4 GiB;/,
    ],
    [
      'a browser that tells no memory',
      small,
      { ...gpu, memory: null },
      'Main memory',
      'unknown',
      /Not told/,
    ],
    [
      'a full disk',
      large,
      { ...gpu, storage: { usage: 9e9, quota: 10e9 } },
      'Storage',
      'failed',
      /grants 1\.0 GB more; about 9\.0 GB/,
    ],
    [
      'a disk that is nearly full',
      large,
      { ...gpu, storage: { usage: 0, quota: large.download.bytes * 1.05 } },
      'Storage',
      'unknown',
      /grants 9\.5 GB/,
    ],
    [
      'a browser that tells no storage',
      small,
      { ...gpu, storage: null },
      'Storage',
      'unknown',
      /Not told/,
    ],
    [
      'no WebAssembly',
      onnx,
      { ...cpu, webassembly: false },
      'WebAssembly',
      'failed',
      /no WebAssembly/,
    ],
    [
      'more than WebAssembly can address',
      needsFor('qwen3-4b-onnx', 'q4'),
      cpu,
      'WebAssembly',
      'failed',
      /5\.8 GB.*4 GiB at the most/,
    ],
    ['the CPU', needsFor('lfm2.5-1.2b-onnx', 'q4'), cpu, 'WebAssembly', 'passed', /4 GiB/],
    ['half precision on the CPU', onnx, cpu, 'Half precision', 'unknown', /not tried/],
  ])('%s', (_, needs, machine, name, outcome, text) => {
    const check = find(look(needs, machine), name);
    expect(check?.outcome).toBe(outcome);
    expect(check?.text).toMatch(text);
  });

  it('asks web-llm’s limits of web-llm alone, and counts the download of one model once', () => {
    expect(find(look(onnx, gpu), 'maxStorageBuffersPerShaderStage')).toBeUndefined();
    expect(small.download.bytes).toBe(337_500_000);
    expect(large.download.bytes).toBe(2 * 4_516_875_000);
    expect(large.memory.bytes).toBe(5001 * MiB);
  });

  it('estimates minutes from tokens and rates, and says which were only assumed', () => {
    const made = preflight(small, gpu, work, 1_250_000);
    expect(made.suite).toEqual({ seconds: 5000, measured: false });
    expect(made.download).toEqual({ bytes: 337_500_000, estimated: true, seconds: 270 });
    expect(look(small, gpu).download.seconds).toBeNull();
    expect(assumed.tokensPerSecond.webgpu).toBeGreaterThan(assumed.tokensPerSecond.wasm);
  });

  it('takes the build in half precision where that can be computed, and the other where not', () => {
    const builds = (pair: string, machine: MachineFacts) =>
      bestBuild(all.filter((one) => one.pair === pair).map((needs) => look(needs, machine)));
    const old = { ...gpu, adapter: { name: 'old', software: false, shaderF16: false } };
    expect(builds('qwen3-0.6b', gpu)?.needs.dtype).toBe('q4f16_1');
    expect(builds('qwen3-0.6b', old)?.needs.dtype).toBe('q4f32_1');
    expect(builds('qwen3-0.6b-onnx', gpu)?.needs.dtype).toBe('q4f16');
    expect(builds('qwen3-0.6b-onnx', cpu)?.needs.dtype).toBe('q4');
    expect(builds('qwen3-0.6b', cpu)?.outcome).toBe('failed');
    expect(bestBuild([])).toBeNull();
  });

  it('offers a smaller pair where one falls short', () => {
    const tight = { ...gpu, storage: { usage: 0, quota: 3e9 } };
    const others = all.map((needs) => look(needs, tight));
    const failing = look(large, tight);
    expect(failing.outcome).toBe('failed');
    expect(smallerThatFits(failing, others)?.needs.pair).toBe('qwen3.5-4b');
    const none = { ...gpu, storage: { usage: 0, quota: 1e6 } };
    expect(
      smallerThatFits(
        look(large, none),
        all.map((needs) => look(needs, none)),
      ),
    ).toBeNull();
  });
});

const flag = fc.boolean();
const bytes = (most: number) => fc.integer({ min: 0, max: most });
const machines: fc.Arbitrary<MachineFacts> = fc.record({
  webassembly: flag,
  adapter: fc.option(
    fc.record({ name: fc.string({ minLength: 1 }), software: flag, shaderF16: flag }),
  ),
  limits: fc.option(
    fc.record({
      maxStorageBuffersPerShaderStage: fc.integer({ min: 4, max: 16 }),
      maxComputeWorkgroupStorageSize: bytes(64 * 2 ** 10),
      maxBufferSize: bytes(2 ** 31),
      maxStorageBufferBindingSize: bytes(2 ** 31),
    }),
  ),
  memory: fc.option(fc.constantFrom(0.25, 0.5, 1, 2, 4, 8, 16, 32).map((one) => one * GiB)),
  storage: fc.option(fc.record({ usage: bytes(2 ** 34), quota: bytes(2 ** 35) })),
});
const anyNeeds = fc.constantFrom(...all);

describe('for any machine', () => {
  it('is passed only if all is known and passed', () => {
    fc.assert(
      fc.property(anyNeeds, machines, (needs, machine) => {
        const made = look(needs, machine);
        const outcomes = made.checks.map(({ outcome }) => outcome);
        const expected = outcomes.includes('failed')
          ? 'failed'
          : outcomes.includes('unknown')
            ? 'unknown'
            : 'passed';
        expect(made.outcome).toBe(expected);
        if (machine.storage === null || machine.memory === null) {
          expect(made.outcome).not.toBe('passed');
        }
        if (made.device === 'webgpu') expect(made.outcome).not.toBe('passed');
      }),
    );
  });

  it('passes no less where it has more', () => {
    const rank = { failed: 0, unknown: 1, passed: 2 };
    fc.assert(
      fc.property(anyNeeds, machines, bytes(2 ** 34), (needs, machine, more) => {
        if (machine.storage === null) return;
        const { usage, quota } = machine.storage;
        const before = find(look(needs, machine), 'Storage');
        const after = find(
          look(needs, { ...machine, storage: { usage, quota: quota + more } }),
          'Storage',
        );
        expect(rank[after?.outcome ?? 'failed']).toBeGreaterThanOrEqual(
          rank[before?.outcome ?? 'passed'],
        );
      }),
    );
  });

  it('offers only what passes but for the memory of a GPU, and what is smaller', () => {
    let offered = 0;
    fc.assert(
      fc.property(anyNeeds, machines, (needs, machine) => {
        const failing = look(needs, machine);
        const offer = smallerThatFits(
          failing,
          all.map((one) => look(one, machine)),
        );
        if (offer === null) return;
        offered += 1;
        expect(mayOffer(offer)).toBe(true);
        for (const { name, outcome } of offer.checks) {
          expect(outcome).toBe(name === 'GPU memory' ? 'unknown' : 'passed');
        }
        expect(offer.needs.pair).not.toBe(needs.pair);
        expect(offer.memory.bytes).toBeLessThan(failing.memory.bytes);
        expect(offer.needs.download.bytes).toBeLessThanOrEqual(needs.download.bytes);
      }),
      // The seed is fixed for the count below: a few in a hundred runs have an offer.
      { numRuns: 400, seed: 7 },
    );
    expect(offered).toBeGreaterThan(20);
  });

  it('names every limit with numbers where it falls short', () => {
    fc.assert(
      fc.property(anyNeeds, machines, (needs, machine) => {
        for (const { name, outcome, text } of look(needs, machine).checks) {
          expect(text).toMatch(/\.$/);
          if (outcome === 'failed' && name !== 'Adapter' && name !== 'WebAssembly') {
            expect(text).toMatch(/\d/);
          }
        }
      }),
    );
  });
});
