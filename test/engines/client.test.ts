import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { PlumblineError } from '../../src/domain/fault.ts';
import type { Answer, Request } from '../../src/engines/calls.ts';
import { WorkerClient, type ClientPort } from '../../src/engines/client.ts';
import type { Row, RowEvent } from '../../src/engines/engine.ts';
import { stream } from '../../src/engines/events.ts';
import type { OnnxCalls } from '../../src/engines/onnx/calls.ts';
import { serve, type Handlers } from '../../src/engines/server.ts';
import { greedy } from '../../src/domain/sampling.ts';

const row: Row = {
  trial: 't',
  messages: [{ role: 'user', content: 'Hello' }],
  sampling: greedy,
  seed: 0,
};
const never = new AbortController().signal;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Client and server at the two ends of a real channel, in place of a worker. */
function connect(generate: Handlers<OnnxCalls>['generate']): {
  client: WorkerClient<OnnxCalls>;
  port: ClientPort<OnnxCalls>;
} {
  const { port1, port2 } = new MessageChannel();
  closers.push(() => {
    port1.close();
  });
  serve<OnnxCalls>(
    {
      load: () =>
        Promise.resolve({ rows: 1, seeded: true, likelihoods: false, distributions: 'none' }),
      likelihoods: () => Promise.resolve(undefined),
      distributions: () => Promise.resolve(undefined),
      generate,
    },
    {
      postMessage: (message) => {
        port2.postMessage(message);
      },
      addEventListener: (_type, listener) => {
        port2.on('message', (data: Request<OnnxCalls>) => {
          listener({ data } as MessageEvent<Request<OnnxCalls>>);
        });
      },
    },
  );
  const port: ClientPort<OnnxCalls> = {
    postMessage: (message) => {
      port1.postMessage(message);
    },
    terminate: () => {
      port1.close();
    },
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  port1.on('message', (data: Answer<OnnxCalls>) =>
    port.onmessage?.({ data } as MessageEvent<Answer<OnnxCalls>>),
  );
  return { client: new WorkerClient<OnnxCalls>(port), port };
}

const generate = (client: WorkerClient<OnnxCalls>, signal = never) =>
  stream<RowEvent>((onEvent) => client.call('generate', { rows: [row] }, { signal, onEvent }));

describe('WorkerClient', () => {
  it('brings every event in order, then ends', async () => {
    const { client } = connect((_input, { emit }) => {
      for (const text of ['a', 'b', 'c']) emit({ type: 'step', rows: [{ trial: 't', text }] });
      return Promise.resolve(undefined);
    });
    const seen: string[] = [];
    for await (const event of generate(client)) {
      if (event.type === 'step') seen.push(event.rows[0]?.text ?? '');
    }
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('carries a fault across, and the next call is unharmed', async () => {
    let calls = 0;
    const { client } = connect(() =>
      calls++ === 0
        ? Promise.reject(new PlumblineError({ kind: 'engine-failed', message: 'no', kept: 'all' }))
        : Promise.resolve(undefined),
    );
    await expect(generate(client).next()).rejects.toMatchObject({
      kind: 'engine-failed',
      message: 'no',
      kept: 'all',
    });
    await expect(generate(client).next()).resolves.toMatchObject({ done: true });
  });

  it('passes an abort on to the call', async () => {
    const controller = new AbortController();
    const { client } = connect(
      (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new PlumblineError({ kind: 'aborted', message: 'Stopped.' }));
          });
        }),
    );
    const next = generate(client, controller.signal).next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('rejects every call in flight when the worker dies, and every later one', async () => {
    const { client, port } = connect(() => new Promise(() => undefined));
    const calls = [generate(client).next(), generate(client).next()];
    port.onerror?.({ message: 'out of memory', preventDefault: () => undefined } as ErrorEvent);
    for (const call of calls) await expect(call).rejects.toMatchObject({ kind: 'engine-lost' });
    await expect(generate(client).next()).rejects.toMatchObject({ kind: 'engine-lost' });
  });
});
