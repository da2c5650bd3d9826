import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exportInput } from '../../src/app/exporting.ts';
import { textsToRead } from '../../src/audit/readings.ts';
import { reportFrom } from '../../src/audit/serve-report.ts';
import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import { classifierDigest } from '../../src/domain/classifier.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { planTrials, selectItems } from '../../src/domain/plan.ts';
import { readBundle, type Bundle } from '../../src/formats/bundle.ts';
import type { ExportInput } from '../../src/formats/exports/registry.ts';
import { buildReportCheck } from '../report-check.ts';
import { root } from '../site.ts';

/** The bundle of an audit: the file itself, or the one in the folder that `plumbline audit` wrote. @throws PlumblineError where there is none */
export function readAuditBytes(path: string): Uint8Array<ArrayBuffer> {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'bundle.zip') : path;
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new PlumblineError(
      {
        kind: 'bad-request',
        message: `There is no audit at ${path}: ${file} cannot be read.`,
        kept: 'Nothing was written.',
        remedy: 'Give the folder of a finished audit, or its bundle.zip.',
      },
      { cause: error },
    );
  }
}

/**
 * What the formats are written from, of a bundle. Its texts are as classified as the bundle says: nothing is run.
 * @throws PlumblineError `bundle-damaged`, `bundle-foreign` or `pack-damaged`
 */
export function openAudit(bytes: Uint8Array<ArrayBuffer>): ExportInput {
  const bundle = readBundle(bytes);
  const { record } = bundle;
  const { audit, pair } = record;
  const items = itemsOf(bundle);
  const trials = planTrials(audit, items);
  const replies = new Map(bundle.replies.map((reply) => [reply.trial, reply]));
  const classifier = chosenClassifier(catalog);
  const own = bundle.readings?.classifier === classifierDigest(classifier) ? bundle.readings : null;
  const readings = new Map(
    textsToRead(trials, replies).flatMap((text) => {
      const reading = own?.byText.get(sha256(text));
      return reading === undefined ? [] : [[text, reading] as const];
    }),
  );
  const { toxic } = classifier;
  const { seed } = audit.request;
  const { drifts } = bundle;
  const report = reportFrom({ pair, items, trials, replies, readings, drifts, toxic, seed });
  return exportInput({
    held: { audit, pair, trials, replies },
    report,
    record,
    models: catalog.models,
    classifier,
    bundle: () => Promise.resolve(bytes),
    check: buildReportCheck,
  });
}

function itemsOf({ record: { audit, versions } }: Bundle) {
  const packs = audit.packs.map(({ id, version, sha256: hash }) => {
    const ref = catalog.packs.find((one) => one.id === id && one.sha256 === hash);
    if (ref !== undefined) {
      const text = readFileSync(join(root, 'public', ref.path), 'utf8');
      if (sha256(text) === hash) return parsePack(id, text);
    }
    throw new PlumblineError({
      kind: 'pack-damaged',
      message: `This audit was made with the pack “${id}” ${version}, which is not the one that ships now.`,
      kept: 'Nothing was written.',
      remedy: `Export it by Plumbline ${versions.plumbline}, which made it.`,
    });
  });
  return selectItems(packs, audit.request.limit);
}
