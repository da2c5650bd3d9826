import type { EndpointModel } from '../../src/domain/model.ts';
import type { Engine, LoadedModel, Row, RowEvent } from '../../src/engines/engine.ts';
import { createEndpointEngine, lookAt } from '../../src/engines/endpoint/engine.ts';
import { endpointModel, type Told } from '../../src/engines/endpoint/record.ts';
import { sleep } from '../../src/engines/endpoint/sleep.ts';
import {
  defaultAccess,
  type Access,
  type EndpointTools,
} from '../../src/engines/endpoint/tools.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { greedy } from '../../src/domain/sampling.ts';

/** The real tools, but that nothing waits for as long as it is asked to; what it was asked is kept. */
export function endpointTools(): EndpointTools & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    fetch,
    forbids: () => Promise.resolve(false),
    sleep: (milliseconds, signal) => {
      waits.push(milliseconds);
      return sleep(0, signal);
    },
    random: () => 0.5,
    now: () => performance.now(),
    date: () => Date.parse('2026-01-01T00:00:00Z'),
    split: splitReply,
  };
}

export function accessTo(change: Partial<Access> = {}, key: string | null = null): Access {
  const patience = { answer: 2_000, silence: 2_000, attempts: 3, pause: 100, longest: 5_000 };
  return { ...defaultAccess, patience, key, ...change };
}

export const think = { open: '<think>', close: '</think>', opened: false };

/** The entry of a model, made as the page makes it: from what the server says. */
export async function entryOf(
  address: string,
  told: Partial<Told> & { model?: string } = {},
  access = accessTo(),
): Promise<EndpointModel> {
  const { model: name = 'tiny', ...rest } = told;
  const seen = await lookAt(address, access, endpointTools(), new AbortController().signal);
  const served = seen.models.find(({ model }) => model === name) ?? {
    model: name,
    reported: { version: null, weights: null },
    dtype: 'as served',
    parameters: null,
    contextWindow: null,
  };
  return endpointModel(seen, served, {
    title: 'Tiny',
    licence: null,
    chain: null,
    thinking: null,
    ...rest,
  });
}

export function engineWith(access = accessTo(), tools = endpointTools()): Engine {
  return createEndpointEngine(tools, () => access);
}

export function loadFrom(
  engine: Engine,
  model: EndpointModel,
  signal = new AbortController().signal,
): Promise<LoadedModel> {
  return engine.load(model, { device: 'remote', signal, onProgress: () => undefined });
}

export function rowOf(trial: string, content = trial, change: Partial<Row> = {}): Row {
  return { trial, messages: [{ role: 'user', content }], sampling: greedy, seed: 0, ...change };
}

export async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

export async function replies(model: LoadedModel, rows: readonly Row[]) {
  const events: RowEvent[] = await collect(model.generate(rows, new AbortController().signal));
  return events.flatMap((event) => (event.type === 'done' ? [event.reply] : []));
}
