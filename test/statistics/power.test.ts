import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import { mcnemarExact } from '../../src/statistics/mcnemar.ts';
import {
  detectableDifference,
  pairsForDifference,
  pairsForEquivalence,
  usualPower,
} from '../../src/statistics/power.ts';

describe('pairsForDifference', () => {
  it('is Connor’s formula', () => {
    // By hand: (1.959964 √.2 + .841621 √(.2 − .01))² / .01 = (.876523 + .366854)² / .01 = 154.599.
    expect(pairsForDifference(0.1)).toBeCloseTo(154.6, 1);
    // The limit of small differences: (z + z)² ψ / δ² = 7.848879 · .2 / .0001.
    expect(pairsForDifference(0.01) / (156_977.6 / 10)).toBeCloseTo(1, 2);
  });

  it('never says that fewer than six pairs do', () => {
    expect(pairsForDifference(1)).toBe(6);
    expect(mcnemarExact(0, 5)).toBeGreaterThan(0.05);
    expect(mcnemarExact(0, 6)).toBeLessThan(0.05);
  });

  it('holds in simulation: about 80% of audits of that size find it', () => {
    const [difference, draws] = [0.15, 2000];
    const n = Math.ceil(pairsForDifference(difference));
    const random = seededRng('power');
    const share = (usualPower.discordance - difference) / 2;
    let found = 0;
    for (let draw = 0; draw < draws; draw++) {
      const counts = { lost: 0, gained: 0 };
      for (let item = 0; item < n; item++) {
        const at = random();
        if (at < share) counts.gained++;
        else if (at < usualPower.discordance) counts.lost++;
      }
      if (mcnemarExact(counts.lost, counts.gained) < 0.05) found++;
    }
    // The exact test is a little less powerful than the approximation that n was planned by.
    expect(found / draws).toBeGreaterThan(0.68);
    expect(found / draws).toBeLessThan(0.86);
  });
});

describe('detectableDifference', () => {
  it('turns the formula round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 5000 }), (n) => {
        const difference = detectableDifference(n);
        expect(pairsForDifference(difference ?? NaN)).toBeCloseTo(n, 5);
      }),
    );
  });

  it('shrinks as items grow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 5000 }), (n) => {
        expect(detectableDifference(n + 1)).toBeLessThan(detectableDifference(n) ?? NaN);
      }),
    );
  });

  it('is nothing for five items', () => {
    expect(detectableDifference(5)).toBeNull();
    expect(detectableDifference(0)).toBeNull();
  });
});

describe('pairsForEquivalence', () => {
  it('is the formula', () => {
    // By hand: (1.644854 + 1.281552)² · .2 / .05² = 8.563850 · 80.
    expect(pairsForEquivalence(0, 0.05)).toBeCloseTo(685.108, 2);
  });

  it('is out of reach at the margin and grows towards it', () => {
    expect(pairsForEquivalence(0.05, 0.05)).toBe(Infinity);
    expect(pairsForEquivalence(-0.02, 0.05)).toBeGreaterThan(pairsForEquivalence(0.01, 0.05));
    expect(pairsForEquivalence(-0.02, 0.05)).toBe(pairsForEquivalence(0.02, 0.05));
  });
});
