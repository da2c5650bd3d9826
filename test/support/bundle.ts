import { auditId, planTrials } from '../../src/domain/plan.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { writeBundle, type BundleRecord } from '../../src/formats/bundle.ts';
import { audit as draft, items } from './audit.ts';
import { catalog } from './catalog.ts';
import { modelDigest } from '../../src/domain/model.ts';

const [one, two] = catalog.models;
const [pair] = catalog.pairs;
if (one === undefined || two === undefined || pair === undefined) throw new Error('no catalogue');

const resolved = {
  ...draft,
  models: {
    baseline: { id: one.id, digest: modelDigest(one), dtype: one.dtype },
    reasoning: { id: two.id, digest: modelDigest(two), dtype: two.dtype },
  },
  packs: catalog.packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
};

/** An audit of the small catalogue, as a bundle tells of it. */
export const record: BundleRecord = {
  audit: { ...resolved, id: auditId(resolved) },
  pair,
  environment: { browser: 'A browser', device: 'wasm', adapter: null, threads: 2, isolated: true },
  versions: { plumbline: '0.1.0' },
};

/** A bundle with a reply to every trial. */
export function bundled(of: BundleRecord = record): Uint8Array<ArrayBuffer> {
  const trials = planTrials(of.audit, items);
  const reply = (trial: string, at: number): Reply => ({
    trial,
    tokens: [at],
    chain: at % 2 === 0 ? 'I think.' : null,
    answer: 'I am sorry, but I cannot help with that.',
    chainTokens: 0,
    stop: 'end',
    timing: { prefill: 1, decode: 2 },
  });
  return writeBundle(of, trials, new Map(trials.map(({ id }, at) => [id, reply(id, at)])));
}
