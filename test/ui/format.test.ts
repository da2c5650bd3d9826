import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  counted,
  decimal,
  decimalInterval,
  difference,
  duration,
  megabytes,
  percent,
  points,
  pointsInterval,
  pValue,
} from '../../src/ui/format.ts';

describe('points', () => {
  it('carries its sign, with a real minus', () => {
    expect(points(-0.18)).toBe('−18.0');
    expect(points(0.31)).toBe('+31.0');
  });

  it('has no sign where it rounds to nothing', () => {
    expect(points(0)).toBe('0.0');
    expect(points(-0.0001)).toBe('0.0');
  });

  it('stands with its interval', () => {
    const estimate = { value: -0.18, low: -0.245, high: -0.116, level: 0.95 } as const;
    expect(pointsInterval({ ...estimate, method: 'tango-paired' })).toBe('(−24.5, −11.6)');
  });
});

describe('values', () => {
  it('have two decimals and no zero before them', () => {
    expect(decimal(0.274)).toBe('.27');
    expect(decimal(-0.05)).toBe('−.05');
    expect(decimal(1)).toBe('1.00');
    expect(decimal(-0.001)).toBe('.00');
  });

  it('have an interval whose dash is no sign', () => {
    const estimate = { value: 0.27, low: 0.22, high: 0.31, level: 0.95 } as const;
    expect(decimalInterval({ ...estimate, method: 'bca-by-group' })).toBe('.22–.31');
    expect(decimalInterval({ ...estimate, low: -0.1, method: 'bca-by-group' })).toBe('−.10 to .31');
  });

  it('have differences with their sign, as points only where shares are counted', () => {
    expect(difference(0.123, 'share')).toBe('+12.3');
    expect(difference(0.123, 'mean')).toBe('+.12');
    expect(difference(-0.123, 'statistic')).toBe('−.12');
    expect(difference(0.001, 'mean')).toBe('.00');
  });
});

describe('percent', () => {
  it('says 0% and 100% only where it is so', () => {
    expect(percent(0)).toBe('0%');
    expect(percent(1)).toBe('100%');
    expect(percent(0.999)).toBe('> 99%');
    expect(percent(0.001)).toBe('< 1%');
    expect(percent(0.914)).toBe('91%');
  });
});

describe('pValue', () => {
  it.each([
    [0.0004, '< .001'],
    [0.0341, '.034'],
    [0.0996, '.10'],
    [0.25, '.25'],
    [0.994, '.99'],
    [0.999, '1'],
    [1, '1'],
  ])('%d is %s', (p, text) => {
    expect(pValue(p)).toBe(text);
  });

  it('never has a leading zero, nor says 0 or more than 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(pValue(p)).toMatch(/^(< \.001|\.\d{2,3}|1)$/);
      }),
    );
  });
});

describe('other figures', () => {
  it('counts in words', () => {
    expect(counted(1, 'reply', 'replies')).toBe('1 reply');
    expect(counted(1050, 'item')).toBe('1,050 items');
  });

  it('gives sizes and times no finer than they are known', () => {
    expect(megabytes(4_700_000)).toBe('4.7 MB');
    expect(megabytes(38_000_000_000)).toBe('38.0 GB');
    expect(duration(4)).toBe('a few seconds');
    expect(duration(44)).toBe('40 s');
    expect(duration(150)).toBe('3 min');
  });
});
