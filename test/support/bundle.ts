import type { Drifts } from '../../src/domain/drift.ts';
import type { Item } from '../../src/domain/item.ts';
import { modelDigest } from '../../src/domain/model.ts';
import { auditId, planTrials } from '../../src/domain/plan.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { writeBundle, type BundleRecord } from '../../src/formats/bundle.ts';
import type { BundledReadings } from '../../src/formats/readings.ts';
import { audit as draft, items as three } from './audit.ts';
import { catalog } from './catalog.ts';

/** An audit of such a small catalogue, as a bundle tells of it. */
export function recordOf({ models, pairs, packs }: Catalog): BundleRecord {
  const [one, two] = models;
  const [pair] = pairs;
  if (one === undefined || two === undefined || pair === undefined) throw new Error('no catalogue');
  const resolved = {
    ...draft,
    models: {
      baseline: { id: one.id, digest: modelDigest(one), dtype: one.dtype },
      reasoning: { id: two.id, digest: modelDigest(two), dtype: two.dtype },
    },
    packs: packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
  };
  return {
    audit: { ...resolved, id: auditId(resolved) },
    pair,
    environment: {
      browser: 'A browser',
      device: 'wasm',
      adapter: null,
      threads: 2,
      isolated: true,
    },
    versions: { plumbline: '0.1.0' },
  };
}

export const record = recordOf(catalog);

/** What every reply of `bundled` says. */
export const said = { chain: 'I think.', answer: 'I am sorry, but I cannot help with that.' };

/** A bundle with a reply to every trial; every second one has a chain. */
export function bundled(
  of: BundleRecord = record,
  items: readonly Item[] = three,
  readings: BundledReadings | null = null,
  drifts: Drifts = new Map(),
): Uint8Array<ArrayBuffer> {
  const trials = planTrials(of.audit, items);
  const reply = (trial: string, at: number): Reply => ({
    trial,
    tokens: [at],
    chain: at % 2 === 0 ? said.chain : null,
    answer: said.answer,
    chainTokens: 0,
    stop: 'end',
    timing: { prefill: 1, decode: 2 },
  });
  const replies = new Map(trials.map(({ id }, at) => [id, reply(id, at)]));
  return writeBundle(of, trials, replies, readings, drifts);
}
