import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';

const draw = (seed: string, count: number) => {
  const rng = seededRng(seed);
  return Array.from({ length: count }, () => rng());
};

describe('seededRng', () => {
  it('repeats for a seed and differs for another', () => {
    expect(draw('a', 5)).toEqual(draw('a', 5));
    expect(draw('a', 5)).not.toEqual(draw('b', 5));
  });

  it('is uniform on [0, 1): mean, variance and each tenth within five standard errors', () => {
    const n = 100_000;
    const values = draw('uniform', n);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    const counts = new Array<number>(10).fill(0);
    for (const value of values) {
      const tenth = Math.floor(value * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts)
      expect(Math.abs(count / n - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / n));
  });
});
