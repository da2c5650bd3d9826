import type { Device } from '../../domain/audit.ts';
import type { DriftRecord } from '../../domain/drift.ts';
import type { Model } from '../../domain/model.ts';
import type { Side } from '../../domain/pair.ts';
import type { ModelSource } from '../../engines/model-source.ts';
import type { DriftMode } from './mode.ts';
import type { DriftRow } from './plan.ts';

/** What a drift worker is asked to measure. */
export interface DriftAsked {
  readonly models: Readonly<Record<Side, Model>>;
  readonly device: Device;
  /** Where the models' files are. */
  readonly sources: Readonly<Record<Side, ModelSource>>;
  /** Threads for WebAssembly. */
  readonly threads: number;
  readonly rows: readonly DriftRow[];
  readonly mode: DriftMode;
  /** Whether beginnings that texts share may be read once. */
  readonly share: boolean;
  /** What a spool is to be called, so that whoever ends the worker can remove it. */
  readonly spool: string;
  /** Bytes that a spool may take; as many as the browser grants, if null. */
  readonly spoolBytes: number | null;
}

/** What a drift worker tells while it measures. */
export type DriftTold =
  | {
      readonly type: 'loading';
      readonly side: Side;
      readonly loaded: number;
      readonly total: number;
    }
  /** Records as they are made, and how many rows' worth of work is done; one model's reading is half of a row. */
  | { readonly type: 'measured'; readonly records: readonly DriftRecord[]; readonly done: number };

/** Everything that a page asks of a drift worker. */
export interface DriftCalls {
  measure: { input: DriftAsked; event: DriftTold; result: undefined };
}
