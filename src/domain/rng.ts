import { sha256 } from './hash.ts';

/** A stream of uniform numbers in [0, 1). Handed in wherever chance is needed; nothing calls `Math.random`. */
export type Rng = () => number;

/**
 * xoshiro128** seeded by the SHA-256 of `seed`: 32 random bits a number.
 * Source: Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021.
 */
export function seededRng(seed: string): Rng {
  const hex = sha256(seed);
  const word = (at: number) => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16) | 0;
  let [a, b, c, d] = [word(0), word(1), word(2), word(3) | 1];
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return (result >>> 0) / 4294967296;
  };
}
