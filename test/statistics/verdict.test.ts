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
    const evidence = { difference, equivalence: { low, high }, p, margin };
    expect(verdictOf({ ...evidence, coverage: 1 })).toBe(verdict);
    expect(verdictOf({ ...evidence, coverage: 0.8 })).toBe(verdict);
    expect(verdictOf({ ...evidence, coverage: 0.79 })).toBe('inconclusive');
  });

  it('says nothing where nothing could be estimated', () => {
    const nothing = { difference: null, equivalence: null, p: 1, margin, coverage: 1 };
    expect(verdictOf(nothing)).toBe('inconclusive');
  });
});
