import type { Device } from '../../domain/audit.ts';
import { modelDigest, modelBytes, type Model } from '../../domain/model.ts';
import type { Side } from '../../domain/pair.ts';

/**
 * How two models are held against each other. `together`: both in memory, place against place. `spool`: one after the other;
 * what the baseline makes of the texts lies in a file meanwhile. `truncated`: likewise, but only its likeliest tokens are kept,
 * in memory, so that the divergences have bounds.
 */
export const driftModes = ['together', 'spool', 'truncated'] as const;
export type DriftMode = (typeof driftModes)[number];

/** What a model needs beside its files: caches, and what passes leave behind. As a multiple of the files. */
const overhead = 1.4;

/** Share of the machine's memory that models may fill; browsers say no more than 8 GB, however much there is. */
const memoryShare = 0.6;

/** Taken for the machine's memory where the browser does not say. */
const usualMemory = 4 * 2 ** 30;

/** WebAssembly addresses 4 GiB, and its heap only grows: what is freed in pieces may not be whole again. */
const heapRoom = 3 * 2 ** 30;

/** Of the storage that is left, how much a spool may take. */
const storageShare = 0.8;

/** Whether both sides are one and the same, so that it is loaded once. */
export function isOneModel({ baseline, reasoning }: Readonly<Record<Side, Model>>): boolean {
  const same = ({ id, dtype, chain }: Model) => JSON.stringify([id, dtype, chain]);
  return same(baseline) === same(reasoning) && modelDigest(baseline) === modelDigest(reasoning);
}

/** The ways worth trying, best first. @param memory bytes that the machine has; null where the browser does not say */
export function modesFor(
  models: Readonly<Record<Side, Model>>,
  device: Device,
  memory: number | null,
): readonly DriftMode[] {
  const both = modelBytes(models.baseline) + modelBytes(models.reasoning);
  const needed = overhead * (isOneModel(models) ? both / 2 : both);
  const room = memoryShare * (memory ?? usualMemory);
  const fits = needed <= (device === 'wasm' ? Math.min(room, heapRoom) : room);
  // One model is never read twice: what holds it holds both sides.
  return fits || isOneModel(models) ? driftModes : ['spool', 'truncated'];
}

/** Whether a spool of so many bytes may be begun. */
export function spoolFits(
  bytes: number,
  { usage = 0, quota = 0 }: Pick<StorageEstimate, 'usage' | 'quota'>,
): boolean {
  return bytes <= storageShare * (quota - usage);
}
