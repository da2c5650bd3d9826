import type { Report } from '../audit/report.ts';
import { classifierDigest, type Classifier } from '../domain/classifier.ts';
import { writeReport, type ReportFile } from '../formats/report.ts';
import type { HeldAudit } from './held.ts';

export interface ReportFrom {
  readonly held: Pick<HeldAudit, 'audit' | 'pair' | 'trials' | 'replies'>;
  readonly report: Report;
  readonly classifier: Classifier;
  readonly environment: ReportFile['environment'];
}

/** The text of `report.json`. */
export function reportFile({ held, report, classifier, environment }: ReportFrom): string {
  const { audit, pair, trials, replies } = held;
  return writeReport({
    audit,
    pair,
    complete: trials.every((trial) => replies.has(trial.id)),
    summary: report.sentence.map((part) => part.text).join(''),
    findings: report.findings,
    partSplits: report.partSplits,
    soundness: report.soundness,
    breakdowns: report.breakdowns,
    drift: report.drift,
    replies: report.replies,
    classifier: {
      id: classifier.id,
      digest: classifierDigest(classifier),
      ...classifier.toxic,
    },
    environment,
  });
}
