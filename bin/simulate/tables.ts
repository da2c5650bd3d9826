import { leanings, simulateBias, type Leaning } from './bias.ts';
import { mark, points, row } from './figures.ts';
import { layouts, type LayoutName } from './layouts.ts';
import { margin, simulateShares, type ShareResult } from './shares.ts';
import {
  meanOf,
  raise,
  simulateValues,
  type Shape,
  type ValueCell,
  type ValueResult,
} from './values.ts';

/**
 * Simulated audits a cell, and draws of the bootstrap and of the permutation test in each. Tests of values are at their level
 * and not below it, so that more audits are needed to tell it from the goal; the bootstrap is drawn in the first of them.
 */
export const effort = { audits: 2000, ofValues: 10_000, ofBootstrap: 1000, draws: 500 } as const;

const sizes = [20, 60, 250];
const rates = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
const largest = 0.95;

interface Row {
  readonly label: string;
  readonly kind: 'coverage' | 'error';
  readonly pick: keyof ShareResult;
}

/** Tables of one layout of items: shares of each size at each rate. */
export function shareTable(name: LayoutName): string {
  const lines = [
    `#### Shares: ${layouts[name].title}`,
    '',
    row(['n', 'true difference', 'figure', ...rates.map(String), 'drawn']),
    row(Array.from({ length: rates.length + 4 }, () => '---')),
  ];
  for (const n of sizes) {
    for (const difference of [0, margin, 0.2]) {
      const results = [...rates, null].map((rate) =>
        rate !== null && rate + difference > largest + 1e-9
          ? null
          : simulateShares({ layout: name, n, rate, difference, audits: effort.audits }),
      );
      for (const { label, kind, pick } of rowsOf(name, difference)) {
        const figures = results.map((result) => mark(result?.[pick] ?? null, kind));
        lines.push(row([String(n), points(difference), label, ...figures]));
      }
    }
  }
  return lines.join('\n');
}

function rowsOf(name: LayoutName, difference: number): Row[] {
  const isLone = name === 'lone';
  const isGrouped = name === 'pairs' || name === 'fives' || name === 'mixed';
  const rows: (Row | false)[] = [
    { label: 'coverage', kind: 'coverage', pick: 'coverage' },
    isLone && { label: 'coverage of Newcombe’s', kind: 'coverage', pick: 'newcombe' },
    isGrouped && { label: 'coverage, groups ignored', kind: 'coverage', pick: 'ignoring' },
    difference === 0 && { label: 'coverage of a side', kind: 'coverage', pick: 'side' },
    difference === 0 && { label: 'false finding', kind: 'error', pick: 'found' },
    difference === 0 &&
      isLone && { label: 'false finding by mid-p', kind: 'error', pick: 'foundMidP' },
    difference === margin && { label: 'false “preserved”', kind: 'error', pick: 'preserved' },
  ];
  return rows.filter((one) => one !== false);
}

/** Shapes of values: how many are exactly 0, and how the others lie. */
const shapes: readonly Shape[] = [
  { zeros: 0, b: 3 },
  { zeros: 0, b: 9 },
  { zeros: 0.5, b: 3 },
  { zeros: 0.8, b: 1 },
  { zeros: 0.9, b: 1 },
  { zeros: 0.95, b: 1 },
];

/** The audits of values with a shape whose mean is then larger by a difference. */
export function valueCell(
  layout: 'lone' | 'fives',
  n: number,
  baseline: Shape,
  difference: number,
): ValueCell {
  return {
    layout,
    n,
    baseline,
    reasoning: raise(baseline, difference),
    audits: effort.ofValues,
    draws: effort.draws,
    // The dearest part, and beyond doubt with many items.
    bootstraps: n < 250 || difference === 0 ? effort.ofBootstrap : 0,
  };
}

/** Table of values in [0, 1], alone or in groups of five. */
export function valueTable(name: 'lone' | 'fives'): string {
  const titles = shapes.map(
    ({ zeros, b }) => `${100 * zeros}% zeros, mean ${meanOf({ zeros, b })}`,
  );
  const lines = [
    `#### Values: ${layouts[name].title}`,
    '',
    row([
      'n',
      'true difference',
      'figure',
      ...titles.map((title) => title.replace(/(\.\d{3})\d+/, '$1')),
    ]),
    row(Array.from({ length: shapes.length + 3 }, () => '---')),
  ];
  for (const n of sizes) {
    for (const difference of [0, margin, 0.1]) {
      const results = shapes.map((shape) => simulateValues(valueCell(name, n, shape, difference)));
      const figures = (label: string, kind: 'coverage' | 'error', pick: keyof ValueResult) =>
        row([String(n), points(difference), label, ...results.map((one) => mark(one[pick], kind))]);
      lines.push(figures('coverage', 'coverage', 'coverage'));
      lines.push(figures('coverage of BCa', 'coverage', 'bootstrap'));
      if (difference === 0) {
        lines.push(figures('false finding', 'error', 'found'));
        if (name === 'lone')
          lines.push(figures('false finding by Wilcoxon', 'error', 'foundWilcoxon'));
      }
      if (difference === margin) lines.push(figures('false “preserved”', 'error', 'preserved'));
    }
  }
  return lines.join('\n');
}

/** Table of a statistic that is no mean: the difference of BBQ's bias scores. */
export function biasTable(): string {
  const title = ([one, other]: readonly [Leaning, Leaning]) =>
    [one, other].map(({ commits, stereotypes }) => `${commits} · ${stereotypes}`).join(' → ');
  const lines = [
    '#### Bias scores: share that commits itself · share of those with the stereotype',
    '',
    row(['items', 'n', 'figure', ...leanings.map(title)]),
    row(Array.from({ length: leanings.length + 3 }, () => '---')),
  ];
  for (const layout of ['lone', 'fives'] as const) {
    for (const n of [60, 250]) {
      const results = leanings.map(([baseline, reasoning]) =>
        simulateBias({
          layout,
          n,
          baseline,
          reasoning,
          audits: effort.audits,
          draws: effort.draws,
        }),
      );
      const label = layouts[layout].title.toLowerCase();
      lines.push(
        row([
          label,
          String(n),
          'coverage of BCa',
          ...results.map((one) => mark(one.coverage, 'coverage')),
        ]),
      );
      for (const [name, pick] of [
        ['false finding', 'found'],
        ['false finding by permutation alone', 'foundAlone'],
      ] as const) {
        const figures = results.map((one, at) => {
          const [baseline, reasoning] = leanings[at] ?? [];
          const isNull = baseline?.stereotypes === reasoning?.stereotypes;
          return mark(isNull ? one[pick] : null, 'error');
        });
        lines.push(row([label, String(n), name, ...figures]));
      }
    }
  }
  return lines.join('\n');
}
