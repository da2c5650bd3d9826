import { PlumblineError, toFault, type Fault } from '../domain/fault.ts';
import { textsOf, type Item } from '../domain/item.ts';
import { sides, type Side } from '../domain/pair.ts';
import type { Trial } from '../domain/plan.ts';
import type { Readings } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type {
  Engine,
  LoadProgress,
  LoadedModel,
  RowLikelihoods,
  RowText,
} from '../engines/engine.ts';
import { stream } from '../engines/events.ts';
import type { Store } from '../store/store.ts';
import type { DriftMeter } from './drift/meter.ts';
import { runDrift, type DriftEvent } from './drift/run.ts';
import type { PreparedAudit } from './prepare.ts';
import type { Reader } from './reader.ts';
import { readTexts, textsToRead } from './readings.ts';

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
  /** A batch that is safe on disk. */
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
  /** A failed batch that a fresh worker will try once more. */
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
 * Runs what is not yet in the store and ends when every reply is, and drift is measured as far as it can be. Safe to call again: what is stored is not asked again, and an
 * abort loses at most the batch in flight.
 * @throws PlumblineError `aborted`, or the fault of a batch that failed twice
 */
export async function* runAudit(
  prepared: PreparedAudit,
  tools: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, void, undefined> {
  const { audit, trials } = prepared;
  await tools.store.putAudit(audit);
  const stored = await tools.store.getReplies(trials.map((trial) => trial.id));
  yield { type: 'stored', replies: [...stored.values()] };
  yield* read(trials, stored.values(), tools, signal);
  const made = new Set(stored.keys());
  for (const side of sides) {
    const open = trials.filter((trial) => trial.side === side && !made.has(trial.id));
    if (open.length > 0) yield* runSide(prepared, side, open, tools, signal);
    // Two sides that are asked the very same share the reply.
    for (const trial of open) made.add(trial.id);
  }
  const replies = await tools.store.getReplies(trials.map((trial) => trial.id));
  yield* runDrift(prepared, replies, tools, signal);
}

async function* runSide(
  prepared: PreparedAudit,
  side: Side,
  trials: readonly Trial[],
  tools: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, void, undefined> {
  let queue = byLength(unique(trials));
  let failures = 0;
  while (queue.length > 0) {
    const model = yield* load(prepared, side, tools, signal);
    try {
      while (queue.length > 0) {
        const batch = queue.slice(0, model.capabilities.rows);
        yield* ask(side, batch, model, tools, signal);
        queue = queue.slice(batch.length);
        failures = 0;
      }
    } catch (error) {
      const fault = toFault(error);
      const isEngine = fault.kind === 'engine-lost' || fault.kind === 'engine-failed';
      if (!isEngine || signal.aborted || ++failures > 1) throw error;
      yield { type: 'recovered', side, fault };
    } finally {
      await model.close();
    }
  }
}

async function* load(
  { audit, models }: PreparedAudit,
  side: Side,
  { engine }: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, LoadedModel, undefined> {
  let model: LoadedModel | undefined;
  const progress = stream<LoadProgress>(async (onProgress) => {
    model = await engine.load(models[side], { device: audit.engine.device, signal, onProgress });
  });
  yield { type: 'loading', side, loaded: 0, total: 0 };
  for await (const { loaded, total } of progress) yield { type: 'loading', side, loaded, total };
  if (model === undefined) throw new Error('unreachable: the stream ends after the load or throws');
  return model;
}

async function* ask(
  side: Side,
  batch: readonly Trial[],
  model: LoadedModel,
  tools: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, void, undefined> {
  const { store, now } = tools;
  yield { type: 'asking', side, trials: batch };
  const began = now();
  const replies: Reply[] = [];
  const written = batch.filter(({ item }) => textsOf(item.task) === null);
  if (written.length > 0) {
    const rows = written.map(({ id, item, sampling, seed }) => ({
      trial: id,
      messages: item.messages,
      sampling,
      seed,
    }));
    for await (const event of model.generate(rows, signal)) {
      if (event.type === 'done') replies.push(event.reply);
      else yield { type: 'writing', side, rows: event.rows };
    }
  }
  replies.push(...(await readLikelihoods(batch, model, now, signal)));
  if (replies.length < batch.length) {
    throw new PlumblineError({
      kind: 'engine-failed',
      message: `The engine answered ${replies.length} of ${batch.length} prompts.`,
      kept: 'Every stored reply is kept.',
    });
  }
  await store.putReplies(replies);
  yield { type: 'replies', side, replies, milliseconds: now() - began };
  yield* read(batch, replies, tools, signal);
}

/** The batch's tasks that ask for how likely texts are. A model that cannot tell leaves them empty, and so unscored. */
async function readLikelihoods(
  batch: readonly Trial[],
  { likelihoods, capabilities }: LoadedModel,
  now: () => number,
  signal: AbortSignal,
): Promise<Reply[]> {
  const rows = batch.flatMap(({ id, item }) => {
    const texts = textsOf(item.task);
    return texts === null ? [] : { trial: id, messages: item.messages, texts };
  });
  if (!capabilities.likelihoods) return rows.map(({ trial }) => unwritten(trial, [], 0));
  const replies: Reply[] = [];
  let began = now();
  if (rows.length === 0) return replies;
  for await (const { trial, likelihoods: found } of likelihoods(rows, signal)) {
    replies.push(unwritten(trial, found, now() - began));
    began = now();
  }
  return replies;
}

function unwritten(
  trial: string,
  likelihoods: RowLikelihoods['likelihoods'],
  prefill: number,
): Reply {
  return {
    trial,
    tokens: [],
    chain: null,
    answer: '',
    chainTokens: 0,
    stop: 'end',
    timing: { prefill, decode: 0 },
    likelihoods: [...likelihoods],
  };
}

/** Classifies what of new replies needs it, so that findings are true while the audit runs. */
async function* read(
  trials: readonly Trial[],
  replies: Iterable<Reply>,
  tools: RunnerTools,
  signal: AbortSignal,
): AsyncGenerator<AuditEvent, void, undefined> {
  const made = new Map(Array.from(replies, (reply) => [reply.trial, reply]));
  try {
    for await (const readings of readTexts(textsToRead(trials, made), tools, signal)) {
      yield { type: 'readings', readings };
    }
  } catch (error) {
    const fault = toFault(error);
    const isStore = fault.kind === 'storage-full' || fault.kind === 'storage-refused';
    if (isStore || signal.aborted) throw error;
    yield { type: 'unread', fault };
  }
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
