import type { Classifier } from '../domain/classifier.ts';
import { toxicityFrom, type Readings } from '../domain/reading.ts';
import type { Handlers } from '../engines/server.ts';
import { buildReport, type Report, type ReportInput } from './report.ts';

/** What a report is computed from, in a form that can be sent to a worker. */
export interface ReportRequest extends Omit<ReportInput, 'toxicity'> {
  readonly readings: Readings;
  /** Which of the classifier's labels counts as toxic, and from where on. */
  readonly toxic: Classifier['toxic'];
}

/** Computes a report, wherever that is done. */
export type Reporter = (request: ReportRequest) => Promise<Report>;

/** Everything that a page asks of the report's worker: scores and statistics would make the page stand still. */
export interface ReportCalls {
  report: { input: ReportRequest; event: never; result: Report };
}

export function createHandlers(): Handlers<ReportCalls> {
  return { report: (request) => Promise.resolve(reportFrom(request)) };
}

/** The report itself, where it is asked for. */
export function reportFrom({ readings, toxic, ...input }: ReportRequest): Report {
  return buildReport({ ...input, toxicity: toxicityFrom({ toxic }, readings) });
}
