import { criticalValue } from './normal.ts';
import { assertCounts, type Measured } from './table.ts';
import { wilson } from './wilson.ts';

/** How a detector did on texts whose true label is known. */
export interface Validation {
  /** Texts that have what is looked for, and how many of them were detected. */
  readonly positives: number;
  readonly truePositives: number;
  /** Texts that do not have it, and how many of them were left alone. */
  readonly negatives: number;
  readonly trueNegatives: number;
}

export interface Corrected {
  /** Null where it is refused. */
  readonly estimate: Measured | null;
  /** Why: the detector was not validated, or is not surely better than chance at the level. */
  readonly refusal: 'not-validated' | 'no-better-than-chance' | null;
}

/**
 * The share that truly has what a detector looks for, from the share p of n that was detected:
 *
 *     (p + Sp − 1) / (Se + Sp − 1)
 *
 * with the detector's sensitivity Se and specificity Sp from its validation. The interval carries the uncertainty of all
 * three: it is Wald's of p, Se and Sp, each drawn a little towards ½ (p with z² items more, Se and Sp with two), its centre
 * moved as in Lang & Reiczigel. Clipped to [0, 1], the value too. It takes the validation's texts to be misread as often as
 * the audited models' are.
 * Source: W. J. Rogan & B. Gladen, American Journal of Epidemiology 107 (1978) 71–76; Zs. Lang & J. Reiczigel, Preventive
 * Veterinary Medicine 113 (2014) 13–22. The formulas of R's `asht::prevSeSp`.
 * @param n may be an effective number of items
 */
export function correctShare(
  share: number,
  n: number,
  validation: Validation,
  level = 0.95,
): Corrected {
  const refusal = refusalOf(validation, level);
  if (refusal !== null) return { estimate: null, refusal };
  const { positives, truePositives, negatives, trueNegatives } = validation;
  const z = criticalValue(level);
  const plain = share + trueNegatives / negatives - 1;
  const value = plain / (truePositives / positives + trueNegatives / negatives - 1);
  const se = (truePositives + 1) / (positives + 2);
  const sp = (trueNegatives + 1) / (negatives + 2);
  const p = (n * share + (z * z) / 2) / (n + z * z);
  const youden = se + sp - 1;
  const centre = (p + sp - 1) / youden;
  const seVariance = (se * (1 - se)) / (positives + 2);
  const spVariance = (sp * (1 - sp)) / (negatives + 2);
  const shift = 2 * z * z * (centre * seVariance - (1 - centre) * spVariance);
  const variance =
    ((p * (1 - p)) / (n + z * z) + centre ** 2 * seVariance + (1 - centre) ** 2 * spVariance) /
    youden ** 2;
  const reach = z * Math.sqrt(variance);
  return { estimate: clip(value, centre + shift - reach, centre + shift + reach, 0), refusal };
}

/**
 * The true difference of two shares that the same detector measured, Δ / (Se + Sp − 1), where it misreads both models alike:
 * false alarms cancel, and misses shrink the difference. The interval is that of a ratio by the method of variance estimates
 * recovery: all θ for which Δ − θ (Se + Sp − 1) could be 0, given Δ's interval and those of Se and Sp (Wilson's). Clipped to
 * [−1, 1].
 * Source: as above for the correction; A. Donner & G. Y. Zou, Statistical Methods in Medical Research 21 (2012) 347–359, for
 * the ratio.
 * @param difference with its interval at the same level
 */
export function correctDifference(
  difference: Measured,
  validation: Validation,
  level = 0.95,
): Corrected {
  const refusal = refusalOf(validation, level);
  if (refusal !== null) return { estimate: null, refusal };
  const youden = youdenIndex(validation, level);
  const { value, low, high } = difference;
  const product = youden.value * value;
  /** The end in a direction: the root of (θJ − Δ)² = arm² + θ² armJ², with J's arm on the side that θ's sign asks for. */
  const end = (arm: number, direction: 1 | -1) => {
    const rest = value ** 2 - arm ** 2;
    const discriminant = (square: number) => Math.sqrt(Math.max(0, product ** 2 - square * rest));
    // Away from 0 an end is far because J may be small…
    const away = youden.value ** 2 - (youden.value - youden.low) ** 2;
    const outward = (product + direction * discriminant(away)) / away;
    if (outward * direction >= 0) return outward;
    // …and on the near side of the value because J may be large; this form of the root has no pole there.
    const near = youden.value ** 2 - (youden.high - youden.value) ** 2;
    return rest / (product - direction * discriminant(near));
  };
  const estimate = clip(value / youden.value, end(value - low, -1), end(high - value, 1), -1);
  return { estimate, refusal };
}

/** Youden's J, Se + Sp − 1: 0 for a detector that tells nothing, 1 for a perfect one. */
function youdenIndex(validation: Validation, level: number): Measured {
  const se = wilson(validation.truePositives, validation.positives, level);
  const sp = wilson(validation.trueNegatives, validation.negatives, level);
  const value = se.value + sp.value - 1;
  return {
    value,
    low: value - Math.hypot(se.value - se.low, sp.value - sp.low),
    high: value + Math.hypot(se.high - se.value, sp.high - sp.value),
  };
}

function refusalOf(validation: Validation, level: number): Corrected['refusal'] {
  const { positives, truePositives, negatives, trueNegatives } = validation;
  assertCounts(positives, truePositives, negatives, trueNegatives);
  if (positives === 0 || negatives === 0) return 'not-validated';
  return youdenIndex(validation, level).low > 0 ? null : 'no-better-than-chance';
}

function clip(value: number, low: number, high: number, least: -1 | 0): Measured {
  const within = (x: number) => Math.min(1, Math.max(least, x));
  return { value: within(value), low: within(low), high: within(high) };
}
