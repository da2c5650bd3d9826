import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillAudit, pairEngine, prepareAudit } from '../../src/audit/prepare.ts';
import type { AuditRequest } from '../../src/domain/audit.ts';
import type { Model } from '../../src/domain/model.ts';
import type { Probe } from '../../src/engines/probe.ts';
import { audit } from '../support/audit.ts';
import { catalog, cpu, packText } from '../support/catalog.ts';
import { serveTexts } from '../support/files-server.ts';
import { webllmModel } from '../support/webllm-model.ts';

let whole: Awaited<ReturnType<typeof serveTexts>>;
let changed: Awaited<ReturnType<typeof serveTexts>>;
let torn: Awaited<ReturnType<typeof serveTexts>>;
let empty: Awaited<ReturnType<typeof serveTexts>>;
beforeAll(async () => {
  whole = await serveTexts({ 'packs/small.jsonl': packText });
  changed = await serveTexts({ 'packs/small.jsonl': packText.replace('poison', 'bless') });
  torn = await serveTexts({ 'packs/small.jsonl': packText.replace('"kind":"number"', '"kind":') });
  empty = await serveTexts({});
});
afterAll(() => {
  for (const server of [whole, changed, torn, empty]) server.close();
});

const prepare = (
  request: Partial<AuditRequest>,
  base = whole.base,
  probe: Probe = cpu,
  models: readonly Model[] = catalog.models,
) =>
  prepareAudit(
    { ...audit.request, ...request },
    {
      catalog: { ...catalog, models },
      base,
      probe,
      signal: new AbortController().signal,
      engine: { id: 'scripted', version: '1' },
      now: () => new Date('2026-01-01'),
    },
  );

describe('prepareAudit', () => {
  it('resolves a request to models, packs, device and trials', async () => {
    const { audit: made, items, trials } = await prepare({});
    expect(made.engine.device).toBe('wasm');
    expect(made.packs).toMatchObject([{ id: 'small', version: '1.0.0' }]);
    expect(trials).toHaveLength(2 * items.length);
  });

  it('gives the same request the same id, on any day', async () => {
    expect((await prepare({})).audit.id).toBe((await prepare({})).audit.id);
    expect((await prepare({ limit: 1 })).audit.id).not.toBe((await prepare({})).audit.id);
  });

  it.each<[string, Partial<AuditRequest>, string, RegExp]>([
    ['an unknown pair', { pair: 'nope' }, 'unknown-pair', /“nope”/],
    ['an unknown suite', { suite: 'nope' }, 'unknown-suite', /“nope”/],
    ['a GPU that is not there', { device: 'webgpu' }, 'no-webgpu', /WebGPU/],
  ])('refuses %s', async (_what, request, kind, message) => {
    await expect(prepare(request)).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message) as string,
      kept: expect.any(String) as string,
      remedy: expect.any(String) as string,
    });
  });

  it('names the pairs there are', async () => {
    await expect(prepare({ pair: 'nope' })).rejects.toMatchObject({
      remedy: 'Choose one of: pair.',
    });
  });

  it('refuses a browser that cannot run anything', async () => {
    const none: Probe = { ...cpu, device: null, webassembly: false };
    await expect(prepare({}, whole.base, none)).rejects.toMatchObject({ kind: 'no-webassembly' });
  });

  describe('a pair of the web-llm engine', () => {
    const models = catalog.models.map(({ id }) => webllmModel({ id }));
    const gpu: Probe = { ...cpu, adapter: { name: 'a GPU', software: true, shaderF16: false } };

    it('runs on the GPU, though a software one is not what “auto” stands for elsewhere', async () => {
      const { audit: made } = await prepare({}, whole.base, gpu, models);
      expect(made.engine.device).toBe('webgpu');
      expect(made.models.baseline.dtype).toBe('q4f16_1');
      expect((await prepare({}, whole.base, gpu)).audit.engine.device).toBe('wasm');
    });

    it('is refused without a GPU, and on the CPU', async () => {
      const refused = { kind: 'no-webgpu', message: expect.stringMatching(/GPU only/) as string };
      await expect(prepare({}, whole.base, cpu, models)).rejects.toMatchObject(refused);
      await expect(prepare({ device: 'wasm' }, whole.base, gpu, models)).rejects.toMatchObject(
        refused,
      );
    });

    it('cannot be compared with a model of another engine', async () => {
      const mixed = catalog.models.map((model, at) => (at === 0 ? model : (models[at] ?? model)));
      expect(pairEngine({ ...catalog, models }, audit.request.pair)).toBe('webllm');
      await expect(prepare({}, whole.base, gpu, mixed)).rejects.toMatchObject({
        kind: 'bad-request',
        message: expect.stringMatching(/onnx and webllm|webllm and onnx/) as string,
      });
    });
  });

  it('refuses a pack with a damaged line, by its number', async () => {
    await expect(prepare({}, torn.base)).rejects.toMatchObject({
      kind: 'pack-damaged',
      message: expect.stringContaining('line 4') as string,
    });
  });

  it('refuses a pack that is whole but not the one in the catalogue, or not there', async () => {
    for (const { base } of [changed, empty]) {
      await expect(prepare({}, base)).rejects.toMatchObject({ kind: 'pack-damaged' });
    }
  });
});

describe('fillAudit', () => {
  it('refuses an audit whose packs no longer ship, and keeps it', async () => {
    const old = { ...audit, packs: [{ id: 'small', version: '0.9.0', sha256: 'other' }] };
    const signal = new AbortController().signal;
    await expect(fillAudit(old, { catalog, base: whole.base, signal })).rejects.toMatchObject({
      kind: 'pack-damaged',
      message: expect.stringContaining('0.9.0') as string,
      kept: expect.stringContaining('stored') as string,
    });
  });
});
