import type { LoadProgress } from '../engine.ts';

/** The part of the library's report that is used: each phase runs from 0 to 1, and its name is in the text alone. */
export interface PhaseReport {
  readonly progress: number;
  readonly text: string;
}

/** Phases in their order, with the share of the whole that each ends at, and what a reader is told. Stored files are not fetched. */
const phases = [
  { begins: 'Start to fetch params', file: 'weights', until: 0 },
  { begins: 'Loading model from cache', file: 'weights, onto the GPU', until: 0.8 },
  { begins: 'Loading GPU shader modules', file: 'shaders', until: 1 },
  { begins: 'Finish loading', file: 'shaders', until: 1 },
] as const;

/**
 * Makes one progress of the library's phases, which never goes back. In bytes of the model's files, of which the last fifth
 * stands for its shaders.
 * @returns null for a report that is of no known phase
 */
export function createProgress(total: number): (report: PhaseReport) => LoadProgress | null {
  let reached = 0;
  return ({ progress, text }) => {
    const at = phases.findIndex(({ begins }) => text.startsWith(begins));
    const phase = phases[at];
    if (phase === undefined) return null;
    const from = phases[at - 1]?.until ?? 0;
    // An empty list of files is 0 of 0.
    const done = Number.isFinite(progress) ? Math.min(1, Math.max(0, progress)) : 1;
    reached = Math.max(reached, from + (phase.until - from) * done);
    return { file: phase.file, loaded: Math.round(reached * total), total };
  };
}
