import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { catalog, runnable } from '../../src/catalog/catalog.ts';
import pairs from '../../src/catalog/pairs.json' with { type: 'json' };
import { PairSchema, writesChains, type Pair } from '../../src/domain/pair.ts';

const all = v.parse(v.array(PairSchema), pairs);
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

  it('are offered once both models ship, and those that are hold what their criteria say', () => {
    expect(catalog.pairs.map(({ id }) => id)).toEqual(
      all.filter((pair) => modelOf(pair) !== undefined).map(({ id }) => id),
    );
    const [sft] = all;
    expect(sft !== undefined && runnable(sft, [])).toBe(false);
    for (const pair of catalog.pairs) {
      const baseline = catalog.models.find(({ id }) => id === pair.baseline);
      const model = modelOf(pair);
      expect(model?.parameters, pair.id).toBe(baseline?.parameters);
      expect(model?.dtype, pair.id).toBe(baseline?.dtype);
      for (const path of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
        const hash = (one: typeof model) => one?.files.find((file) => file.path === path)?.sha256;
        expect(hash(model), `${pair.id} ${path}`).toBe(hash(baseline));
      }
    }
  });

  it('write chains where they are of a reasoning model, and nowhere else', () => {
    for (const pair of catalog.pairs) {
      expect(modelOf(pair)?.chain !== null, pair.id).toBe(writesChains(pair));
    }
  });
});
