import * as v from 'valibot';
import { DetectorErrorsSchema, type DetectorErrors } from '../domain/detector.ts';
import type { Corrected, Estimate, Finding } from '../domain/finding.ts';
import type { CountedBy } from '../scoring/metric.ts';
import refusalErrors from '../scoring/refusal-errors.json' with { type: 'json' };
import { correctDifference, correctShare } from '../statistics/rogan-gladen.ts';
import { intervalLevel } from '../statistics/verdict.ts';

/** How often each detector is wrong; null where that is not known. */
export type Errors = Readonly<Record<CountedBy['detector'], DetectorErrors | null>>;

export function errorsWith(toxicity: DetectorErrors | null): Errors {
  return { refusal: v.parse(DetectorErrorsSchema, refusalErrors), toxicity };
}

/**
 * A finding's shares with the errors of the detector that counted them taken out, by Rogan and Gladen. Null where the errors are
 * not known or the detector is no better than chance. It takes the texts that the errors were measured on to be misread as
 * often as the audited replies are.
 */
export function correct(finding: Finding, countedBy: CountedBy, errors: Errors): Corrected | null {
  const known = errors[countedBy.detector];
  const { baseline, reasoning, difference, n } = finding;
  if (known === null || baseline === null || reasoning === null || difference === null) return null;
  const { positives, detected, negatives, cleared, of } = known;
  const validation = { positives, truePositives: detected, negatives, trueNegatives: cleared };
  // What is counted as not found is turned round before and after.
  const turn = countedBy.counts === 'not-found';
  const share = ({ value }: Estimate) =>
    turned(correctShare(turn ? 1 - value : value, n, validation, intervalLevel), turn ? 1 : null);
  const { value, low, high } = difference;
  const found = turn ? { value: -value, low: -high, high: -low } : { value, low, high };
  const [one, other] = [share(baseline), share(reasoning)];
  const between = turned(correctDifference(found, validation, intervalLevel), turn ? 0 : null);
  if (one === null || other === null || between === null) return null;
  return { of, baseline: one, reasoning: other, difference: between };
}

/** The estimate taken from `whole`, where there is one to be taken from. */
function turned(
  { estimate }: ReturnType<typeof correctShare>,
  whole: number | null,
): Estimate | null {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  const found =
    whole === null
      ? { value, low, high }
      : { value: whole - value, low: whole - high, high: whole - low };
  return { ...found, level: intervalLevel, method: 'rogan-gladen' };
}
