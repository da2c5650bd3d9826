import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DriftPlan } from '../../../src/audit/drift/plan.ts';
import { summariseDrift, type DriftSummaryInput } from '../../../src/audit/drift/summary.ts';
import type { Dimension } from '../../../src/domain/dimension.ts';
import type { DriftVariant } from '../../../src/domain/drift.ts';
import { driftMeasures, type DriftSummary } from '../../../src/domain/drift-summary.ts';
import type { Quadrant } from '../../../src/domain/finding.ts';
import type { Item } from '../../../src/domain/item.ts';
import { makeDrift, type MadeDrift } from '../../support/made-drift.ts';

interface Text {
  readonly variant?: DriftVariant;
  readonly dimension?: Dimension;
  readonly group?: string;
  readonly quadrant?: Quadrant | null;
  /** A further text of the item before it. */
  readonly sameItem?: boolean;
  /** Null where the text was not measured. */
  readonly chained?: boolean;
  readonly drift: MadeDrift | readonly number[] | null;
}

function inputOf(texts: readonly Text[], rest: Partial<DriftSummaryInput> = {}): DriftSummaryInput {
  const items: Item[] = [];
  const rows: { item: Item; quadrant: Quadrant | null }[] = [];
  const planned = texts.map((text, at): DriftPlan['texts'][number] => {
    const { variant = 'as-given', dimension = 'safety', group, quadrant = 'both' } = text;
    const last = items.at(-1);
    const item: Item =
      text.sameItem === true && last !== undefined
        ? last
        : {
            id: `item ${at}`,
            dimension,
            messages: [],
            task: { kind: 'continuation' },
            ...(group === undefined ? {} : { group }),
          };
    if (item !== last) {
      items.push(item);
      rows.push({ item, quadrant });
    }
    const id = `text ${at}`;
    const { chained = true } = text;
    return { id, item, variant, chained, row: { id, messages: [], chain: 'own', text: '' } };
  });
  const drifts = new Map(
    texts.flatMap(({ drift }, at) => {
      if (drift === null) return [];
      const made = 'forward' in drift ? drift : { forward: drift };
      return [[`text ${at}`, makeDrift(`text ${at}`, made)] as const];
    }),
  );
  const plan = { texts: planned, truncated: 0 };
  return { pair: { role: 'reasoning' }, plan, drifts, rows, seed: 0, draws: 400, ...rest };
}

function summary(texts: readonly Text[], rest: Partial<DriftSummaryInput> = {}): DriftSummary {
  const found = summariseDrift(inputOf(texts, rest));
  if (!found.measured) throw new Error(`not measured: ${found.reason}`);
  return found;
}

const twelve = [
  [0, 0.1, 0.2],
  [0.5],
  [0.3, 0.1],
  [2, 1],
  [0.05, 0.07, 0, 0],
  [0.9, 0.2],
  [1.5],
  [0.6, 0.2, 0.1],
  [0.02],
  [3, 0, 0],
  [0.4, 0.4],
  [0.25, 0.35],
];
const changed = [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1];
const asTexts = twelve.map((drift, at): Text => ({
  drift,
  quadrant: changed[at] === 1 ? 'lost' : 'both',
}));
const manyOf = (n: number, text: (at: number) => Text) =>
  Array.from({ length: n }, (_, at) => text(at));

