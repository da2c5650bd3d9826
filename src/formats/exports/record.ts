import type { Audit, EngineRecord, ModelRecord } from '../../domain/audit.ts';
import type { ModelFile } from '../../domain/model.ts';
import type { Side } from '../../domain/pair.ts';

/** What must be the same for a report to come out the same. Every export carries it. */
export interface Reproducibility {
  readonly format: 'plumbline-record';
  readonly version: 1;
  readonly audit: string;
  /** When the audit was begun. */
  readonly date: string;
  readonly request: Audit['request'];
  readonly engine: EngineRecord;
  readonly models: Readonly<
    Record<Side, ModelRecord & { readonly files: readonly ModelFile[] | null }>
  >;
  readonly packs: Audit['packs'];
  /** What classified replies. */
  readonly classifier: {
    readonly id: string;
    readonly digest: string;
    readonly label: string;
    readonly threshold: number;
  };
  /** Browser, adapter, threads: what the page knew of the machine. */
  readonly environment: Readonly<Record<string, string | number | boolean | null>>;
  readonly versions: {
    /** Of the Plumbline that made the replies. */
    readonly plumbline: string;
    /** Of the one that computed the report. */
    readonly report: string;
    readonly scorers: Readonly<Record<string, number>>;
    readonly statistics: number;
  };
}

/** The record as names and texts, for formats that hold nothing deeper. */
export function recordTexts(record: Reproducibility, side?: Side): Record<string, string> {
  const { models, ...rest } = record;
  const own = side === undefined ? { models } : { model: models[side] };
  return Object.fromEntries(
    Object.entries({ ...rest, ...own }).map(([name, value]) => [
      `plumbline_${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
