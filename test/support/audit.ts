import type { Audit } from '../../src/domain/audit.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Model } from '../../src/domain/model.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { greedy } from '../../src/domain/sampling.ts';
import packText from '../fixtures/packs/small.jsonl?raw';

/** Three small items of different kinds. */
export const items: readonly Item[] = parsePack('small', packText).items;

export const audit: Audit = {
  id: 'a0',
  createdAt: '2026-01-01T00:00:00.000Z',
  request: {
    pair: 'pair',
    suite: 'suite',
    limit: null,
    seed: 0,
    sampling: greedy,
    device: 'auto',
  },
  engine: { id: 'scripted', version: '1', device: 'wasm' },
  models: {
    baseline: { id: 'one', digest: 'd1', dtype: 'fp32' },
    reasoning: { id: 'two', digest: 'd2', dtype: 'fp32' },
  },
  packs: [],
};

export function model(id: string): Model {
  return {
    id,
    title: id,
    engine: 'onnx',
    path: `models/${id}`,
    dtype: 'fp32',
    parameters: 1,
    licence: 'Apache-2.0',
    chain: null,
    specimen: true,
    files: [{ path: 'weights', bytes: 1, sha256: sha256(id) }],
  };
}
