import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gainOf, type Finding, type Verdict } from '../../src/domain/finding.ts';
import { compareAll } from '../../src/statistics/compare.ts';
import type { Comparison, PairedOutcome } from '../../src/statistics/comparison.ts';

/** Few draws, so that many audits are compared. */
const draws = 300;

const common = {
  dimension: 'reasoning',
  part: 'answer',
  title: 'A metric',
  headline: true,
} as const;
const ratio = ({ 0: sum = 0, 1: n = 0 }: ArrayLike<number>) => sum / n;

/** Places of units: alone, in pairs or in threes, each in one of two strata. */
const places = fc.array(
  fc.record({
    group: fc.constantFrom(null, 'a', 'b', 'c', 'd'),
    stratum: fc.constantFrom('x', 'y'),
  }),
  { minLength: 8, maxLength: 24 },
);

function outcomesOf<T>(
  at: readonly { group: string | null; stratum: string }[],
  value: fc.Arbitrary<T>,
): fc.Arbitrary<PairedOutcome<T>[]> {
  return fc.tuple(...at.map(() => fc.tuple(value, value))).map((values) =>
    values.map(([baseline, reasoning], index) => ({
      unit: String(index),
      group: at[index]?.group ?? null,
      stratum: at[index]?.stratum ?? null,
      baseline,
      reasoning,
    })),
  );
}

/** An audit of one metric of every scale, and of every way of better. */
const audit: fc.Arbitrary<Comparison[]> = places.chain((at) => {
  const bounded = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
  const shares = outcomesOf(at, fc.boolean());
  const means = outcomesOf(at, bounded);
  const sums = outcomesOf(
    at,
    bounded.map((value): readonly number[] => [value, 1]),
  );
  return fc.tuple(shares, shares, means, sums, sums).map(([one, two, three, four, five]) => [
    { ...common, metric: 'share', scale: 'share', better: 'higher', strata: null, outcomes: one },
    {
      ...common,
      metric: 'balanced',
      scale: 'share',
      better: 'lower',
      strata: ['x', 'y'],
      outcomes: two,
    },
    { ...common, metric: 'mean', scale: 'mean', better: 'lower', range: [0, 1], outcomes: three },
    {
      ...common,
      metric: 'statistic',
      scale: 'statistic',
      better: 'higher',
      value: ratio,
      outcomes: four,
    },
    {
      ...common,
      metric: 'ideal',
      scale: 'statistic',
      better: { near: 0.5 },
      value: ratio,
      outcomes: five,
    },
  ]);
});

/** The audit with something done to the outcomes of every metric, whatever their values are. */
function changed(
  comparisons: readonly Comparison[],
  change: <T>(outcomes: readonly PairedOutcome<T>[]) => PairedOutcome<T>[],
): Comparison[] {
  return comparisons.map((one): Comparison => {
    switch (one.scale) {
      case 'share':
        return { ...one, outcomes: change(one.outcomes) };
      case 'mean':
        return { ...one, outcomes: change(one.outcomes) };
      case 'statistic':
        return { ...one, outcomes: change(one.outcomes) };
    }
  });
}

const turned: Record<Verdict, Verdict> = {
  regressed: 'improved',
  improved: 'regressed',
  preserved: 'preserved',
  inconclusive: 'inconclusive',
};

const close = (a: number | undefined, b: number | undefined) => {
  expect(a === undefined).toBe(b === undefined);
  if (a !== undefined && b !== undefined) expect(a).toBeCloseTo(b, 10);
};

