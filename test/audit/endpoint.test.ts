import 'fake-indexeddb/auto';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareAudit, type PreparedAudit } from '../../src/audit/prepare.ts';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit, type AuditEvent } from '../../src/audit/runner.ts';
import type { EndpointModel } from '../../src/domain/model.ts';
import type { Answer, Request } from '../../src/engines/calls.ts';
import type { ClientPort } from '../../src/engines/client.ts';
import type { EndpointCalls } from '../../src/engines/endpoint/calls.ts';
import { createEndpointClient, lookByWorker } from '../../src/engines/endpoint/client.ts';
import { createHandlers } from '../../src/engines/endpoint/serve.ts';
import type { Access } from '../../src/engines/endpoint/tools.ts';
import { serve } from '../../src/engines/server.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { audit as basis } from '../support/audit.ts';
import { catalog, cpu, packText } from '../support/catalog.ts';
import { accessTo, entryOf, think } from '../support/endpoint.ts';
import { serveTexts } from '../support/files-server.ts';
import { startModelServer, type ModelServer, type Trouble } from '../support/model-server.ts';
import { classifier, scriptedClassifier } from '../support/toxicity.ts';

const key = 'sk-never-to-be-seen';
const access: Access = {
  ...accessTo({ concurrency: 3 }, key),
  patience: { answer: 5_000, silence: 5_000, attempts: 2, pause: 1, longest: 100 },
};
const never = new AbortController().signal;

let files: Awaited<ReturnType<typeof serveTexts>>;
beforeAll(async () => {
  files = await serveTexts({ 'packs/small.jsonl': packText });
});
afterAll(() => {
  files.close();
});

let store: Store;
let count = 0;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  store = await openStore(`endpoint-${count++}`);
});
afterEach(async () => {
  store.close();
  for (const close of closers.splice(0)) await close();
});

/** The worker's own handlers at the other end of a real channel. */
function spawn(): ClientPort<EndpointCalls> {
  const { port1, port2 } = new MessageChannel();
  const port: ClientPort<EndpointCalls> = {
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
  port1.on('message', (data: Answer<EndpointCalls>) =>
    port.onmessage?.({ data } as MessageEvent<Answer<EndpointCalls>>),
  );
  serve<EndpointCalls>(
    createHandlers({ split: splitReply, forbids: () => Promise.resolve(false) }),
    {
      postMessage: (message) => {
        port2.postMessage(message);
      },
      addEventListener: (_type, listener) => {
        port2.on('message', (data: Request<EndpointCalls>) => {
          listener({ data } as MessageEvent<Request<EndpointCalls>>);
        });
      },
    },
  );
  return port;
}

const engine = createEndpointClient(spawn, () => access);

async function start(trouble?: Trouble): Promise<ModelServer> {
  const server = await startModelServer({
    kind: 'vllm',
    models: ['base', 'thinker'],
    say: (prompt, { model }) =>
      model === 'thinker'
        ? { chain: `Let me see: ${prompt}`, text: `So: ${prompt}` }
        : { text: `re: ${prompt}` },
    ...(trouble === undefined ? {} : { trouble }),
  });
  closers.push(() => server.close());
  return server;
}

async function pairOf({ address }: ModelServer): Promise<EndpointModel[]> {
  return [
    { ...(await entryOf(address, { model: 'base' }, access)), id: 'one' },
    { ...(await entryOf(address, { model: 'thinker', chain: think }, access)), id: 'two' },
  ];
}

function prepare(models: Parameters<typeof prepareAudit>[1]['catalog']['models']) {
  return prepareAudit(basis.request, {
    catalog: { ...catalog, models },
    base: files.base,
    // Nothing of this machine is needed.
    probe: { ...cpu, webassembly: false, device: null },
    engine,
    signal: never,
    now: () => new Date('2026-01-01'),
  });
}

async function run(prepared: PreparedAudit, signal = never): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  const reader = new Reader(scriptedClassifier(), classifier);
  const tools = { engine, store, reader, now: () => performance.now(), meter: null };
  for await (const event of runAudit(prepared, tools, signal)) events.push(event);
  return events;
}

const ids = ({ trials }: PreparedAudit) => trials.map(({ id }) => id);

