import type { Catalog } from '../../src/catalog/catalog.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { parsePack } from '../../src/domain/pack.ts';
import packText from '../fixtures/packs/quarrels.jsonl?raw';
import { catalog as small } from './catalog.ts';

export { packText };

/** Two items whose replies only a classifier can judge. */
export const { items } = parsePack('quarrels', packText);

/** The small catalogue with these items in place of its own. */
export const catalog: Catalog = {
  ...small,
  packs: [
    {
      id: 'quarrels',
      version: '1.0.0',
      title: 'Quarrels',
      dimension: 'toxicity',
      items: items.length,
      path: 'packs/quarrels.jsonl',
      sha256: sha256(packText),
    },
  ],
  suites: [{ id: 'suite', title: 'Suite', packs: ['quarrels'] }],
};
