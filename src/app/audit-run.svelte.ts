import type { Audit, AuditRequest } from '../domain/audit.ts';
import type { Dimension } from '../domain/dimension.ts';
import type { Fault } from '../domain/fault.ts';
import type { Finding } from '../domain/finding.ts';
import type { Item } from '../domain/item.ts';
import type { Pair, Side } from '../domain/pair.ts';

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

/** The audit that runs in this tab: the pages' view of the runner. */
export interface AuditRun {
  readonly stage: RunStage;
  readonly audit: Audit | null;
  readonly pair: Pair | null;
  readonly done: number;
  readonly total: number;
  readonly progress: readonly DimensionProgress[];
  readonly live: readonly LiveRow[];
  /** Generated tokens a second over the last batches; null until measured. */
  readonly tokensPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Headline findings on what is stored so far. */
  readonly findings: readonly Finding[];
  /** Faults that were overcome by a retry. */
  readonly recovered: readonly Fault[];

  /** Begins (or goes on with) the audit that the request resolves to; resolves to its id once it is planned and running. */
  start(request: AuditRequest): Promise<string>;
  /** Goes on with a stored audit. */
  goOn(auditId: string): Promise<void>;
  /** Stops after the step in flight; the batch in flight is asked again on resume. */
  pause(): void;
  resume(): void;
  /** Ends the run; everything stored is kept. */
  stop(): void;
}
