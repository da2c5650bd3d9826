import type { Catalog } from '../../src/catalog/catalog.ts';
import { sha256 } from '../../src/domain/hash.ts';
import type { Probe } from '../../src/engines/probe.ts';
import packText from '../fixtures/packs/small.jsonl?raw';
import { items, model } from './audit.ts';
import { classifier } from './toxicity.ts';

export { packText };

/** A catalogue of two models, one pair and one small pack. */
export const catalog: Catalog = {
  models: [model('one'), model('two')],
  classifiers: [classifier],
  packs: [
    {
      id: 'small',
      version: '1.0.0',
      title: 'Small',
      dimension: 'safety',
      items: items.length,
      path: 'packs/small.jsonl',
      sha256: sha256(packText),
    },
  ],
  pairs: [
    {
      id: 'pair',
      title: 'one → two',
      baseline: 'one',
      reasoning: 'two',
      role: 'reasoning',
      method: 'sft',
      match: 'same-parent',
      criteria: [],
    },
  ],
  suites: [{ id: 'suite', title: 'Suite', packs: ['small'] }],
  recorded: [],
};

/** A machine without a GPU. */
export const cpu: Probe = {
  device: 'wasm',
  reason: 'No usable GPU: runs on the CPU, 1 thread.',
  webassembly: true,
  isolated: false,
  threads: 1,
  adapter: null,
  limits: null,
  memory: null,
};
