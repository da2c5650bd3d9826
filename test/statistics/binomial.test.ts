import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { binomialPower, binomialTest, mcnemarPower } from '../../src/statistics/binomial.ts';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import { usualPower } from '../../src/statistics/power.ts';

describe('binomialTest', () => {
  // scipy 1.17.1, binomtest(k, n, p).pvalue.
  it.each([
    [3, 20, 0.3, 0.22041826738070913],
    [9, 20, 0.3, 0.1488145951754469],
    [0, 12, 0.1, 0.6234272846920001],
    [45, 100, 0.6, 0.0028999276893299213],
    [7, 7, 0.9, 1.0],
  ])('of %i in %i against %f', (k, n, chance, p) => {
    expect(binomialTest(k, n, chance)).toBeCloseTo(p, 9);
  });

  it('is McNemar’s exact test against ½', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), (lost, gained) => {
        expect(binomialTest(lost, lost + gained)).toBeCloseTo(mcnemarExact(lost, gained), 9);
      }),
    );
  });

  it('refuses what is no proportion', () => {
    expect(() => binomialTest(3, 2)).toThrow(RangeError);
    expect(() => binomialTest(1, 2, 1.5)).toThrow(RangeError);
  });
});

describe('binomialPower', () => {
  // scipy 1.17.1: binom.pmf summed over the k with binomtest(k, n).pvalue <= .05.
  it.each([
    [20, 0.75, 0.6171764674145376],
    [50, 0.65, 0.5059799354866557],
    [6, 0.9, 0.5314420000000001],
    [100, 0.6, 0.46209338234839326],
  ])('of %i at %f', (n, truth, power) => {
    expect(binomialPower(n, truth)).toBeCloseTo(power, 9);
  });

  it('is below the level where there is nothing to find, and grows with the difference', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (n) => {
        expect(binomialPower(n, 0.5)).toBeLessThan(0.05);
        expect(binomialPower(n, 0.8)).toBeGreaterThanOrEqual(binomialPower(n, 0.7));
        expect(binomialPower(n, 0.3)).toBeCloseTo(binomialPower(n, 0.7), 9);
      }),
    );
  });
});

describe('mcnemarPower', () => {
  // scipy 1.17.1: both binomial distributions summed over, binomtest's p < .05.
  it.each([
    [100, 0.2, 0.1, 0.5444454279352327],
    [155, 0.2, 0.1, 0.7617471785335908],
    [60, 0.3, 0.2, 0.7972957088990866],
  ])('of %i pairs, %f discordant, difference %f', (n, discordance, difference, power) => {
    expect(mcnemarPower(n, { discordance, difference })).toBeCloseTo(power, 9);
    expect(mcnemarPower(n, { discordance, difference: -difference })).toBeCloseTo(power, 9);
  });

  it('is what simulated audits find', () => {
    const [n, draws, random] = [80, 4000, seededRng('mcnemar power')];
    let found = 0;
    for (let draw = 0; draw < draws; draw++) {
      let [lost, gained] = [0, 0];
      for (let item = 0; item < n; item++) {
        const at = random();
        if (at < 0.15) gained++;
        else if (at < usualPower.discordance) lost++;
      }
      if (mcnemarExact(lost, gained) < 0.05) found++;
    }
    const power = mcnemarPower(n, { discordance: 0.2, difference: 0.1 });
    expect(Math.abs(found / draws - power)).toBeLessThan(0.032);
  });

  it('refuses a difference larger than the discordance', () => {
    expect(() => mcnemarPower(10, { discordance: 0.1, difference: 0.2 })).toThrow(RangeError);
    expect(mcnemarPower(10, { discordance: 0, difference: 0 })).toBe(0);
  });
});
