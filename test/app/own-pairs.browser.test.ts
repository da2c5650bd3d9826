import { afterEach, describe, expect, it } from 'vitest';
import { findModel, findPair } from '../../src/catalog/catalog.ts';
import { OwnCatalog, type OwnPair } from '../../src/app/own-pairs.svelte.ts';
import { allPairs, catalog } from '../ui/fixture.ts';

afterEach(() => {
  localStorage.clear();
});

function own(id: string): OwnPair {
  const [one] = allPairs;
  if (one === undefined) throw new Error('no pair');
  const model = (side: string) => ({
    ...{ id: `${id}-${side}`, title: side, engine: 'onnx' as const, path: `stored-models/${side}` },
    ...{ dtype: 'q4' as const, parameters: 1, licence: 'MIT', chain: null, specimen: false },
    files: [{ path: 'config.json', bytes: 1, sha256: 'a'.repeat(64) }],
  });
  const models = [model('one'), model('other')];
  return {
    pair: { ...one, id, baseline: `${id}-one`, reasoning: `${id}-other` },
    models,
    keys: { [`${id}-one`]: 'key-one', [`${id}-other`]: 'key-other' },
    stored: true,
  };
}

describe('the catalogue of what ships and what is stored', () => {
  it('is the shipped one where nothing is stored', () => {
    const both = new OwnCatalog(catalog);
    expect(both.pairs).toEqual(catalog.pairs);
    expect(both.models).toEqual(catalog.models);
    expect(both.pairs.every((pair) => both.isRunnable(pair))).toBe(true);
    expect(catalog.models.map((model) => both.storedAs(model))).toEqual(
      catalog.models.map(() => null),
    );
  });

  it('remembers a stored pair in the next tab, with where its models are', () => {
    new OwnCatalog(catalog).take([own('a')]);
    const next = new OwnCatalog(catalog);
    expect(findPair(next, 'a').baseline).toBe('a-one');
    expect(next.storedAs(findModel(next, 'a-other'))).toBe('key-other');
    expect(next.isRunnable(findPair(next, 'a'))).toBe(true);
  });

  it('knows a pair for its audits when its models are deleted, and does not offer it', () => {
    const both = new OwnCatalog(catalog);
    both.take([own('a'), own('b')]);
    both.take([own('b')]);
    expect(both.isRunnable(findPair(both, 'a'))).toBe(false);
    expect(findModel(both, 'a-one').title).toBe('one');
    both.take([own('a')]);
    expect(both.isRunnable(findPair(both, 'a'))).toBe(true);
    expect(both.pairs.filter(({ id }) => id === 'a')).toHaveLength(1);
  });

  it('starts with what ships where the browser kept nonsense', () => {
    localStorage.setItem('plumbline.pairs', '[{"pair":1}]');
    expect(new OwnCatalog(catalog).pairs).toEqual(catalog.pairs);
  });
});
