import { gainOf, type Finding } from '../domain/finding.ts';
import { seededRng } from '../domain/rng.ts';
import type { Comparison, Measurement } from './comparison.ts';
import { usualDraws, type Draws } from './draws.ts';
import { holm } from './holm.ts';
import { detectable, needed } from './needed.ts';
import { measureShare } from './shares.ts';
import { measureMean, measureStatistic } from './values.ts';
import { defaultMargin, leastCoverage, verdictOf } from './verdict.ts';

export interface CompareOptions {
  /** Seeds every draw: the same seed gives the same findings, in whatever order comparisons or units come. */
  readonly seed: number;
  /** Draws of a bootstrap or of a permutation test. */
  readonly draws?: number;
}

/** One comparison as a finding, alone: where it is a headline, it is a family of one. */
export function compare(comparison: Comparison, options: CompareOptions): Finding {
  const row = measure(comparison, options);
  return judge(comparison, row, comparison.headline ? row.test.p : null);
}

/**
 * Comparisons as findings, in their order. The headline comparisons that have any pair are one family: their p values
 * are adjusted by Holm's method. The others are exploratory and keep their own p.
 */
export function compareAll(comparisons: readonly Comparison[], options: CompareOptions): Finding[] {
  const rows = comparisons.map((comparison) => ({
    comparison,
    measured: measure(comparison, options),
  }));
  // A metric without items tests nothing, and must not make the others' tests stricter.
  const family = rows.filter(
    ({ comparison, measured }) => comparison.headline && measured.difference !== null,
  );
  const adjusted = holm(family.map(({ measured }) => measured.test.p));
  return rows.map((row) => {
    const { comparison, measured } = row;
    if (!comparison.headline) return judge(comparison, measured, null);
    return judge(comparison, measured, adjusted[family.indexOf(row)] ?? 1, family.length);
  });
}

function measure(
  comparison: Comparison,
  { seed, draws = usualDraws }: CompareOptions,
): Measurement {
  const { metric, part } = comparison;
  const chance: Draws = { rng: () => seededRng(`${seed} ${metric} ${part}`), count: draws };
  switch (comparison.scale) {
    case 'share':
      return measureShare(comparison, chance);
    case 'mean':
      return measureMean(comparison, chance);
    case 'statistic':
      return measureStatistic(comparison, chance);
  }
}

/** `adjusted` is null for an exploratory metric; `family` is how many headline metrics were tested with this one. */
function judge(
  comparison: Comparison,
  measured: Measurement,
  adjusted: number | null,
  family = 1,
): Finding {
  const { metric, title, dimension, part, headline, scale, better } = comparison;
  const { margin = defaultMargin } = comparison;
  const { test, worst, precision, difference, equivalence, confirmed, ...rest } = measured;
  const coverage = rest.answered === 0 ? 0 : rest.n / rest.answered;
  const gain = (value: number) => gainOf({ better }, { value, low: value, high: value }).value;
  const verdict = verdictOf({
    difference: difference && gain(difference.value),
    equivalence: equivalence && gainOf({ better }, equivalence),
    confirmed,
    p: adjusted ?? test.p,
    margin,
    coverage,
    worst: worst && {
      difference: gain(worst.difference),
      // Bonferroni's adjustment is never smaller than Holm's, and needs no second family.
      p: adjusted === null ? worst.p : Math.min(1, worst.p * family),
    },
  });
  return {
    metric,
    title,
    dimension,
    part,
    headline,
    scale,
    better,
    ...rest,
    difference,
    equivalence,
    margin,
    test: { ...test, adjusted },
    verdict,
    detectable: detectable(precision),
    // More items of the same kind would not mend what cannot be scored.
    needed:
      verdict === 'inconclusive' && coverage >= leastCoverage && difference !== null
        ? needed(precision, { n: rest.n, difference: difference.value, margin, family })
        : null,
    corrected: null,
  };
}