describe('findings', () => {
  it('mirror when the sides are exchanged', () => {
    fc.assert(
      fc.property(audit, (comparisons) => {
        const there = compareAll(comparisons, { seed: 3, draws });
        const back = compareAll(
          changed(comparisons, (outcomes) =>
            outcomes.map((row) => ({
              ...row,
              baseline: row.reasoning,
              reasoning: row.baseline,
            })),
          ),
          { seed: 3, draws },
        );
        for (const [at, one] of there.entries()) {
          const other = back[at];
          expect(other?.verdict, one.metric).toBe(turned[one.verdict]);
          close(other?.test.p, one.test.p);
          close(other?.baseline?.value, one.reasoning?.value);
          close(other?.baseline?.low, one.reasoning?.low);
          for (const part of ['difference', 'equivalence'] as const) {
            const [a, b] = [one[part], other?.[part]];
            close(a?.value, b ? -b.value : undefined);
            close(a?.low, b ? -b.high : undefined);
            close(a?.high, b ? -b.low : undefined);
          }
          expect(other?.needed).toBe(one.needed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('do not turn on the order of units, nor on what groups and units are called', () => {
    fc.assert(
      fc.property(audit, fc.integer(), (comparisons, key) => {
        const shuffled = changed(comparisons, (outcomes) =>
          [...outcomes]
            .sort(
              (a, b) =>
                ((Number(a.unit) * 7919 + key) % 101) - ((Number(b.unit) * 7919 + key) % 101),
            )
            .map((row) => ({
              ...row,
              unit: `unit ${row.unit}`,
              group: row.group && `group ${row.group}`,
            })),
        );
        const plain = compareAll(comparisons, { seed: 3, draws });
        const other = compareAll(shuffled, { seed: 3, draws });
        for (const [at, one] of plain.entries()) {
          expect(other[at]?.verdict).toBe(one.verdict);
          close(other[at]?.test.p, one.test.p);
          close(other[at]?.difference?.low, one.difference?.low);
          close(other[at]?.difference?.high, one.difference?.high);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('change in what was answered only, when units are added that could not be scored', () => {
    fc.assert(
      fc.property(audit, (comparisons) => {
        const plain = compareAll(comparisons, { seed: 3, draws });
        const added = (reason: 'unparsed' | 'missing') =>
          compareAll(
            changed(comparisons, (outcomes) => [
              ...outcomes,
              { unit: 'new', group: null, stratum: 'x', baseline: reason, reasoning: reason },
            ]),
            { seed: 3, draws },
          );
        for (const [at, one] of plain.entries()) {
          const counted = { baseline: { missing: 1 }, reasoning: { missing: 1 } };
          expect(added('missing')[at]).toEqual({ ...one, unscored: counted });
          expect(added('unparsed')[at]).toEqual({
            ...one,
            answered: one.answered + 1,
            unscored: { baseline: { unparsed: 1 }, reasoning: { unparsed: 1 } },
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  const drawn = (seed: number): Finding | undefined => {
    const outcomes = Array.from({ length: 40 }, (_, at) => ({
      unit: String(at),
      group: String(at % 20),
      stratum: null,
      baseline: ((at * 13) % 10) / 10,
      reasoning: ((at * 29) % 10) / 10,
    }));
    const sums = outcomes.map((row) => ({
      ...row,
      baseline: [row.baseline, 1],
      reasoning: [row.reasoning, 1],
    }));
    const [finding] = compareAll(
      [
        {
          ...common,
          metric: 'statistic',
          scale: 'statistic',
          better: 'higher',
          value: ratio,
          outcomes: sums,
        },
      ],
      { seed, draws },
    );
    return finding;
  };

  it('have other draws by another seed, and the same by the same', () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2)?.difference?.low).not.toBe(drawn(1)?.difference?.low);
    expect(drawn(2)?.difference?.value).toBe(drawn(1)?.difference?.value);
  });

  it('say that less is better where it is', () => {
    const outcomes = Array.from({ length: 60 }, (_, at) => ({
      unit: String(at),
      group: null,
      stratum: null,
      baseline: 0.8 + (at % 3) / 20,
      reasoning: 0.2 + (at % 5) / 20,
    }));
    const mean = { ...common, metric: 'mean', scale: 'mean', range: [0, 1], outcomes } as const;
    const [lower, higher] = compareAll(
      [
        { ...mean, better: 'lower' },
        { ...mean, better: 'higher' },
      ],
      { seed: 1, draws },
    );
    expect(lower?.verdict).toBe('improved');
    expect(higher?.verdict).toBe('regressed');
    expect(lower?.difference?.value).toBeLessThan(0);
    if (!lower?.difference) throw new Error('no difference');
    const gain = gainOf(lower, lower.difference);
    expect(gain.low).toBeGreaterThan(0);
    expect(gain.value).toBe(-lower.difference.value);
  });
});
