import type { Dimension } from '../../../../domain/dimension.ts';
import type { DriftSummary } from '../../../../domain/drift-summary.ts';
import { gainOf, type Finding, type Verdict } from '../../../../domain/finding.ts';
import type { ScatterPoint } from '../../../charts/scatter.ts';
import { dimensionName } from '../../../words.ts';

export interface BehaviourPoint extends ScatterPoint {
  readonly dimension: Dimension;
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** Whether the drift has an interval; else its ends are the mean itself. */
  readonly hasInterval: boolean;
}

/** A dimension's drift with what became of it under its headline metric, where both are known. */
export function behaviourPoints(
  { variants, behaviour }: DriftSummary,
  findings: readonly Finding[],
): BehaviourPoint[] {
  const own = variants.find(({ variant }) => variant === behaviour?.variant);
  return (own?.byDimension ?? []).flatMap(({ dimension, forward }) => {
    const finding = findings.find(
      (one) => one.headline && one.part === 'answer' && one.dimension === dimension,
    );
    if (dimension === null || !finding?.difference) return [];
    const { value, interval } = forward.mean;
    return {
      dimension,
      finding,
      verdict: finding.verdict,
      label: dimensionName[dimension],
      x: { value, low: interval?.low ?? value, high: interval?.high ?? value },
      y: gainOf(finding, finding.difference),
      hasInterval: interval !== null,
    };
  });
}
