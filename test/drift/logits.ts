import type { Rng } from '../../src/domain/rng.ts';

/** Standard normal numbers. Source: G. E. P. Box & M. E. Muller, Annals of Mathematical Statistics 29 (1958) 610–611. */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

export function randomLogits(rng: Rng, length: number, spread: number): Float32Array {
  return Float32Array.from({ length }, () => normal(rng) * spread);
}

/** The same logits with a little noise. */
export function near(rng: Rng, logits: Float32Array, noise: number): Float32Array {
  return logits.map((logit) => logit + normal(rng) * noise);
}

/** All ids shared but every `each`-th. */
export function sharedBut(length: number, each: number): Uint8Array {
  return Uint8Array.from({ length }, (_, id) => (id % each === each - 1 ? 0 : 1));
}
