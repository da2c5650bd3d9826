import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare as compareWith,
  compareAll as compareAllWith,
} from '../../src/statistics/compare.ts';
import type {
  Comparison,
  PairedOutcome,
  ShareComparison,
} from '../../src/statistics/comparison.ts';
import type { PairedTable } from '../../src/statistics/table.ts';
import { someTable } from './tables.ts';

/** Few draws, so that tests are quick; where no unit is in a group none is made. */
const options = { seed: 1, draws: 500 };
const compare = (one: Comparison) => compareWith(one, options);
const compareAll = (all: readonly Comparison[]) => compareAllWith(all, options);

function outcomes(
  table: Partial<PairedTable>,
  stratum: string | null = null,
): PairedOutcome<boolean>[] {
  const { both = 0, lost = 0, gained = 0, neither = 0 } = table;
  const make = (count: number, baseline: boolean, reasoning: boolean) =>
    Array.from({ length: count }, (_, at) => ({
      unit: `${stratum} ${baseline} ${reasoning} ${at}`,
      group: null,
      stratum,
      baseline,
      reasoning,
    }));
  return [
    ...make(both, true, true),
    ...make(lost, true, false),
    ...make(gained, false, true),
    ...make(neither, false, false),
  ];
}

function comparison(change: Partial<ShareComparison>): ShareComparison {
  return {
    metric: 'accuracy',
    title: 'Accuracy',
    dimension: 'reasoning',
    part: 'answer',
    headline: true,
    scale: 'share',
    better: 'higher',
    strata: null,
    outcomes: [],
    ...change,
  };
}

const clear = { both: 60, lost: 30, gained: 2, neither: 8 };
const same = { both: 400, lost: 3, gained: 3, neither: 94 };

