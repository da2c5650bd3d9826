import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../bin/site.ts';
import { recordedKey } from '../../src/app/bundles.ts';
import { Library } from '../../src/app/library.ts';
import { planAudit } from '../../src/audit/prepare.ts';
import { Reader } from '../../src/audit/reader.ts';
import { textsToRead } from '../../src/audit/readings.ts';
import { buildReport } from '../../src/audit/report.ts';
import { reportFrom, type Reporter } from '../../src/audit/serve-report.ts';
import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import { classifierDigest } from '../../src/domain/classifier.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { toxicityFrom } from '../../src/domain/reading.ts';
import { readBundle } from '../../src/formats/bundle.ts';
import { serveTexts } from '../support/files-server.ts';

// Of the audits that ship. What a bundle is, and what becomes of a damaged one, is tested without them.

const read = (path: string) => readFileSync(`${root}/public/${path}`);
let site: Awaited<ReturnType<typeof serveTexts>>;
beforeAll(async () => {
  const files = [...catalog.packs, ...catalog.recorded].map(({ path }) => [path, read(path)]);
  site = await serveTexts(Object.fromEntries(files) as Record<string, Uint8Array>);
});
afterAll(() => {
  site.close();
});

test('every recorded audit is of a pair that ships', () => {
  const known = catalog.pairs.map(({ id }) => id);
  expect(catalog.recorded.filter(({ pair }) => !known.includes(pair))).toEqual([]);
});

test.each(catalog.recorded)(
  'the recorded audit of $pair is whole, of the models that ship, read by the classifier that ships, and opens to what its replies give today',
  async ({ pair, path }) => {
    const environment = () => Promise.reject(new Error('The machine is not asked.'));
    const openStore = () => Promise.reject(new Error('The store is not opened.'));
    const classifier = chosenClassifier(catalog);
    const load = () => Promise.reject(new Error('The classifier is not loaded.'));
    const createReader = () => new Reader({ load }, classifier);
    const reporter: Reporter = (request) => Promise.resolve(reportFrom(request));
    const tools = { catalog, base: site.base, openStore, createReader, reporter, environment };
    const library = new Library(tools);
    const opened = await library.open(recordedKey(pair));
    expect(opened.done).toBe(opened.total);
    expect(opened.audit.request.limit).toBeNull();
    expect(opened.origin).toMatchObject({ kind: 'recorded', changed: [] });
    expect(opened.unread).toBeNull();

    const { record, replies, readings } = readBundle(read(path));
    expect(readings?.classifier).toBe(classifierDigest(classifier));
    expect(record.pair).toEqual(catalog.pairs.find(({ id }) => id === pair));
    const signal = new AbortController().signal;
    const plan = await planAudit(record.audit, { catalog, base: site.base, signal });
    const byTrial = new Map(replies.map((reply) => [reply.trial, reply]));
    const known = textsToRead(plan.trials, byTrial).map((text) => {
      const reading = readings?.byText.get(sha256(text));
      if (reading === undefined) throw new Error('A text was never read.');
      return [text, reading] as const;
    });
    const toxicity = toxicityFrom(classifier, new Map(known));
    const { seed } = record.audit.request;
    const report = buildReport({
      pair: record.pair,
      ...plan,
      replies: byTrial,
      toxicity,
      drifts: new Map(),
      seed,
    });
    expect(opened.report.findings).toEqual(report.findings);
  },
);
