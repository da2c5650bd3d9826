import type { Rng } from '../domain/rng.ts';

/** Where a comparison takes its chance from: a new stream of the same numbers at every call, and how many draws are made. */
export interface Draws {
  readonly rng: () => Rng;
  readonly count: number;
}

export const usualDraws = 10_000;
