import { expect, it } from 'vitest';
import { dimensions } from '../../src/domain/dimension.ts';
import { compare } from '../../src/statistics/compare.ts';
import { forestScale } from '../../src/ui/charts/forest.ts';

const finding = (right: number, of: number) =>
  compare(
    {
      metric: 'm',
      title: 'M',
      dimension: dimensions[0],
      part: 'answer',
      headline: true,
      scale: 'share',
      better: 'higher',
      strata: null,
      outcomes: Array.from({ length: of }, (_, at) => ({
        unit: String(at),
        group: null,
        stratum: null,
        baseline: true,
        reasoning: at < right,
      })),
    },
    { seed: 0 },
  );

it('has zero in the middle, and better on the right', () => {
  const { x } = forestScale([finding(30, 50)]);
  expect(x(0)).toBe(50);
  expect(x(0.1)).toBeGreaterThan(50);
  expect(x(-0.1)).toBeCloseTo(100 - x(0.1), 9);
});

it('holds every interval, with room for its ends', () => {
  for (const right of [0, 10, 30, 45, 50]) {
    const one = finding(right, 50);
    const { limit, x } = forestScale([one]);
    expect(-(one.difference?.low ?? 0)).toBeLessThanOrEqual(limit);
    expect(x(one.difference?.low ?? 0)).toBeGreaterThan(0);
    expect(x(one.difference?.high ?? 0)).toBeLessThan(100);
  }
});

it('stands with nothing to show', () => {
  expect(forestScale([]).ticks).toEqual([-0.1, -0.05, 0, 0.05, 0.1]);
});

it('holds differences of more than one whole, as statistics have them', () => {
  const difference = {
    value: -1.2,
    low: -1.6,
    high: -0.9,
    level: 0.95,
    method: 'bca-by-group',
  } as const;
  const { limit, x } = forestScale([{ difference, margin: 0.05 }]);
  expect(limit).toBeGreaterThanOrEqual(1.6);
  expect(x(-1.6)).toBeGreaterThan(0);
});
