import type { Finding } from '../domain/finding.ts';
import { compareAll } from '../statistics/compare.ts';
import { comparisonFrom, type PairedData } from './paired-data.ts';

/** A figure that does not come out as it is stated. */
export interface Disagreement {
  /** The field of the finding, as a path: `difference.low`. */
  readonly field: string;
  readonly stated: unknown;
  readonly computed: unknown;
}

export interface Recheck {
  readonly metric: string;
  readonly part: Finding['part'];
  /** None where the row agrees. */
  readonly disagreements: readonly Disagreement[];
  /** The finding as its outcomes give it; null where it cannot be computed. */
  readonly computed: Finding | null;
}

/** Browsers' exponentials and logarithms may differ in the last digits. */
const tolerance = 1e-9;

/** Not of the paired outcomes alone: it takes the detector's errors too. */
const notRechecked = new Set(['corrected']);

/** Computes findings anew from their paired outcomes, with the same seed, and holds each against what is stated. */
export function recheck(
  stated: readonly Finding[],
  data: readonly PairedData[],
  seed: number,
): Recheck[] {
  const computed = compareAll(data.map(comparisonFrom), { seed });
  const rows = Math.max(stated.length, computed.length);
  return Array.from({ length: rows }, (_, at): Recheck => {
    const [finding, own] = [stated[at] ?? null, computed[at] ?? null];
    const disagreements =
      finding === null || own === null
        ? [{ field: 'finding', stated: finding?.metric, computed: own?.metric }]
        : differences('', finding, plain(own));
    const { metric, part } = finding ?? own ?? { metric: '', part: 'answer' };
    return { metric, part, disagreements, computed: own };
  });
}

/** As a file holds it, where what is no number is null. */
function plain(finding: Finding): unknown {
  return JSON.parse(JSON.stringify(finding));
}

function differences(path: string, stated: unknown, computed: unknown): Disagreement[] {
  if (isObject(stated) && isObject(computed)) {
    const keys = new Set([...Object.keys(stated), ...Object.keys(computed)]);
    return [...keys].flatMap((key) => {
      const field = path === '' ? key : `${path}.${key}`;
      return notRechecked.has(field) ? [] : differences(field, stated[key], computed[key]);
    });
  }
  const same =
    typeof stated === 'number' && typeof computed === 'number'
      ? Math.abs(stated - computed) <= tolerance * Math.max(1, Math.abs(computed))
      : Object.is(stated ?? null, computed ?? null);
  return same ? [] : [{ field: path, stated, computed }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
