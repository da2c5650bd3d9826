import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../src/statistics/verdict.ts';

const margin = 0.05;

describe('verdictOf', () => {
  it.each([
    ['a significant drop', -0.1, [-0.15, -0.04], 0.01, 'regressed'],
    ['a significant rise', 0.1, [0.04, 0.15], 0.01, 'improved'],
    ['no difference, closely known', 0, [-0.04, 0.04], 1, 'preserved'],
    ['no difference, loosely known', 0, [-0.06, 0.06], 1, 'inconclusive'],
    ['a large difference that chance could make', -0.2, [-0.4, 0.02], 0.08, 'inconclusive'],
    ['p of exactly .05', -0.2, [-0.4, -0.01], 0.05, 'inconclusive'],
    ['a bound on the margin itself', 0.01, [-0.03, 0.05], 0.5, 'inconclusive'],
    ['surely not 0 and surely within the margin', -0.02, [-0.03, -0.01], 0.001, 'preserved'],
    ['a test and a mean that point nowhere', 0, [-0.2, 0.2], 0.01, 'inconclusive'],
  ] as const)('%s', (_, difference, [low, high], p, verdict) => {
    const worst = { difference: 0, p: 1 };
    const evidence = { difference, equivalence: { low, high }, confirmed: true, p, margin, worst };
    expect(verdictOf({ ...evidence, confirmed: false, coverage: 1 })).toBe(
      verdict === 'preserved' ? verdict : 'inconclusive',
    );
    expect(verdictOf({ ...evidence, coverage: 1 })).toBe(verdict);
    expect(verdictOf({ ...evidence, coverage: 0.8 })).toBe(verdict);
    expect(verdictOf({ ...evidence, coverage: 0.79 })).toBe('inconclusive');
  });

  it.each([
    ['the worst case agrees', { difference: -0.1, p: 0.04 }, 'regressed'],
    ['the worst case could be chance', { difference: -0.1, p: 0.06 }, 'inconclusive'],
    ['the worst case points the other way', { difference: 0.1, p: 0.001 }, 'inconclusive'],
  ] as const)('where too few were scored and %s', (_, worst, verdict) => {
    const equivalence = { low: -0.4, high: -0.2 };
    const evidence = { confirmed: true, difference: -0.3, equivalence, p: 0.001, margin, worst };
    expect(verdictOf({ ...evidence, coverage: 0.5 })).toBe(verdict);
    expect(verdictOf({ ...evidence, coverage: 0.9 })).toBe('regressed');
  });

  it('says nothing where nothing could be estimated', () => {
    const worst = { difference: 0, p: 1 };
    const confirmed = false;
    const nothing = {
      difference: null,
      equivalence: null,
      confirmed,
      p: 1,
      margin,
      coverage: 1,
      worst,
    };
    expect(verdictOf(nothing)).toBe('inconclusive');
  });
});
