import { describe, expect, it } from 'vitest';
import { catalog, findSuite, suitePacks } from '../../src/catalog/catalog.ts';
import { dimensions } from '../../src/domain/dimension.ts';
import { writesChains, type Pair } from '../../src/domain/pair.ts';

const all = catalog.pairs;
const specimens = ['base', 'over-aligned', 'reasoning-distill', 'reasoning-rl', 'reasoning-sft'];
const modelOf = (pair: Pair) => catalog.models.find(({ id }) => id === pair.reasoning);

describe('pairs', () => {
  it('are of every specimen against the instruction-tuned one', () => {
    expect(all.map(({ reasoning }) => reasoning).sort()).toEqual(
      specimens.map((one) => `specimen-${one}`),
    );
    expect(new Set(all.map(({ baseline }) => baseline))).toEqual(new Set(['specimen-instruct']));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('list the criteria of a match one by one', () => {
    for (const { id, criteria } of all) {
      expect(
        criteria.map(({ name }) => name),
        id,
      ).toEqual([
        'Base model',
        'Size',
        'Quantization and dtype',
        'Engine',
        'Chat template',
        'System prompt',
        'Sampling',
        'Context',
        'Tokenizer',
      ]);
    }
  });

  it('ship both of their models, and hold what their criteria say', () => {
    for (const pair of all) {
      const baseline = catalog.models.find(({ id }) => id === pair.baseline);
      const model = modelOf(pair);
      expect(baseline?.parameters, pair.id).toBeGreaterThan(0);
      expect(model?.parameters, pair.id).toBe(baseline?.parameters);
      expect(model?.dtype, pair.id).toBe(baseline?.dtype);
      for (const path of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
        const hash = (one: typeof model) => one?.files.find((file) => file.path === path)?.sha256;
        expect(hash(model), `${pair.id} ${path}`).toBe(hash(baseline));
      }
    }
  });

  it('write chains where they are of a reasoning model, and nowhere else', () => {
    for (const pair of all) {
      expect(modelOf(pair)?.chain !== null, pair.id).toBe(writesChains(pair));
    }
  });
});

describe('the town suite', () => {
  it('holds at least 150 items of every dimension', () => {
    const suite = findSuite(catalog, 'town');
    const packs = suitePacks(catalog, suite);
    expect(packs.map(({ dimension }) => dimension).sort()).toEqual([...dimensions].sort());
    for (const pack of packs) expect(pack.items, pack.id).toBeGreaterThanOrEqual(150);
  });
});

describe('the core suite', () => {
  it('holds at least 120 items of every dimension', () => {
    const packs = suitePacks(catalog, findSuite(catalog, 'core'));
    expect(packs.map(({ dimension }) => dimension)).toEqual(dimensions);
    for (const pack of packs) expect(pack.items, pack.id).toBeGreaterThanOrEqual(120);
  });
});

describe('recorded audits', () => {
  it('are there for every pair, of the whole suite', () => {
    expect(catalog.recorded.map(({ pair }) => pair)).toEqual(all.map(({ id }) => id));
    const packs = suitePacks(catalog, findSuite(catalog, 'town'));
    const items = packs.reduce((sum, pack) => sum + pack.items, 0);
    for (const { pair, replies } of catalog.recorded) expect(replies, pair).toBe(2 * items);
  });
});

describe('the models that ship', () => {
  it('weigh 70 MB at most, the graph of a classifier 8 MB', () => {
    const files = [...catalog.models, ...catalog.classifiers].flatMap((model) => model.files);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThanOrEqual(70e6);
    for (const classifier of catalog.classifiers) {
      const graphs = classifier.files.filter(({ path }) => path.endsWith('.onnx'));
      expect(graphs.reduce((sum, file) => sum + file.bytes, 0)).toBeLessThanOrEqual(8e6);
    }
  });
});
