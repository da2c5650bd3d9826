import type { RunStage } from '../../../app/audit-run.svelte.ts';
import type { Model } from '../../../domain/model.ts';
import { modelWord, type Pair, type Side } from '../../../domain/pair.ts';
import { count, percent } from '../../format.ts';

export interface LiveText {
  readonly chain: string | null;
  readonly answer: string;
}

/** A text that is still being written, its chain apart from its answer. Only for the eye: scores go by tokens. */
export function splitLive(text: string, marks: Model['chain']): LiveText {
  const start = marks === null ? -1 : text.indexOf(marks.open);
  if (marks === null || start === -1) return { chain: null, answer: text.trim() };
  const inside = text.slice(start + marks.open.length);
  const end = inside.indexOf(marks.close);
  if (end === -1) return { chain: inside.trim(), answer: '' };
  return {
    chain: inside.slice(0, end).trim(),
    answer: inside.slice(end + marks.close.length).trim(),
  };
}

/** The stage in words. */
export function stageText(stage: RunStage, pair: Pick<Pair, 'role'>): string {
  switch (stage.name) {
    case 'idle':
      return 'Not running';
    case 'preparing':
      return 'Checking the machine and reading the packs';
    case 'loading':
      return `Loading the ${modelWord(pair, stage.side)}`;
    case 'running':
      return `Asking the ${modelWord(pair, stage.side)}`;
    case 'measuring':
      return stage.total === 0
        ? 'Measuring drift'
        : `Measuring drift: ${count(stage.done)} of ${count(stage.total)} texts`;
    case 'pausing':
      return 'Pausing after the step in flight';
    case 'paused':
      return 'Paused';
    case 'done':
      return 'Done: every reply is in';
    case 'failed':
      return 'Stopped by a fault';
  }
}

/** What a screen reader is told: the stage, and every tenth of the way. */
export function announcement(
  stage: RunStage,
  pair: Pick<Pair, 'role'>,
  done: number,
  total: number,
): string {
  const tenth = total === 0 ? 0 : Math.floor((done / total) * 10) / 10;
  const far = stage.name === 'running' && tenth > 0 ? `, ${percent(tenth)} of replies are in` : '';
  // The count would be read out anew with every text.
  return stage.name === 'measuring' ? 'Measuring drift' : stageText(stage, pair) + far;
}

/** What stands in a side's column while nothing of it is being written. */
export function waitingText(stage: RunStage, side: Side, done: number, total: number): string {
  if (total > 0 && done >= total) return 'All of its replies are in.';
  if (stage.name === 'loading' && stage.side === side) {
    return stage.total === 0
      ? 'Its files are being read and checked.'
      : `Its files are being read and checked: ${percent(stage.loaded / stage.total)}.`;
  }
  if (stage.name === 'paused' || stage.name === 'pausing') return 'Waits until you resume.';
  if (stage.name === 'failed') return 'Waits until the fault is dealt with.';
  if (side === 'reasoning' && stage.name !== 'running') return 'Comes after the baseline.';
  if (stage.name === 'running' && stage.side !== side) {
    return 'Comes after the baseline: only one model is in memory at a time.';
  }
  return 'The next questions are being put to it.';
}
