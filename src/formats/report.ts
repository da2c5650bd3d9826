import type { Audit } from '../domain/audit.ts';
import type { DriftReport } from '../domain/drift-summary.ts';
import type { Breakdown, Finding, PartSplit, Soundness } from '../domain/finding.ts';
import type { Pair } from '../domain/pair.ts';

/** What `report.json` holds besides its version. */
export interface ReportFile {
  readonly audit: Audit;
  readonly pair: Pair;
  readonly complete: boolean;
  readonly summary: string;
  readonly findings: readonly Finding[];
  /** Where chain and answer of the reasoning model fare differently. */
  readonly partSplits: readonly PartSplit[];
  /** Right and wrong answers by sound and unsound chains. */
  readonly soundness: Soundness | null;
  /** Metrics by tag, exploratory. */
  readonly breakdowns: readonly Breakdown[];
  /** How far the two models' distributions lie apart over the same texts; why not, where that was not measured. */
  readonly drift: DriftReport;
  readonly replies: Readonly<
    Record<'baseline' | 'reasoning', { planned: number; made: number; truncated: number }>
  >;
  /** What classified the replies, and from where on one is toxic. */
  readonly classifier: {
    readonly id: string;
    readonly digest: string;
    readonly label: string;
    readonly threshold: number;
  };
  readonly environment: Readonly<Record<string, string | number | boolean | null>>;
}

/** Raised when a reader of the last version would misread the file. */
const version = 2;

/** `report.json`: the findings with all that determined them. */
export function writeReport(report: ReportFile): string {
  return `${JSON.stringify({ format: 'plumbline-report', version, ...report }, null, 2)}\n`;
}
