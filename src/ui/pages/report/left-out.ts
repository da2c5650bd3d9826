import type { Report } from '../../../audit/report.ts';
import type { Finding } from '../../../domain/finding.ts';
import { unscoredReasons, type UnscoredReason } from '../../../domain/score.ts';

export interface LeftOutRow {
  readonly reason: UnscoredReason;
  readonly baseline: number;
  readonly reasoning: number;
}

/** Items without a score under the headline metrics, by reason and side. Each item stands under one of them. */
export function leftOut({ findings }: Report): LeftOutRow[] {
  const headline = findings.filter(({ headline, part }) => headline && part === 'answer');
  return unscoredReasons
    .map((reason) => ({
      reason,
      baseline: sum(headline, ({ unscored }) => unscored.baseline[reason]),
      reasoning: sum(headline, ({ unscored }) => unscored.reasoning[reason]),
    }))
    .filter(({ baseline, reasoning }) => baseline + reasoning > 0);
}

function sum(findings: readonly Finding[], of: (finding: Finding) => number | undefined): number {
  return findings.reduce((total, finding) => total + (of(finding) ?? 0), 0);
}