describe('an audit of two models on a server', () => {
  it('runs from the prompts to stored replies, and asks nothing twice', async () => {
    const server = await start();
    const prepared = await prepare(await pairOf(server));
    expect(prepared.audit.engine).toEqual({ id: 'endpoint', version: '1', device: 'remote' });
    await run(prepared);
    const replies = await store.getReplies(ids(prepared));
    expect(replies.size).toBe(prepared.trials.length);
    for (const { id, item, side } of prepared.trials) {
      const said = item.messages.at(-1)?.content ?? '';
      const chain = side === 'reasoning' ? `Let me see: ${said}` : null;
      const answer = `${side === 'reasoning' ? 'So' : 're'}: ${said}`;
      expect(replies.get(id)).toMatchObject({
        chain: chain?.trim() ?? null,
        answer: answer.trim(),
      });
    }
    const asked = server.seen.length;
    await run(prepared);
    expect(server.seen.length).toBe(asked);
  });

  it('keeps nothing of the key: not in the audit, the replies, the events or a fault', async () => {
    const server = await start(({ path }, response, times) => {
      if (path !== '/v1/chat/completions' || times < 4) return false;
      response.writeHead(500).end(`broken for ${key}`);
      return true;
    });
    const prepared = await prepare(await pairOf(server));
    const events: AuditEvent[] = [];
    const reader = new Reader(scriptedClassifier(), classifier);
    const tools = { engine, store, reader, now: () => 0, meter: null };
    let fault: unknown;
    try {
      for await (const event of runAudit(prepared, tools, never)) events.push(event);
    } catch (error) {
      fault = error;
    }
    expect(fault).toMatchObject({
      kind: 'engine-failed',
      message: expect.stringContaining('***') as string,
    });
    const kept = await store.getReplies(ids(prepared));
    const all = JSON.stringify([prepared, events, [...kept], fault, (fault as Error).message]);
    expect(all).not.toContain(key);
    expect(server.seen.every((one) => one.key === `Bearer ${key}`)).toBe(true);
  });

  it('goes on by a fresh worker after a server broke off too often', async () => {
    const server = await start(({ path }, response, times) => {
      if (path !== '/v1/chat/completions' || times >= 6) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': begun\n\n', () => response.destroy());
      return true;
    });
    const prepared = await prepare(await pairOf(server));
    const events = await run(prepared);
    expect(events.filter(({ type }) => type === 'recovered')).toMatchObject([
      {
        fault: {
          kind: 'engine-lost',
          message: expect.stringContaining('broke an answer off') as string,
        },
      },
    ]);
    expect(await store.countReplies(ids(prepared))).toBe(prepared.trials.length);
  });

  it('stops at once, and goes on later', async () => {
    const controller = new AbortController();
    const server = await start(({ path }) => {
      if (path === '/v1/chat/completions') controller.abort();
      return false;
    });
    const prepared = await prepare(await pairOf(server));
    await expect(run(prepared, controller.signal)).rejects.toMatchObject({ kind: 'aborted' });
    await run(prepared);
    expect(await store.countReplies(ids(prepared))).toBe(prepared.trials.length);
  });

  it('is another audit when the server is another', async () => {
    const models = await pairOf(await start());
    const [first, second] = models;
    if (first === undefined || second === undefined) throw new Error('unreachable');
    const changed = { ...first, reported: { ...first.reported, version: '9' } };
    const before = await prepare(models);
    const after = await prepare([changed, second]);
    expect(after.audit.id).not.toBe(before.audit.id);
    expect(ids(after).filter((id) => ids(before).includes(id))).toHaveLength(
      before.trials.length / 2,
    );
  });

  it('is refused where only one of the models is on a server', async () => {
    const [, second] = await pairOf(await start());
    const [local] = catalog.models;
    if (second === undefined || local === undefined) throw new Error('unreachable');
    await expect(prepare([local, second])).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('two engines, onnx and endpoint') as string,
    });
  });
});

describe('the worker', () => {
  it('looks at a server for the page', async () => {
    const server = await start();
    const seen = await lookByWorker(spawn, `${server.address}/v1/`, access, never);
    expect(seen).toMatchObject({
      server: 'vllm',
      models: [{ model: 'base' }, { model: 'thinker' }],
    });
    await expect(
      lookByWorker(spawn, 'https://models.example', access, never),
    ).rejects.toMatchObject({
      kind: 'bad-request',
    });
  });

  it('reads texts for the page', async () => {
    const [, second] = await pairOf(await start());
    if (second === undefined) throw new Error('unreachable');
    const model = await engine.load(second, {
      device: 'remote',
      signal: never,
      onProgress: () => undefined,
    });
    const row = { key: 'a', messages: [], chain: 'empty', text: 'Yes' } as const;
    for await (const found of model.distributions([row], 4, never)) {
      expect(found).toMatchObject({ key: 'a', width: 4, floor: null });
      expect(found.ids).toHaveLength(12);
    }
    await model.close();
  });
});
