import type { Precision } from './comparison.ts';
import { normalQuantile } from './normal.ts';
import {
  detectableDifference,
  pairsForDifference,
  pairsForEquivalence,
  usualPower,
} from './power.ts';
import { significance } from './verdict.ts';

/**
 * Smallest difference that a comparison of this precision sees at 80% power, two-sided at .05: by Connor's formula for lone
 * pairs, else (z.₉₇₅ + z.₈) standard errors. Null where there is none.
 */
export function detectable(precision: Precision): number | null {
  if (precision.kind === 'pairs') {
    const { effectivePairs, discordance } = precision;
    return detectableDifference(effectivePairs, { ...usualPower, discordance });
  }
  const { standardError } = precision;
  if (standardError === null || standardError === 0) return null;
  return standardError * (normalQuantile(1 - significance / 2) + normalQuantile(usualPower.power));
}

/**
 * Units in the same mix that would settle an inconclusive finding at 80% power, were its difference and precision true: to find
 * the difference, or to show it within the margin, whichever takes fewer. For a family of m headline metrics the test is at
 * .05/m, Holm's strictest step, so that the number is not too small. Null where the precision is not known.
 */
export function needed(
  precision: Precision,
  found: { n: number; difference: number; margin: number; family: number },
): number | null {
  const { n } = found;
  const units =
    precision.kind === 'pairs' ? unitsByPairs(precision, found) : unitsByError(precision, found);
  // The approximation can say that n was enough where the exact test has just found that it was not.
  return units === null || !Number.isFinite(units) ? null : Math.max(n + 1, Math.ceil(units));
}

type Found = Parameters<typeof needed>[1];

function unitsByPairs(
  { effectivePairs, discordance }: Extract<Precision, { kind: 'pairs' }>,
  { n, difference, margin, family }: Found,
): number {
  const assumptions = { ...usualPower, discordance, alpha: significance / family };
  const size = Math.abs(difference);
  const pairs = Math.min(
    size === 0 ? Infinity : pairsForDifference(size, assumptions),
    pairsForEquivalence(size, margin, assumptions),
  );
  return (pairs * n) / effectivePairs;
}

/** An error shrinks with the root of the number of units. */
function unitsByError(
  { standardError }: Extract<Precision, { kind: 'error' }>,
  { n, difference, margin, family }: Found,
): number | null {
  if (standardError === null || standardError === 0) return null;
  const size = Math.abs(difference);
  const { power } = usualPower;
  const finding = normalQuantile(1 - significance / family / 2) + normalQuantile(power);
  const showing = normalQuantile(0.95) + normalQuantile((1 + power) / 2);
  const room = margin - size;
  return (
    n *
    Math.min(
      size === 0 ? Infinity : ((finding * standardError) / size) ** 2,
      room <= 0 ? Infinity : ((showing * standardError) / room) ** 2,
    )
  );
}
