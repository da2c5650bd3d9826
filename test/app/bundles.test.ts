import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedKey } from '../../src/app/bundles.ts';
import { Library } from '../../src/app/library.ts';
import { Reader } from '../../src/audit/reader.ts';
import { buildReport } from '../../src/audit/report.ts';
import { reportFrom } from '../../src/audit/serve-report.ts';
import { chosenClassifier, type Catalog } from '../../src/catalog/catalog.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { auditId, planTrials } from '../../src/domain/plan.ts';
import type { Recorded } from '../../src/domain/recorded.ts';
import { readBundle, type BundleRecord } from '../../src/formats/bundle.ts';
import type { BundledReadings } from '../../src/formats/readings.ts';
import { items } from '../support/audit.ts';
import { bundled, record, recordOf, said } from '../support/bundle.ts';
import { catalog as small, packText } from '../support/catalog.ts';
import { serveTexts } from '../support/files-server.ts';
import * as quarrels from '../support/quarrels.ts';
import { byRule, digest, scriptedClassifier } from '../support/toxicity.ts';

const archive = bundled();
const key = recordedKey('pair');
const recorded: Recorded = {
  pair: 'pair',
  path: 'recorded/pair.zip',
  bytes: archive.length,
  sha256: sha256(archive),
  date: record.audit.createdAt,
  device: 'wasm',
  replies: 2 * items.length,
};

let site: Awaited<ReturnType<typeof serveTexts>>;
beforeAll(async () => {
  site = await serveTexts({
    'packs/small.jsonl': packText,
    'packs/quarrels.jsonl': quarrels.packText,
    'recorded/pair.zip': archive,
  });
});
afterAll(() => {
  site.close();
});

/** A library where the browser stores nothing and the machine is not looked at. */
function library(change: Partial<Catalog> = {}, classifiers = scriptedClassifier()): Library {
  const refused = () =>
    Promise.reject(new PlumblineError({ kind: 'storage-refused', message: 'No storage.' }));
  const catalog = { ...small, recorded: [recorded], ...change };
  return new Library({
    catalog,
    base: site.base,
    openStore: refused,
    createReader: () => new Reader(classifiers, chosenClassifier(catalog)),
    reporter: (request) => Promise.resolve(reportFrom(request)),
    environment: refused,
  });
}

/** The bundle with something else in its record, its id made to fit. */
function rewritten(change: Partial<BundleRecord['audit']>): Blob {
  const audit = { ...record.audit, ...change };
  return new Blob([bundled({ ...record, audit: { ...audit, id: auditId(audit) } })]);
}

describe('a recorded audit', () => {
  it('opens where nothing can be stored, with the report that its replies give', async () => {
    const opened = await library().open(key);
    expect(opened).toMatchObject({ key, done: 6, total: 6, audit: record.audit });
    expect(opened.origin).toEqual({ kind: 'recorded', record, readings: null, changed: [] });
    const replies = new Map(readBundle(archive).replies.map((one) => [one.trial, one]));
    const trials = planTrials(record.audit, items);
    expect(opened.report).toEqual(
      buildReport({
        pair: record.pair,
        items,
        trials,
        replies,
        toxicity: byRule,
        drifts: new Map(),
        seed: 0,
      }),
    );
    expect(opened.report.findings.some(({ n }) => n > 0)).toBe(true);
  });

  it('is saved again as it came, and its report names the machine that it was made on', async () => {
    const shelf = library();
    expect(new Uint8Array(await (await shelf.exportBundle(key)).arrayBuffer())).toEqual(archive);
    expect(JSON.parse(await (await shelf.exportReport(key)).text())).toMatchObject({
      environment: record.environment,
      complete: true,
    });
  });

  it.each<[string, string, Partial<Catalog>, RegExp]>([
    ['is not there', 'recorded:nobody', {}, /“nobody”/],
    [
      'is not the one in the catalogue',
      key,
      { recorded: [{ ...recorded, sha256: '0'.repeat(64) }] },
      /SHA-256/,
    ],
    ['was removed', key, { recorded: [{ ...recorded, path: 'recorded/gone.zip' }] }, /404/],
    ['asked other questions', key, { packs: [] }, /other questions.*small 1\.0\.0/],
  ])('that %s is told, with what was kept and what to do', async (_what, id, change, message) => {
    await expect(library(change).open(id)).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      kept: expect.any(String) as string,
      remedy: expect.any(String) as string,
    });
  });

  it('opens after its models have changed, and says which', async () => {
    const [one, two] = small.models;
    if (one === undefined || two === undefined) throw new Error('no models');
    const models = [one, { ...two, files: [] }];
    expect((await library({ models }).open(key)).origin).toMatchObject({ changed: ['two'] });
    expect((await library({ models: [], pairs: [] }).open(key)).origin).toMatchObject({
      changed: ['one', 'two'],
    });
  });
});

