import { describe, expect, it } from 'vitest';
import type { LoadOptions, RowEvent } from '../../../src/engines/engine.ts';
import { createWebllmEngine } from '../../../src/engines/webllm/engine.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import { microModelEntry } from '../../support/onnx-model.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import { spawnStandIn } from './spawn.ts';
import { createStandIn } from './stand-in.ts';
import { toyId, toyTokenizer } from './toy-runtime.ts';

const options = (): LoadOptions => ({
  device: 'webgpu',
  signal: new AbortController().signal,
  onProgress: () => undefined,
});

const stored = () => 'toy';

const says = (text: string) => {
  const ids = [...toyTokenizer.encode(text), toyId('<|end|>')];
  return (since: readonly number[]) => ids[since.length] ?? null;
};

describe('the web-llm engine, from the page', () => {
  it('loads, answers, reads, and frees the GPU before it ends its worker', async () => {
    const standIn = await createStandIn({ next: says('<think>hm</think>Yes.') });
    const { port, ended } = spawnStandIn(standIn);
    const model = await createWebllmEngine(() => port, stored).load(webllmModel(), options());
    const messages = [{ role: 'user' as const, content: '?' }];
    const events: RowEvent[] = [];
    const rows = [{ trial: 't', messages, sampling: greedy, seed: 0 }];
    const never = new AbortController().signal;
    for await (const event of model.generate(rows, never)) events.push(event);
    expect(events.at(-1)).toMatchObject({ reply: { chain: 'hm', answer: 'Yes.' } });
    const weighed = [];
    const texts = [{ trial: 't', messages, texts: ['Yes.', 'No.'] }];
    for await (const one of model.likelihoods(texts, never)) weighed.push(...one.likelihoods);
    expect(weighed.map(({ tokens }) => tokens.length)).toEqual([4, 3]);
    const forced = [{ key: 'k', messages, chain: 'empty' as const, text: 'Yes.' }];
    for await (const one of model.distributions(forced, 2, never)) {
      expect(one.ids).toHaveLength(8);
    }
    await model.close();
    expect(standIn.unloads).toBe(1);
    expect(ended()).toBe(true);
  });

  it('ends its worker at once where the load is stopped or fails', async () => {
    const standIn = await createStandIn({ failLoad: () => new TypeError('Failed to fetch') });
    const one = spawnStandIn(standIn);
    const failing = createWebllmEngine(() => one.port, stored).load(webllmModel(), options());
    await expect(failing).rejects.toMatchObject({ kind: 'model-missing' });
    expect(one.ended()).toBe(true);
    const controller = new AbortController();
    const other = spawnStandIn(await createStandIn());
    const loading = createWebllmEngine(() => other.port, stored).load(webllmModel(), {
      ...options(),
      signal: controller.signal,
    });
    controller.abort();
    await expect(loading).rejects.toMatchObject({ kind: 'engine-lost' });
    expect(other.ended()).toBe(true);
  });

  it('tells of a GPU that is lost between two calls, and closes all the same', async () => {
    const standIn = await createStandIn({ next: says('Yes.') });
    const { port, ended } = spawnStandIn(standIn);
    const model = await createWebllmEngine(() => port, stored).load(webllmModel(), options());
    standIn.watch.fail('the driver was reset');
    const rows = [{ trial: 't', messages: [], sampling: greedy, seed: 0 }];
    const work = model.generate(
      rows.map((row) => ({ ...row, messages: [{ role: 'user', content: '?' }] })),
      new AbortController().signal,
    );
    await expect(work[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      kind: 'engine-lost',
    });
    await model.close();
    expect(ended()).toBe(true);
  });

  it('refuses a model of another engine', async () => {
    const engine = createWebllmEngine(() => spawnStandIn(never()).port, stored);
    await expect(engine.load(microModelEntry, options())).rejects.toMatchObject({
      kind: 'bad-request',
    });
  });
});

function never(): never {
  throw new Error('no worker is to be started');
}
