import { zip } from '../zip.ts';
import { writeCsvFiles } from './csv.ts';
import { writeEveryEvalEver } from './every-eval-ever.ts';
import { encode, jsonFile, type ExportedAudit, type ExportFile } from './exported.ts';
import { writeInspect, writeInspectArchives } from './inspect.ts';
import { writeLlmComparator } from './llm-comparator.ts';
import { writeLmEval } from './lm-eval.ts';
import { writeOpenAiBatch } from './openai-batch.ts';

/** What exports are written from: the audit, and files that are made elsewhere and only when they are asked for. */
export interface ExportInput {
  readonly audit: ExportedAudit;
  readonly report: () => string;
  readonly replies: () => string;
  readonly bundle: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly html: () => Promise<ExportFile>;
}

export interface ExportFormat {
  readonly title: string;
  /** One sentence: what it is for. */
  readonly about: string;
  /** Its files; without a record of their own, one is put beside them. */
  readonly write: (input: ExportInput) => readonly ExportFile[] | Promise<readonly ExportFile[]>;
  /** Whether every file holds the reproducibility record. */
  readonly holdsRecord: boolean;
}

/** The formats that an audit is written in. One more is an entry here. */
export const exportFormats = {
  html: {
    title: 'Report as one page',
    about: 'For readers: a file that opens anywhere without a network and checks its own figures.',
    holdsRecord: true,
    write: async ({ html }) => [await html()],
  },
  bundle: {
    title: 'Bundle',
    about: 'For another Plumbline: the whole audit, from which the same report is computed.',
    holdsRecord: true,
    write: async ({ bundle }) => [{ name: 'bundle.zip', bytes: await bundle() }],
  },
  report: {
    title: 'report.json',
    about: 'For programs: every figure of the report with all that determined it.',
    holdsRecord: false,
    write: ({ report }) => [{ name: 'report.json', bytes: encode(report()) }],
  },
  replies: {
    title: 'replies.jsonl',
    about: 'For programs: every reply with its tokens, one a line.',
    holdsRecord: false,
    write: ({ replies }) => [{ name: 'replies.jsonl', bytes: encode(replies()) }],
  },
  csv: {
    title: 'Tables (CSV)',
    about: 'For spreadsheets and statistics programs: one table of items, one of findings.',
    holdsRecord: false,
    write: ({ audit }) => writeCsvFiles(audit),
  },
  'lm-eval': {
    title: 'lm-evaluation-harness',
    about: 'For tools that read the harness’s results and samples, a folder a model.',
    holdsRecord: false,
    write: ({ audit }) => writeLmEval(audit),
  },
  inspect: {
    title: 'Inspect log (JSON)',
    about: 'For programs that read logs of the UK AI Security Institute’s Inspect, one a model.',
    holdsRecord: true,
    write: ({ audit }) => writeInspect(audit),
  },
  'inspect-eval': {
    title: 'Inspect log (.eval)',
    about: 'For Inspect’s own viewer: the same logs as archives, which it opens fast.',
    holdsRecord: true,
    write: ({ audit }) => writeInspectArchives(audit),
  },
  'llm-comparator': {
    title: 'LLM Comparator',
    about: 'For reading the two models’ replies side by side in Google’s LLM Comparator.',
    holdsRecord: true,
    write: ({ audit }) => writeLlmComparator(audit),
  },
  'every-eval-ever': {
    title: 'Every Eval Ever',
    about:
      'For sharing results in the common schema: an aggregate and its instances, a model each.',
    holdsRecord: false,
    write: ({ audit }) => writeEveryEvalEver(audit),
  },
  'openai-batch': {
    title: 'OpenAI batch requests',
    about: 'For asking other models the same questions on a server that takes batches.',
    holdsRecord: false,
    write: ({ audit }) => writeOpenAiBatch(audit),
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportId = keyof typeof exportFormats;

export const exportIds = Object.keys(exportFormats).filter(isExportId);

export function isExportId(id: string): id is ExportId {
  return Object.hasOwn(exportFormats, id);
}

/** The files of an audit in a format, with the record beside them where they cannot all hold it. */
export async function writeExport(id: ExportId, input: ExportInput): Promise<ExportFile[]> {
  const { holdsRecord, write } = exportFormats[id];
  const files = await write(input);
  return holdsRecord ? [...files] : [...files, jsonFile('record.json', input.audit.record)];
}

/** Several files as one archive, for a browser that saves one at a time. */
export function archived(files: readonly ExportFile[]): Uint8Array<ArrayBuffer> {
  return zip(new Map(files.map(({ name, bytes }) => [name, bytes])));
}
