import type { DriftCache, DriftRecord } from '../../domain/drift.ts';
import { PlumblineError, toFault, type Fault } from '../../domain/fault.ts';
import type { TrialId } from '../../domain/plan.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Side } from '../../domain/pair.ts';
import type { PreparedAudit } from '../prepare.ts';
import type { DriftMeter } from './meter.ts';
import { planDrift } from './plan.ts';

/** What happens while drift is measured. */
export type DriftEvent =
  | {
      readonly type: 'drift-loading';
      readonly side: Side;
      readonly loaded: number;
      readonly total: number;
    }
  /** Records that are safe on disk; at first those that were there already. */
  | {
      readonly type: 'drift';
      readonly records: readonly DriftRecord[];
      /** Texts, of all that are to be measured. A text that one model has read counts half. */
      readonly done: number;
      readonly total: number;
      /** Since drift was begun. */
      readonly milliseconds: number;
    }
  /** Why drift is not, or not all, measured. Nothing else of the audit depends on it. */
  | { readonly type: 'undrifted'; readonly fault: Fault };

export interface DriftTools {
  /** Null where the engine gives no whole distributions. */
  readonly meter: DriftMeter | null;
  readonly store: DriftCache;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/**
 * Measures every text of which no record is stored yet. Safe to call again: what is stored is not measured again.
 * @throws PlumblineError `aborted`; all else is told as an event
 */
export async function* runDrift(
  prepared: PreparedAudit,
  replies: ReadonlyMap<TrialId, Reply>,
  tools: DriftTools,
  signal: AbortSignal,
): AsyncGenerator<DriftEvent, void, undefined> {
  try {
    yield* measure(prepared, replies, tools, signal);
  } catch (error) {
    if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
    yield { type: 'undrifted', fault: toFault(error) };
  }
}

async function* measure(
  { audit, pair, models, trials }: PreparedAudit,
  replies: ReadonlyMap<TrialId, Reply>,
  { meter, store, now }: DriftTools,
  signal: AbortSignal,
): AsyncGenerator<DriftEvent, void, undefined> {
  const rows = planDrift(pair, trials, replies).texts.map(({ row }) => row);
  // Two items that ask the same share their texts.
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  const stored = await store.getDrifts(unique.map(({ id }) => id));
  const open = unique.filter(({ id }) => !stored.has(id));
  const began = now();
  const told = (records: readonly DriftRecord[], done: number): DriftEvent => ({
    type: 'drift',
    records,
    done: stored.size + done,
    total: unique.length,
    milliseconds: now() - began,
  });
  if (stored.size > 0) yield told([...stored.values()], 0);
  if (open.length === 0) return;
  if (meter === null) throw unable(audit.engine.id);
  const { device } = audit.engine;
  for await (const event of meter.measure({ models, device, rows: open }, signal)) {
    if (event.type === 'loading') {
      yield { ...event, type: 'drift-loading' };
      continue;
    }
    if (event.records.length > 0) await store.putDrifts(event.records);
    yield told(event.records, Math.floor(event.done));
  }
}

function unable(engine: string): PlumblineError {
  return new PlumblineError({
    kind: 'drift-refused',
    message: `Drift cannot be measured: the engine “${engine}” does not give its models’ distributions.`,
    kept: 'All replies are kept, and the report has everything but drift.',
    remedy: 'Run the pair on an engine that does, such as onnx.',
  });
}
