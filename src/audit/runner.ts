import { toFault, type Fault } from '../domain/fault.ts';
import type { Item } from '../domain/item.ts';
import { sides, type Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Readings } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type { Engine, LoadedModel, RowText } from '../engines/engine.ts';
import { stream } from '../engines/events.ts';
import type { Store } from '../store/store.ts';
import { ask } from './ask.ts';
import type { DriftMeter } from './drift/meter.ts';
import { runDrift, type DriftEvent } from './drift/run.ts';
import type { PreparedAudit } from './prepare.ts';
import type { Reader } from './reader.ts';
import { ReadingQueue } from './reading-queue.ts';
import { Refusals } from './refusals.ts';
import { ReplyWriter } from './reply-writer.ts';

/** What happens in a run, in order. */
export type AuditEvent =
  /** Replies that were there already. */
  | { readonly type: 'stored'; readonly replies: readonly Reply[] }
  | {
      readonly type: 'loading';
      readonly side: Side;
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly type: 'asking'; readonly side: Side; readonly trials: readonly Trial[] }
  | { readonly type: 'writing'; readonly side: Side; readonly rows: readonly RowText[] }
  /** Replies that are safe on disk, and milliseconds since the last ones that were. */
  | {
      readonly type: 'replies';
      readonly side: Side;
      readonly replies: readonly Reply[];
      readonly milliseconds: number;
    }
  /** What the classifier read in replies; it is stored as well. */
  | { readonly type: 'readings'; readonly readings: Readings }
  /** Replies that could not be classified. The run goes on: all else can be scored, and a report tries again. */
  | { readonly type: 'unread'; readonly fault: Fault }
  /** An engine that failed; a fresh worker is asked what is not stored. */
  | { readonly type: 'recovered'; readonly side: Side; readonly fault: Fault }
  | DriftEvent;

export interface RunnerTools {
  readonly engine: Engine;
  readonly store: Store;
  readonly reader: Reader;
  /** Measures drift; null where the engine gives no whole distributions. */
  readonly meter: DriftMeter | null;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/**
 * Runs what is not yet in the store and ends when every reply is, and drift is measured as far as it can be. Safe to call again: what
 * is stored is not asked again, and an abort or a lost engine loses only replies that are not written yet. A row that the engine
 * refuses for itself is kept with its reason, and does not stop the rest.
 * @throws PlumblineError `aborted`, or the fault of an engine that failed twice with nothing answered between
 */
export async function* runAudit(
  prepared: PreparedAudit,
  tools: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, void, undefined> {
  const leaving = new AbortController();
  let work: Promise<void> = Promise.resolve();
  try {
    yield* stream<AuditEvent>((emit) => {
      const until = AbortSignal.any([signal, leaving.signal]);
      work = run(prepared, { ...tools, emit }, until);
      return work;
    });
  } finally {
    // Where the reader of the events leaves early, nothing may go on behind its back.
    leaving.abort();
    await work.catch(() => undefined);
  }
}

interface RunTools extends RunnerTools {
  emit(event: AuditEvent): void;
}

async function run(prepared: PreparedAudit, tools: RunTools, signal: AbortSignal): Promise<void> {
  const { audit, trials } = prepared;
  const { store, reader, emit } = tools;
  await store.putAudit(audit);
  const stored = await store.getReplies(trials.map((trial) => trial.id));
  emit({ type: 'stored', replies: [...stored.values()] });
  const readings = new ReadingQueue({
    ...{ reader, store, signal },
    onReadings: (found) => {
      emit({ type: 'readings', readings: found });
    },
    onUnread: (fault) => {
      emit({ type: 'unread', fault });
    },
  });
  try {
    readings.add(trials, stored.values());
    await readings.finished();
    const made = new Map(stored);
    for (const side of sides) {
      const own = trials.filter((trial) => trial.side === side);
      await runSide(prepared, side, own, { ...tools, readings, made }, signal);
    }
    await readings.finished();
  } finally {
    await readings.settled();
  }
  const replies = await store.getReplies(trials.map((trial) => trial.id));
  for await (const event of runDrift(prepared, replies, tools, signal)) emit(event);
}

interface SideTools extends RunTools {
  readonly readings: ReadingQueue;
  /** Replies that are stored. Two sides that are asked the very same share the reply. */
  readonly made: Map<TrialId, Reply>;
}

async function runSide(
  prepared: PreparedAudit,
  side: Side,
  trials: readonly Trial[],
  tools: SideTools,
  signal: AbortSignal,
): Promise<void> {
  const { emit, readings, made } = tools;
  const isOpen = ({ id }: Trial) => !made.has(id);
  const isAnswered = ({ id }: Trial) => made.has(id) && made.get(id)?.refused === undefined;
  const refusals = new Refusals(trials.some(isAnswered));
  let open = byLength(unique(trials.filter(isOpen)));
  let failures = 0;
  const onStored = (replies: readonly Reply[], milliseconds: number) => {
    failures = 0;
    for (const reply of replies) made.set(reply.trial, reply);
    emit({ type: 'replies', side, replies, milliseconds });
    readings.add(trials, replies);
  };
  while (open.length > 0) {
    let model: LoadedModel | null = null;
    try {
      model = await load(prepared, side, tools, signal);
      while (open.length > 0) {
        const portion = open.slice(0, model.capabilities.rows);
        const putReplies = (replies: readonly Reply[]) => tools.store.putReplies(replies);
        const writer = new ReplyWriter({ putReplies, now: tools.now, onStored });
        await ask(side, portion, model, { ...tools, writer, refusals, signal });
        open = open.slice(portion.length);
        refusals.check(open.length === 0);
      }
    } catch (error) {
      const fault = toFault(error);
      const isEngine = fault.kind === 'engine-lost' || fault.kind === 'engine-failed';
      if (!isEngine || signal.aborted || ++failures > 1) throw error;
      emit({ type: 'recovered', side, fault });
      open = open.filter(isOpen);
    } finally {
      await model?.close();
    }
  }
}

async function load(
  { audit, models }: PreparedAudit,
  side: Side,
  { engine, emit }: RunTools,
  signal: AbortSignal,
): Promise<LoadedModel> {
  emit({ type: 'loading', side, loaded: 0, total: 0 });
  return engine.load(models[side], {
    device: audit.engine.device,
    signal,
    onProgress: ({ loaded, total }) => {
      emit({ type: 'loading', side, loaded, total });
    },
  });
}

/** Two items may ask the same thing: their trials have one id and share one reply. */
function unique(trials: readonly Trial[]): Trial[] {
  return [...new Map(trials.map((trial) => [trial.id, trial])).values()];
}

/** Prompts of like length in one batch need little padding. A reply does not depend on its batch, so the order is free. */
function byLength(trials: readonly Trial[]): Trial[] {
  return [...trials].sort((a, b) => promptLength(a.item) - promptLength(b.item));
}

function promptLength(item: Item): number {
  return item.messages.reduce((sum, message) => sum + message.content.length, 0);
}
