import { PlumblineError, toFault } from '../domain/fault.ts';
import { textsOf } from '../domain/item.ts';
import type { Side } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import type { LoadedModel, RowLikelihoods } from '../engines/engine.ts';
import type { Refusals } from './refusals.ts';
import type { ReplyWriter } from './reply-writer.ts';
import type { AuditEvent } from './runner.ts';

export interface AskTools {
  readonly writer: ReplyWriter;
  readonly refusals: Refusals;
  readonly emit: (event: AuditEvent) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Asks one call's worth of trials; each reply goes to the writer as it ends. What was answered before a fault is stored before that
 * is thrown on.
 * @throws PlumblineError the engine's fault, or the store's
 */
export async function ask(
  side: Side,
  trials: readonly Trial[],
  model: LoadedModel,
  tools: AskTools,
): Promise<void> {
  const { writer, refusals, emit, now, signal } = tools;
  emit({ type: 'asking', side, trials });
  const open = new Set(trials.map(({ id }) => id));
  try {
    await untilRefused(writtenOf(trials), async (rows) => {
      for await (const event of model.generate(rows, signal)) {
        if (event.type === 'done') await settle(event.reply);
        else if (event.type === 'refused') refuse(event.trial, event.fault);
        else {
          emit({ type: 'writing', side, rows: event.rows });
          await writer.flushIfDue();
        }
      }
    });
    await untilRefused(readOf(trials), async (rows) => {
      let began = now();
      if (!model.capabilities.likelihoods) {
        for (const { trial } of rows) await settle(unwritten(trial, [], 0));
        return;
      }
      for await (const { trial, likelihoods } of model.likelihoods(rows, signal)) {
        await settle(unwritten(trial, likelihoods, now() - began));
        began = now();
      }
    });
  } finally {
    for (const reply of refusals.take()) await writer.add(reply);
    await writer.flush();
  }
  if (open.size > 0) {
    throw new PlumblineError({
      kind: 'engine-failed',
      message: `The engine answered ${trials.length - open.size} of ${trials.length} prompts.`,
      kept: 'Every stored reply is kept.',
    });
  }

  async function settle(reply: Reply): Promise<void> {
    open.delete(reply.trial);
    refusals.answered();
    await writer.add(reply);
  }

  function refuse(trial: TrialId, fault: ReturnType<typeof toFault>): void {
    open.delete(trial);
    refusals.add(trial, fault);
  }

  /** An engine may refuse rows one by one, or, when all others have ended, those without a result together. */
  async function untilRefused<Row extends { readonly trial: TrialId }>(
    rows: readonly Row[],
    work: (rows: readonly Row[]) => Promise<void>,
  ): Promise<void> {
    if (rows.length === 0) return;
    try {
      await work(rows);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind !== 'row-refused') throw error;
      for (const { trial } of rows) if (open.has(trial)) refuse(trial, fault);
    }
  }
}

function writtenOf(trials: readonly Trial[]) {
  return trials.flatMap(({ id, item, sampling, seed }) =>
    textsOf(item.task) === null ? { trial: id, messages: item.messages, sampling, seed } : [],
  );
}

/** Tasks that ask for how likely texts are. A model that cannot tell leaves them empty, and so unscored. */
function readOf(trials: readonly Trial[]) {
  return trials.flatMap(({ id, item }) => {
    const texts = textsOf(item.task);
    return texts === null ? [] : { trial: id, messages: item.messages, texts };
  });
}

function unwritten(
  trial: TrialId,
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
