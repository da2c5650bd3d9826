import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/catalog/catalog.ts';
import { hub } from '../../src/catalog/hub.ts';
import type { HubModel } from '../../src/domain/hub-model.ts';
import { needsOf } from '../../src/domain/needs.ts';
import { writesChains } from '../../src/domain/pair.ts';

const modelOf = (id: string): HubModel => {
  const model = hub.models.find((one) => one.id === id);
  if (model === undefined) throw new Error(`no model ${id}`);
  return model;
};

const builds = hub.models.flatMap((model) =>
  model.engine === 'webllm' ? model.builds.map((build) => ({ ...build, model })) : [],
);

describe('web-llm’s models', () => {
  it('come in both builds each', () => {
    expect(builds).toHaveLength(30);
    console.info(`${builds.length} builds of web-llm are compared with the installed list`);
    for (const { webllmId, dtype } of builds) expect(webllmId).toContain(`-${dtype}-MLC`);
  });

  it.each(builds)('$webllmId is in the installed list, and agrees with it', (build) => {
    const record = prebuiltAppConfig.model_list.find((one) => one.model_id === build.webllmId);
    expect(record?.vram_required_MB).toBe(build.memoryMb);
    expect(record?.model).toBe(build.url);
    expect(record?.model_lib).toBe(build.lib);
    expect(record?.overrides?.context_window_size).toBe(build.model.context.runs);
  });

  it('say where a recurrent state is kept: where the list allows no step back', () => {
    for (const { webllmId, model } of builds) {
      const record = prebuiltAppConfig.model_list.find((one) => one.model_id === webllmId);
      const overrides = JSON.stringify(record?.overrides ?? {});
      expect(overrides.includes('max_history_size'), webllmId).toBe(model.hybrid);
    }
  });
});

describe('pairs of the hub', () => {
  it('are those of both engines', () => {
    const of = (engine: string) => hub.pairs.filter((pair) => pair.engine === engine).length;
    expect({ webllm: of('webllm'), onnx: of('onnx') }).toEqual({ webllm: 12, onnx: 6 });
  });

  it('have ids of their own, also beside what ships', () => {
    const pairs = [...catalog.pairs, ...hub.pairs].map(({ id }) => id);
    const models = [...catalog.models, ...hub.models].map(({ id }) => id);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(new Set(models).size).toBe(models.length);
  });

  it('are not among those that can be run', () => {
    for (const { id, available } of hub.pairs) {
      expect(available).toBe('needs-download');
      expect(catalog.pairs.some((pair) => pair.id === id)).toBe(false);
    }
  });

  it.each(hub.pairs)('$id lists the criteria that the specimens’ pairs list', ({ criteria }) => {
    const names = catalog.pairs[0]?.criteria.map(({ name }) => name);
    expect(criteria.map(({ name }) => name)).toEqual(names);
    for (const { note } of criteria) expect(note.length).toBeGreaterThan(8);
  });

  it.each(hub.pairs)('$id holds what its criteria say', (pair) => {
    const [baseline, reasoning] = [modelOf(pair.baseline), modelOf(pair.reasoning)];
    const holds = (name: string) => pair.criteria.find((one) => one.name === name)?.holds;
    expect(baseline.engine).toBe(pair.engine);
    expect(reasoning.engine).toBe(pair.engine);
    expect(holds('Engine')).toBe(true);
    expect(baseline.parameters.value === reasoning.parameters.value).toBe(holds('Size'));
    expect(baseline.context.runs === reasoning.context.runs).toBe(holds('Context'));
    const dtypes = (model: HubModel) => model.builds.map(({ dtype }) => dtype);
    expect(dtypes(reasoning)).toEqual(dtypes(baseline));
    expect(holds('Base model')).toBe(pair.match !== 'same-family');
    expect(pair.match === 'same-weights').toBe(pair.method === 'hybrid');
    expect(reasoning.chain !== null).toBe(writesChains(pair));
    if (pair.thinking === null) expect(baseline.chain).toBeNull();
    else expect(baseline.thinking).not.toBeNull();
  });

  it('name a system prompt that differs where the switch is in it', () => {
    for (const pair of hub.pairs) {
      const inside = modelOf(pair.reasoning).thinking?.by === 'system-message';
      const holds = pair.criteria.find(({ name }) => name === 'System prompt')?.holds;
      expect(holds, pair.id).toBe(!inside);
    }
  });

  it('use every model, and need something in every build', () => {
    const used = new Set(hub.pairs.flatMap(({ baseline, reasoning }) => [baseline, reasoning]));
    expect(hub.models.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    for (const pair of hub.pairs) {
      const needs = needsOf(pair, hub.models);
      expect(needs.length, pair.id).toBe(modelOf(pair.baseline).builds.length);
      for (const { download, memory } of needs) {
        expect(download.bytes).toBeGreaterThan(1e8);
        expect(memory.bytes).toBeGreaterThan(1e8);
      }
    }
  });
});

describe('what is said of the hub', () => {
  it('claims no figure from a publisher that is not among the sources', () => {
    for (const { id, parameters, licence, context, sources } of hub.models) {
      const read = new Set(sources.map(({ basis }) => basis));
      for (const basis of [parameters.basis, licence.basis, context.trained.basis]) {
        expect(read.has(basis), `${id}: ${basis}`).toBe(true);
      }
    }
  });

  it('knows of no hash, and so no model that could be loaded', () => {
    expect(JSON.stringify(hub)).not.toMatch(/[0-9a-f]{64}/);
  });

  it('lists classifiers that are not enabled', () => {
    const enabled = new Set(catalog.classifiers.map(({ id }) => id));
    expect(hub.classifiers.map(({ id }) => id)).toHaveLength(3);
    for (const { id, multiLabel, labels } of hub.classifiers) {
      expect(enabled.has(id)).toBe(false);
      expect(labels.length > 2).toBe(multiLabel);
    }
  });
});
