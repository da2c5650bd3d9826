import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { modelFiles, outdatedCatalogues, packRef } from '../../bin/catalog.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

test('the catalogue matches the models and packs that ship', () => {
  expect([...outdatedCatalogues().keys()]).toEqual([]);
});

test('lists what of a model is loaded, and nothing else', () => {
  const files = modelFiles(`${fixtures}models/micro`);
  expect(files.map(({ path }) => path)).toEqual([
    'config.json',
    'generation_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/model.onnx',
  ]);
  expect(files.every(({ bytes }) => bytes > 0)).toBe(true);
});

test('a folder without a graph is not a model', () => {
  expect(() => modelFiles(`${fixtures}packs`)).toThrow('There is no graph');
});

test('describes a pack by its header', () => {
  const ref = packRef(`${fixtures}packs/small.jsonl`);
  expect(ref).toMatchObject({ path: 'packs/small.jsonl', items: 3 });
});
