import { comparisonsOf } from '../audit/comparisons.ts';
import { exportedFrom, reproducibility } from '../audit/exported.ts';
import { pairedData } from '../audit/paired-data.ts';
import type { Report } from '../audit/report.ts';
import type { Classifier } from '../domain/classifier.ts';
import type { Model } from '../domain/model.ts';
import type { BundleRecord } from '../formats/bundle.ts';
import { writeHtmlReport } from '../formats/exports/html/report.ts';
import type { ExportInput } from '../formats/exports/registry.ts';
import { writeReplies } from '../formats/replies.ts';
import type { HeldAudit } from './held.ts';
import { reportFile } from './report-json.ts';
import { plumblineVersion } from './version.ts';

export interface ExportFrom {
  readonly held: Pick<HeldAudit, 'audit' | 'pair' | 'trials' | 'replies'>;
  readonly report: Report;
  /** What is told of the audit besides its replies. */
  readonly record: BundleRecord;
  readonly models: readonly Model[];
  readonly classifier: Classifier;
  readonly bundle: ExportInput['bundle'];
  /** The script that report files carry. */
  readonly check: () => Promise<string>;
}

/** What the formats are written from, of an audit and its report. */
export function exportInput(from: ExportFrom): ExportInput {
  const { held, report, record, models, classifier, bundle, check } = from;
  const { pair, trials, replies } = held;
  const audit = exportedFrom({
    record: reproducibility({
      audit: record.audit,
      models,
      classifier,
      environment: record.environment,
      plumbline: { replies: record.versions.plumbline, report: plumblineVersion },
    }),
    pair,
    trials,
    report,
  });
  const file = () => reportFile({ held, report, classifier, environment: record.environment });
  return {
    audit,
    report: file,
    replies: () => writeReplies(trials, replies),
    bundle,
    html: async () =>
      writeHtmlReport({
        audit,
        report: JSON.parse(file()) as unknown,
        paired: comparisonsOf(report).map(pairedData),
        check: await check(),
      }),
  };
}