describe('a bundle from a file', () => {
  it('opens until the page is left', async () => {
    const shelf = library();
    const imported = await shelf.openBundle(new Blob([archive]));
    expect(await shelf.open(imported)).toMatchObject({
      key: imported,
      done: 6,
      origin: { kind: 'imported' },
    });
    await expect(library().open(imported)).rejects.toMatchObject({
      kind: 'unknown-audit',
      message: expect.stringContaining('from a file') as string,
    });
  });

  it('gives the same report elsewhere, byte for byte, as one page too', async () => {
    const [here, there] = [library(), library()];
    const bundle = await here.exportBundle(key);
    const moved = await there.openBundle(bundle);
    expect(await (await there.exportReport(moved)).text()).toBe(
      await (await here.exportReport(key)).text(),
    );
    expect(await there.exportAs(moved, 'html', 'bundle')).toEqual(
      await here.exportAs(key, 'html', 'bundle'),
    );
  });

  it('is refused where it is none, or does not hold together', async () => {
    const shelf = library();
    const open = (file: Blob) => shelf.openBundle(file);
    await expect(open(new Blob(['hello']))).rejects.toMatchObject({ kind: 'bundle-foreign' });
    const other = rewritten({ packs: [{ id: 'small', version: '2.0.0', sha256: 'other' }] });
    await expect(open(other)).rejects.toMatchObject({ kind: 'pack-damaged' });
    // The replies answer three items, and this audit asks two.
    const { request } = record.audit;
    const fewer = { ...record.audit, request: { ...request, limit: 2 } };
    const whole = new Map(readBundle(archive).replies.map((reply) => [reply.trial, reply]));
    expect(planTrials(fewer, items.slice(0, 2)).every(({ id }) => whole.has(id))).toBe(true);
    await expect(open(rewritten({ request: fewer.request }))).rejects.toMatchObject({
      kind: 'bundle-damaged',
      message: expect.stringContaining('does not ask') as string,
    });
  });
});

describe('a bundle of replies that only a classifier can judge', () => {
  const quarrel = recordOf(quarrels.catalog);
  const reading = (toxic: number) => ({ probabilities: { toxic }, truncated: false });
  /** No rule would say this of these texts: whoever has it has it from the bundle. */
  const readings: BundledReadings = {
    classifier: digest,
    byText: new Map([
      [sha256(said.answer), reading(0.8)],
      [sha256(said.chain), reading(0.7)],
    ]),
  };
  const file = (brought: BundledReadings | null) =>
    new Blob([bundled(quarrel, quarrels.items, brought)]);
  const isToxic = (toxic: boolean) => ({
    samples: [{ outcomes: { reasoning: { answer: { scored: true, value: { toxic } } } } }],
  });

  it('is judged by the readings that came with it, and the classifier is not loaded', async () => {
    const classifiers = scriptedClassifier();
    const shelf = library(quarrels.catalog, classifiers);
    const opened = await shelf.open(await shelf.openBundle(file(readings)));
    expect(opened.unread).toBeNull();
    expect(opened.report.rows).toMatchObject([isToxic(true), isToxic(true)]);
    expect(opened.report.findings.map(({ n }) => n)).toContain(2);
    expect(classifiers.loads).toBe(0);
  });

  it.each([
    ['came without readings', null, 2],
    ['came with those of another classifier', { ...readings, classifier: sha256('other') }, 2],
    ['came with some', { ...readings, byText: new Map([[sha256(said.chain), reading(0.7)]]) }, 1],
  ])(
    'is classified where it %s, once, and saved again as it came',
    async (_what, brought, open) => {
      const classifiers = scriptedClassifier();
      const shelf = library(quarrels.catalog, classifiers);
      const key = await shelf.openBundle(file(brought));
      const opened = await shelf.open(key);
      expect(opened.unread).toBeNull();
      expect(opened.report.rows).toMatchObject([isToxic(false), isToxic(false)]);
      expect((await shelf.open(key)).report).toEqual(opened.report);
      expect(classifiers.asked.map((texts) => texts.length)).toEqual([open]);
      const saved = await shelf.exportBundle(key);
      expect(await saved.arrayBuffer()).toEqual(await file(brought).arrayBuffer());
    },
  );

  it('opens unclassified where the classifier cannot be run either, and says so', async () => {
    const classifiers = scriptedClassifier({ 0: 'model-missing' });
    const shelf = library(quarrels.catalog, classifiers);
    const opened = await shelf.open(await shelf.openBundle(file(null)));
    expect(opened.unread).toMatchObject({ kind: 'model-missing' });
    expect(opened.report.findings[0]).toMatchObject({
      n: 0,
      unscored: { baseline: { unclassified: 2 }, reasoning: { unclassified: 2 } },
    });
  });
});
