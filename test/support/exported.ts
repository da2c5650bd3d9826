import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildReportCheck } from '../../bin/report-check.ts';
import { root } from '../../bin/site.ts';
import { exportInput } from '../../src/app/exporting.ts';
import { reportFrom } from '../../src/audit/serve-report.ts';
import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import { classifierDigest } from '../../src/domain/classifier.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { auditId, planTrials, selectItems } from '../../src/domain/plan.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { readBundle, writeBundle } from '../../src/formats/bundle.ts';
import type { ExportInput } from '../../src/formats/exports/registry.ts';

const bundle = readBundle(readFileSync(join(root, 'public/recorded/specimen-distill.zip')));

const packs = bundle.record.audit.packs.map(({ id }) => {
  const ref = catalog.packs.find((one) => one.id === id);
  if (ref === undefined) throw new Error(`The pack ${id} does not ship.`);
  return parsePack(id, readFileSync(join(root, 'public', ref.path), 'utf8'));
});

/**
 * The beginning of a recorded audit, as the formats are written from it.
 * @param limit items a pack
 * @param change replies as they should be in place of those that were recorded
 */
export function recordedInput(
  limit: number,
  change: (reply: Reply, at: number) => Reply = (reply) => reply,
): ExportInput {
  const { record } = bundle;
  const resolved = { ...record.audit, request: { ...record.audit.request, limit } };
  const audit = { ...resolved, id: auditId(resolved) };
  const { pair } = record;
  const items = selectItems(packs, limit);
  const trials = planTrials(audit, items);
  const known = new Map(bundle.replies.map((reply) => [reply.trial, reply]));
  const replies = new Map(
    trials.flatMap(({ id }, at) => {
      const reply = known.get(id);
      return reply === undefined ? [] : [[id, change(reply, at)] as const];
    }),
  );
  const classifier = chosenClassifier(catalog);
  const readings = new Map<string, Reading>();
  const brought = bundle.readings;
  if (brought?.classifier === classifierDigest(classifier)) {
    for (const { chain, answer } of replies.values()) {
      for (const text of [chain, answer]) {
        const reading = text === null ? undefined : brought.byText.get(sha256(text));
        if (text !== null && reading !== undefined) readings.set(text, reading);
      }
    }
  }
  const { toxic } = classifier;
  const drifts = new Map();
  const { seed } = audit.request;
  const report = reportFrom({ pair, items, trials, replies, readings, drifts, toxic, seed });
  const made = { ...record, audit };
  return exportInput({
    held: { audit, pair, trials, replies },
    report,
    record: made,
    models: catalog.models,
    classifier,
    bundle: () => Promise.resolve(writeBundle(made, trials, replies, brought, drifts)),
    check: buildReportCheck,
  });
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function linesIn(bytes: Uint8Array): unknown[] {
  return textOf(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