describe('compare', () => {
  it('fills a finding', () => {
    const finding = compare(comparison({ outcomes: outcomes(clear) }));
    expect(finding).toMatchObject({
      n: 100,
      table: clear,
      baseline: { value: 0.9, level: 0.95, method: 'wilson' },
      reasoning: { value: 0.62 },
      difference: { value: -0.28, method: 'tango-paired' },
      equivalence: { level: 0.9 },
      margin: 0.05,
      verdict: 'regressed',
      needed: null,
    });
    expect(finding.test.adjusted).toBe(finding.test.p);
  });

  it('finds sameness, and says how many items it would take where it cannot', () => {
    expect(compare(comparison({ outcomes: outcomes(same) })).verdict).toBe('preserved');
    const few = compare(comparison({ outcomes: outcomes({ both: 16, lost: 2, gained: 1 }) }));
    expect(few.verdict).toBe('inconclusive');
    expect(few.needed).toBeGreaterThan(19);
  });

  it('leaves unscored items out of n, counted by side and reason', () => {
    const rows: PairedOutcome<boolean>[] = [
      ...outcomes({ both: 3 }),
      { unit: 'a', group: null, stratum: null, baseline: true, reasoning: 'truncated' },
      { unit: 'b', group: null, stratum: null, baseline: 'unparsed', reasoning: 'truncated' },
    ];
    const finding = compare(comparison({ outcomes: rows }));
    expect(finding.n).toBe(3);
    expect(finding.baseline?.value).toBe(1);
    expect(finding.unscored).toEqual({ baseline: { unparsed: 1 }, reasoning: { truncated: 2 } });
  });

  it('asks for the worst case where more than one answered item in five could not be scored', () => {
    const unscored = (count: number, reasoning: 'unparsed' | 'missing'): PairedOutcome<boolean>[] =>
      Array.from({ length: count }, (_, at) => ({
        unit: `${reasoning}-${at}`,
        group: null,
        stratum: null,
        baseline: true,
        reasoning,
      }));
    const judged = (gained: number, rows: PairedOutcome<boolean>[]) =>
      compare(comparison({ outcomes: [...outcomes({ gained }), ...rows] }));
    expect(judged(12, unscored(3, 'unparsed'))).toMatchObject({
      n: 12,
      answered: 15,
      verdict: 'improved',
    });
    expect(judged(12, unscored(4, 'unparsed'))).toMatchObject({
      answered: 16,
      verdict: 'inconclusive',
      needed: null,
    });
    // Were all eleven lost, 40 gained against 11 would still be more than chance.
    expect(judged(40, unscored(11, 'unparsed'))).toMatchObject({ n: 40, verdict: 'improved' });
    // A reply that is not there yet says nothing about the ones that are.
    expect(judged(40, unscored(60, 'missing'))).toMatchObject({
      answered: 40,
      verdict: 'improved',
    });
  });

  it('says nothing about no item', () => {
    expect(compare(comparison({}))).toMatchObject({
      n: 0,
      baseline: null,
      difference: null,
      test: { p: 1, adjusted: 1 },
      verdict: 'inconclusive',
      detectable: null,
      needed: null,
    });
  });

  const balanced = { strata: ['refuse', 'answer'] };

  it('gives strata equal weight', () => {
    const rows = [...outcomes({ both: 5, lost: 5 }, 'refuse'), ...outcomes({ both: 90 }, 'answer')];
    const finding = compare(comparison({ ...balanced, outcomes: rows }));
    expect(finding.difference).toMatchObject({ value: -0.25, method: 'stratified' });
    expect(finding.baseline?.value).toBe(1);
    expect(finding.n).toBe(100);
  });

  it('does not pass off one stratum as the balance of two', () => {
    const finding = compare(comparison({ ...balanced, outcomes: outcomes(clear, 'refuse') }));
    expect(finding).toMatchObject({ n: 100, difference: null, verdict: 'inconclusive' });
  });

  it('refuses an item of no stratum', () => {
    expect(() => compare(comparison({ ...balanced, outcomes: outcomes(clear) }))).toThrow(
      RangeError,
    );
  });

  it('turns round when the sides swap', () => {
    const turned = { regressed: 'improved', improved: 'regressed' } as const;
    fc.assert(
      fc.property(someTable, someTable, (a, b) => {
        const rows = [...outcomes(a, 'refuse'), ...outcomes(b, 'answer')];
        const swapped = rows.map((row) => ({
          ...row,
          baseline: row.reasoning,
          reasoning: row.baseline,
        }));
        const one = compare(comparison({ ...balanced, outcomes: rows }));
        const other = compare(comparison({ ...balanced, outcomes: swapped }));
        const { verdict } = one;
        expect(other.verdict).toBe(
          verdict === 'regressed' || verdict === 'improved' ? turned[verdict] : verdict,
        );
        expect(other.difference?.low).toBeCloseTo(-(one.difference?.high ?? NaN), 12);
        expect(other.needed).toBe(one.needed);
      }),
      { numRuns: 50 },
    );
  });
});

describe('compareAll', () => {
  // Lost 9, gained 1: p = .0215, clear alone and not among four.
  const weak = outcomes({ both: 40, lost: 9, gained: 1 });

  it('adjusts the headline family, and only that', () => {
    const rows = [
      comparison({ metric: 'a', outcomes: weak }),
      comparison({ metric: 'b', outcomes: outcomes(same) }),
      comparison({ metric: 'c', outcomes: outcomes({ both: 4, lost: 1 }) }),
      comparison({ metric: 'd', headline: false, outcomes: weak }),
      comparison({ metric: 'e', outcomes: [] }),
    ];
    const [a, , , d, e] = compareAll(rows);
    // Three of the four headline metrics have items.
    expect(a?.test.adjusted).toBeCloseTo(3 * (a?.test.p ?? NaN), 12);
    expect(a?.verdict).toBe('inconclusive');
    expect(a?.needed).toBeGreaterThan(50);
    expect(d?.test.adjusted).toBeNull();
    expect(d?.verdict).toBe('regressed');
    expect(e?.test.adjusted).toBe(1);
  });

  it('keeps the order of what it is given', () => {
    const ids = ['x', 'y', 'z'];
    const findings = compareAll(ids.map((metric) => comparison({ metric, outcomes: weak })));
    expect(findings.map((finding) => finding.metric)).toEqual(ids);
  });
});