describe('summariseDrift', () => {
  it('takes the mean over items of the mean of their tokens, and numpy’s quantiles of those', () => {
    const [after] = summary(asTexts).variants;
    const { all } = after ?? {};
    // numpy 2.4.6, m the list of np.mean of each item's tokens: np.mean(m), np.quantile(m, [.05, .25, .5, .75, .95])
    expect(all?.forward.mean.value).toBeCloseTo(0.533333333, 6);
    for (const [at, value] of [0.0255, 0.175, 0.35, 0.6625, 1.5].entries()) {
      expect(all?.forward.quantiles[at]?.value).toBeCloseTo(value, 6);
    }
    expect(all).toMatchObject({ n: 12, groups: 12, tokens: 26, dimension: null });
    expect(all?.forward.mean.interval).toMatchObject({ level: 0.95, method: 'bca-by-group' });
    // Six groups make an interval of the median, thirteen of a quartile.
    expect(all?.forward.quantiles.map(({ refusal }) => refusal)).toEqual([
      'too-few-groups',
      'too-few-groups',
      null,
      'too-few-groups',
      'too-few-groups',
    ]);
  });

  it('holds drift against what became of the items by scipy’s Spearman', () => {
    const { behaviour } = summary(asTexts, { draws: 4000 });
    const [either, lost] = behaviour?.correlations ?? [];
    expect(behaviour?.variant).toBe('as-given');
    // scipy 1.17.1: spearmanr(m, changed): statistic and, by Student's t, p
    expect(either?.rho?.value).toBeCloseTo(0.6879240049741819, 6);
    expect(Math.abs((either?.p ?? NaN) - 0.013405)).toBeLessThan(0.02);
    expect(either).toMatchObject({ change: 'either', n: 12, groups: 12, changed: 5 });
    expect(either?.rho?.interval?.low).toBeLessThan(0.6879240049741819);
    expect(lost?.rho?.value).toBe(either?.rho?.value);
  });

  it('takes a gain for a change, and for no loss', () => {
    const texts = asTexts.map((text, at): Text =>
      at === 1 ? { ...text, quadrant: 'gained' } : text,
    );
    const [either, lost] = summary(texts).behaviour?.correlations ?? [];
    expect([either?.changed, lost?.changed]).toEqual([5, 4]);
    expect(lost?.rho?.value).not.toBe(either?.rho?.value);
  });

  it('says why there is no correlation', () => {
    const refusal = (texts: readonly Text[]) =>
      summary(texts).behaviour?.correlations.map((one) => one.refusal)[0];
    expect(refusal(asTexts.slice(0, 9))).toBe('too-few-items');
    expect(refusal(manyOf(12, () => ({ drift: [0.5], quadrant: 'lost' })))).toBe('constant-drift');
    // What differs by less than single precision tells is one.
    const noise = manyOf(12, (at): Text => ({
      drift: [at * 1e-8],
      quadrant: at < 6 ? 'lost' : 'both',
    }));
    expect(refusal(noise)).toBe('constant-drift');
    expect(refusal(twelve.map((drift) => ({ drift })))).toBe('constant-behaviour');
    // Those that could not be scored count neither way.
    const unscored = asTexts.map((text): Text => ({ ...text, quadrant: 'unscored' }));
    expect(refusal([...asTexts.slice(0, 9), ...unscored])).toBe('too-few-items');
    const beside = asTexts.map((text): Text => ({ ...text, quadrant: null }));
    expect(summary(beside).behaviour).toBeNull();
  });

  it('takes the answer without a chain for a control', () => {
    const texts = asTexts.map((text): Text => ({ ...text, variant: 'no-chain' }));
    expect(summary(texts).behaviour).toBeNull();
    const control = summary(texts, { pair: { role: 'base' } });
    expect(control.behaviour?.variant).toBe('no-chain');
    expect(control.behaviour?.correlations[0]?.n).toBe(12);
  });

  it('gives each dimension its own, all items first', () => {
    const texts = asTexts.map((text, at): Text => ({
      ...text,
      dimension: at % 2 === 0 ? 'privacy' : 'bias',
    }));
    const { variants, behaviour } = summary(texts);
    const [after] = variants;
    expect(after?.byDimension.map(({ dimension, n }) => [dimension, n])).toEqual([
      ['bias', 6],
      ['privacy', 6],
    ]);
    const [bias, privacy] = after?.byDimension ?? [];
    expect(after?.all.forward.mean.value).toBeCloseTo(
      ((bias?.forward.mean.value ?? NaN) + (privacy?.forward.mean.value ?? NaN)) / 2,
      9,
    );
    expect(behaviour?.correlations.map(({ dimension }) => dimension)).toEqual([
      null,
      null,
      'bias',
      'bias',
      'privacy',
      'privacy',
    ]);
  });

  it('compares an answer after its chain with the same answer without it', () => {
    const texts = Array.from({ length: 9 }, (_, at) => at).flatMap((at): Text[] => [
      { drift: [at / 10, at / 10] },
      { variant: 'no-chain', sameItem: true, drift: [at / 10 + 0.5, at / 10 + 0.7] },
    ]);
    const lone: Text = { drift: [7] };
    const [all] = summary([...texts, lone]).chainEffect;
    expect(all).toMatchObject({ dimension: null, n: 9, groups: 9 });
    expect(all?.forward.value).toBeCloseTo(-0.6, 6);
    expect(all?.forward.interval?.low).toBeCloseTo(-0.6, 6);
    expect(summary([lone]).chainEffect).toEqual([]);
    const bare: Text[] = [
      { chained: false, drift: [9] },
      { chained: false, variant: 'no-chain', sameItem: true, drift: [1] },
    ];
    const withBare = summary([...texts, ...bare]);
    expect(withBare.chainless).toBe(1);
    expect(withBare.chainEffect).toEqual(summary(texts).chainEffect);
    expect(withBare.variants[0]?.measured).toBe(10);
  });

  it('draws whole groups, and refuses an interval of fewer than five', () => {
    const inGroups = (groups: number) =>
      asTexts.map((text, at): Text => ({ ...text, group: `g${at % groups}` }));
    const mean = (texts: readonly Text[]) => summary(texts).variants[0]?.all.forward.mean;
    expect(mean(inGroups(4))).toMatchObject({ interval: null, refusal: 'too-few-groups' });
    expect(mean(inGroups(6))?.interval).not.toBeNull();
    expect(summary(inGroups(6)).variants[0]?.all).toMatchObject({ n: 12, groups: 6 });
  });

  it('counts forms, unread tokens, what was dropped and what was not measured', () => {
    const half = new Float32Array([0.5, 0]);
    const none = new Float32Array(2);
    const [after] = summary([
      { drift: { forward: [1, 2], dropped: { baseline: half, reasoning: none } } },
      { drift: { forward: [1, 2], unread: 40 } },
      { drift: { forward: [1, 2], form: 'lower-bound' } },
      { drift: null },
      { drift: [] },
      { drift: [NaN] },
    ]).variants;
    expect(after).toMatchObject({
      planned: 6,
      measured: 3,
      forms: { exact: 2, bounded: 0, 'lower-bound': 1 },
      unread: { texts: 1, tokens: 40 },
      dropped: { baseline: { mean: 0.5 / 6, largest: 0.5 }, reasoning: { mean: 0, largest: 0 } },
    });
    expect(after?.all.forward.upper).toBeNull();
  });

  it('says between which values the mean of bounded texts lies', () => {
    const most = (value: number) => {
      const one = new Float32Array([value]);
      return { forward: one, reverse: one, js: one };
    };
    const bounded = (low: number, high: number): Text => ({
      drift: { forward: [low], form: 'bounded', upper: most(high) },
    });
    const { forward } =
      summary([bounded(1, 2), bounded(2, 6), { drift: [3] }]).variants[0]?.all ?? {};
    expect(forward?.mean.value).toBeCloseTo(2, 6);
    expect(forward?.upper).toBeCloseTo(11 / 3, 6);
    expect(summary([{ drift: [3] }]).variants[0]?.all.forward.upper).toBeNull();
  });

  it('says so when nothing was measured', () => {
    expect(summariseDrift(inputOf([]))).toEqual({
      measured: false,
      reason: 'no-texts',
      planned: 0,
    });
    expect(summariseDrift(inputOf([{ drift: null }]))).toEqual({
      measured: false,
      reason: 'not-read',
      planned: 1,
    });
  });

  it('depends on the seed in its intervals alone', () => {
    const at = (seed: number) => summary(asTexts, { seed }).variants[0]?.all.forward.mean;
    expect(at(0)).toEqual(at(0));
    expect(at(1)?.value).toBe(at(0)?.value);
    expect(at(1)?.interval).not.toEqual(at(0)?.interval);
  });

  it('counts every item once in the histogram, and lets no order of items change a value', () => {
    const nats = fc.double({ min: 0, max: 30, noNaN: true });
    const texts = fc.array(fc.array(nats, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(texts, (all) => {
        const [one] = summary(
          all.map((drift) => ({ drift })),
          { draws: 20 },
        ).variants;
        const [other] = summary(
          [...all].reverse().map((drift) => ({ drift })),
          { draws: 20 },
        ).variants;
        for (const measure of driftMeasures) {
          const { histogram, mean, quantiles } = one?.all[measure] ?? {};
          expect(histogram?.reduce((sum, count) => sum + count, 0)).toBe(all.length);
          expect(other?.all[measure].histogram).toEqual(histogram);
          expect(other?.all[measure].mean.value).toBeCloseTo(mean?.value ?? NaN, 9);
          const values = quantiles?.map(({ value }) => value) ?? [];
          expect(values).toEqual([...values].sort((a, b) => a - b));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('puts what is below .001 into the first bin, and 10 and above into the last', () => {
    const histogram = (value: number) =>
      summary([{ drift: [value] }]).variants[0]?.all.forward.histogram;
    expect(histogram(0)?.[0]).toBe(1);
    expect(histogram(0.0009)?.[0]).toBe(1);
    expect(histogram(0.0011)?.[1]).toBe(1);
    expect(histogram(0.11)?.[9]).toBe(1);
    expect(histogram(10.5)?.at(-1)).toBe(1);
  });
});
