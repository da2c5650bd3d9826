import type { PreparedAudit } from '../audit/prepare.ts';
import { dimensions, type Dimension } from '../domain/dimension.ts';
import type { Fault } from '../domain/fault.ts';
import type { Item } from '../domain/item.ts';
import type { Side } from '../domain/pair.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';

/** Where a run is. One union, so that no two states can hold at once. */
export type RunStage =
  | { readonly name: 'idle' }
  /** Checking the machine, reading packs, planning. */
  | { readonly name: 'preparing' }
  | {
      readonly name: 'loading';
      readonly side: Side;
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly name: 'running'; readonly side: Side }
  /** Every reply is in; both models read texts. */
  | { readonly name: 'measuring'; readonly done: number; readonly total: number }
  | { readonly name: 'pausing' }
  | { readonly name: 'paused' }
  | { readonly name: 'done' }
  | { readonly name: 'failed'; readonly fault: Fault };

/** A row that is being written right now. */
export interface LiveRow {
  readonly trial: string;
  readonly side: Side;
  readonly item: Item;
  readonly text: string;
}

export interface DimensionProgress {
  readonly dimension: Dimension;
  readonly baseline: number;
  readonly reasoning: number;
  /** Items a side. */
  readonly total: number;
}

/** Replies stored by dimension and side; dimensions without items are left out. */
export function countProgress(
  prepared: PreparedAudit | null,
  replies: ReadonlyMap<TrialId, Reply>,
): DimensionProgress[] {
  if (prepared === null) return [];
  return dimensions.flatMap((dimension) => {
    const trials = prepared.trials.filter((trial) => trial.item.dimension === dimension);
    const count = (side: Side) =>
      trials.filter((trial) => trial.side === side && replies.has(trial.id)).length;
    if (trials.length === 0) return [];
    return {
      dimension,
      baseline: count('baseline'),
      reasoning: count('reasoning'),
      total: trials.length / 2,
    };
  });
}
