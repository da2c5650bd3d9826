import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PlumblineError, toFault, type Fault } from '../../../src/domain/fault.ts';
import type { Access } from '../../../src/engines/endpoint/tools.ts';
import {
  startModelServer,
  type ModelServer,
  type ModelServerOptions,
  type Trouble,
} from '../../support/model-server.ts';
import {
  accessTo,
  collect,
  endpointTools,
  engineWith,
  entryOf,
  loadFrom,
  replies,
  rowOf,
} from '../../support/endpoint.ts';

const open: ModelServer[] = [];
const told: string[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
afterAll(() => {
  console.info(`What is said when a server fails:\n${told.join('\n')}`);
});

const chatPath = '/v1/chat/completions';
const secret = 'sk-topsecret-123';

/** A message with these words in it. */
const has = (words: string) => expect.stringContaining(words) as string;

/** Trouble with chat requests alone, the first so many of them. */
function withChat(trouble: Trouble, times = Infinity): Trouble {
  return (seen, response, count) =>
    seen.path === chatPath && count < times ? trouble(seen, response, count) : false;
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Trouble =>
  (_seen, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
    return true;
  };

const delta = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;

const streamed =
  (text: string, end: 'end' | 'destroy' | 'hang' = 'end'): Trouble =>
  (_seen, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text, () => {
      if (end === 'end') response.end();
      if (end === 'destroy') response.destroy();
    });
    return true;
  };

async function ask(
  trouble: Trouble | undefined,
  {
    access = accessTo({}, secret),
    ...options
  }: Partial<ModelServerOptions> & { access?: Access } = {},
) {
  const server = await startModelServer({
    kind: 'other',
    ...options,
    ...(trouble === undefined ? {} : { trouble }),
  });
  open.push(server);
  const tools = endpointTools();
  const entry = await entryOf(server.address, {}, access);
  const model = await loadFrom(engineWith(access, tools), entry);
  const asked = () => server.seen.filter(({ path }) => path === chatPath).length;
  return { server, tools, model, asked };
}

/** The fault of something that must fail; nothing of it may hold the key. */
async function faultOf(name: string, work: Promise<unknown>): Promise<Fault> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlumblineError);
  const fault = toFault(error);
  expect(JSON.stringify(fault)).not.toContain(secret);
  const { message, remedy = '' } = fault;
  told.push(`- ${name} [${fault.kind}]: ${message.replace(/:\d{4,5}\b/g, ':8000')} ${remedy}`);
  return fault;
}

describe('a server that fails for good', () => {
  const html = '<!doctype html><h1>Sign in</h1>';
  const chunkOf = (finish_reason: string) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content: 'x' }, finish_reason }] })}\n\n`;
  const cases: [string, Trouble, number, Partial<Fault>][] = [
    [
      'a web page',
      answer(200, html, { 'content-type': 'text/html' }),
      1,
      { kind: 'engine-failed', message: has('answered with a web page') },
    ],
    [
      '401',
      answer(401, `{"error":{"message":"Wrong key ${secret}"}}`),
      1,
      { kind: 'bad-request', message: has('(401): “Wrong key ***”') },
    ],
    [
      '403',
      answer(403, '{"detail":"No"}'),
      1,
      { kind: 'bad-request', message: has('(403): “No”') },
    ],
    [
      '400',
      answer(400, '{"error":{"message":"This model\'s maximum context length is 16 tokens."}}'),
      1,
      { kind: 'row-refused', message: has('maximum context length') },
    ],
    [
      '429 each time',
      answer(429, '{"error":"Slow down"}'),
      3,
      { kind: 'engine-failed', message: has('too much to do (429)') },
    ],
    [
      '429, wait an hour',
      answer(429, '{}', { 'retry-after': '3600' }),
      1,
      { kind: 'engine-failed', message: has('asks to wait for 3600 s') },
    ],
    [
      '500 each time',
      answer(500, '{"object":"error","message":"CUDA out of memory"}'),
      3,
      {
        kind: 'engine-failed',
        message: has('failed (500): “CUDA out of memory”'),
      },
    ],
    [
      '502 with a web page',
      answer(502, html, { 'content-type': 'text/html' }),
      3,
      { kind: 'engine-failed', message: expect.stringMatching(/failed \(502\)\.$/) as string },
    ],
    [
      'a redirect',
      answer(307, '', { location: 'http://models.example/' }),
      1,
      { kind: 'bad-request', message: has('was not followed') },
    ],
    [
      'no JSON in a stream',
      streamed('data: {"choices":[{"delta\n\n'),
      1,
      {
        kind: 'engine-failed',
        message: has('with what is no JSON: “{"choices":[{"delta”'),
      },
    ],
    [
      'no JSON at all',
      answer(200, `${secret} oops`),
      1,
      { kind: 'engine-failed', message: has('no JSON: “*** oops”') },
    ],
    [
      'JSON of another form',
      streamed('data: {"choices":"none"}\n\n'),
      1,
      {
        kind: 'engine-failed',
        message: has('another form than was asked (at “choices”)'),
      },
    ],
    [
      'a fault in the stream',
      streamed(`${delta('I')}data: {"error":{"message":"Engine died"}}\n\n`),
      1,
      {
        kind: 'engine-failed',
        message: has('gave an answer up: “Engine died”'),
      },
    ],
    [
      'another type',
      answer(200, 'hello', { 'content-type': 'text/plain' }),
      1,
      {
        kind: 'engine-failed',
        message: has('as “text/plain” and not as a stream'),
      },
    ],
    [
      'a line without end',
      streamed(`data: ${'x'.repeat(3 * 2 ** 20)}`),
      1,
      { kind: 'engine-failed', message: has('an event that is too long') },
    ],
    [
      'broken off each time',
      streamed(delta('I am'), 'destroy'),
      3,
      { kind: 'engine-lost', message: has('broke an answer off') },
    ],
    [
      'ended without an end',
      streamed(delta('I am')),
      3,
      { kind: 'engine-lost', message: has('broke an answer off') },
    ],
    [
      'ended by a filter',
      streamed(chunkOf('content_filter')),
      1,
      { kind: 'engine-failed', message: has('(“content_filter”)') },
    ],
  ];
  it.each(cases)('with %s', async (name, trouble, times, fault) => {
    const { model, asked } = await ask(withChat(trouble));
    expect(await faultOf(name, replies(model, [rowOf('t')]))).toMatchObject(fault);
    expect(asked()).toBe(times);
  });

  const short = (change: Partial<Access['patience']>) => {
    const access = accessTo({}, secret);
    return { ...access, patience: { ...access.patience, attempts: 2, ...change } };
  };

  it('because it does not begin', async () => {
    const { model, asked } = await ask(
      withChat(() => true),
      { access: short({ answer: 300 }) },
    );
    const fault = await faultOf('slow to begin', replies(model, [rowOf('t')]));
    expect(fault).toMatchObject({
      kind: 'engine-lost',
      message: has('did not begin to answer within 0.3 s'),
    });
    expect(asked()).toBe(2);
  });

  it('because it falls silent', async () => {
    const { model, asked } = await ask(withChat(streamed(delta('I'), 'hang')), {
      access: short({ silence: 300 }),
    });
    const fault = await faultOf('silent in the middle', replies(model, [rowOf('t')]));
    expect(fault).toMatchObject({
      kind: 'engine-lost',
      message: has('nothing came for 0.3 s'),
    });
    expect(asked()).toBe(2);
  });

  it('because it is not there, at first or from some row on', async () => {
    const { model, server } = await ask(undefined);
    await server.close();
    const fault = await faultOf('down', replies(model, [rowOf('t')]));
    expect(fault).toMatchObject({
      kind: 'engine-lost',
      message: has('cannot be reached'),
    });
    expect(await faultOf('down at first', entryOf(server.address))).toEqual(fault);
  });

  it('because what listens there speaks no HTTP', async () => {
    const other = createServer((socket) => socket.end('SSH-2.0-nothing\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const fault = await faultOf('no HTTP', entryOf(`http://127.0.0.1:${port}`));
    other.close();
    expect(fault.kind).toBe('engine-lost');
  });
});

describe('a server that is not what was meant', () => {
  it('has no such interface', async () => {
    const trouble: Trouble = (_seen, response) => {
      response.writeHead(404).end();
      return true;
    };
    const server = await startModelServer({ kind: 'other', trouble });
    open.push(server);
    const fault = await faultOf('no interface', entryOf(server.address));
    expect(fault).toMatchObject({
      kind: 'bad-request',
      message: has('There is no OpenAI-compatible server'),
    });
  });

  it('has no such model, and says which it has', async () => {
    const server = await startModelServer({ kind: 'vllm', models: ['one', 'two'] });
    open.push(server);
    const entry = await entryOf(server.address, { model: 'three' });
    const fault = await faultOf('unknown model', loadFrom(engineWith(), entry));
    expect(fault).toMatchObject({
      kind: 'model-missing',
      message: has('no model named “three”. It has: one, two.'),
    });
  });

  it('is another than when the model was added', async () => {
    const server = await startModelServer({ kind: 'vllm', version: '2.0' });
    open.push(server);
    const entry = await entryOf(server.address);
    const before = { ...entry, reported: { ...entry.reported, version: '1.9' } };
    const fault = await faultOf('changed', loadFrom(engineWith(), before));
    expect(fault).toMatchObject({
      kind: 'model-damaged',
      message: has('it was vllm 1.9 with org/tiny, and is vllm 2.0 with org/tiny'),
    });
  });

  it('is on another machine, which is not asked at all', async () => {
    const fault = await faultOf('not this machine', entryOf('https://models.example/v1'));
    expect(fault.kind).toBe('bad-request');
  });

  it('is asked for more candidates than it gives', async () => {
    const server = await startModelServer({ kind: 'vllm' });
    open.push(server);
    const model = await loadFrom(engineWith(), await entryOf(server.address));
    const row = { key: 'a', messages: [], chain: 'none', text: 'x' } as const;
    const read = collect(model.distributions([row], 50, new AbortController().signal));
    const fault = await faultOf('too many candidates', read);
    expect(fault.message).toContain('greater than max allowed: 20');
  });
});

describe('a server that recovers', () => {
  it('from 500, then from a broken stream: the row is asked again and nothing of the first try is kept', async () => {
    const first = answer(500, '{}');
    const second = streamed(delta('half of'), 'destroy');
    const trouble = withChat(
      (seen, response, count) => (count === 0 ? first : second)(seen, response, count),
      2,
    );
    const { model, asked, tools } = await ask(trouble);
    expect(await replies(model, [rowOf('t', 'hello')])).toMatchObject([{ answer: 're: hello' }]);
    expect(asked()).toBe(3);
    // A random half is left out: 100 ms and 200 ms at the middle of it.
    expect(tools.waits).toEqual([75, 150]);
  });

  it('from 429 in the time that it asks for, in seconds or as a date', async () => {
    for (const header of ['2', 'Thu, 01 Jan 2026 00:00:02 GMT']) {
      const busy = withChat(answer(429, '{}', { 'retry-after': header }), 1);
      const { model, tools } = await ask(busy);
      expect(await replies(model, [rowOf('t', 'hello')])).toMatchObject([{ answer: 're: hello' }]);
      expect(tools.waits).toEqual([2000]);
    }
  });

  it('from silence that it fills with comments', async () => {
    const access = accessTo();
    const patient = { ...access, patience: { ...access.patience, silence: 1_000, attempts: 1 } };
    const trouble = withChat(async (_seen, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < 6; at++) {
        response.write(': still there\n\n');
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      response.end(`${delta('x')}data: {"choices":[{"finish_reason":"stop"}]}\n\n`);
      return true;
    });
    const { model } = await ask(trouble, { access: patient });
    expect(await replies(model, [rowOf('t')])).toMatchObject([{ answer: 'x', stop: 'end' }]);
  });

  it('takes a line of a megabyte', async () => {
    const long = 'ü'.repeat(2 ** 20);
    const { model } = await ask(
      withChat(streamed(`${delta(long)}data: {"choices":[{"finish_reason":"length"}]}\n\n`)),
    );
    expect(await replies(model, [rowOf('t')])).toMatchObject([{ answer: long, stop: 'length' }]);
  });

  it('is asked by fewer at once after it had too much to do', async () => {
    const { model, server } = await ask(withChat(answer(503, '{}'), 4), {
      access: accessTo({ concurrency: 8 }),
    });
    const rows = Array.from({ length: 24 }, (_, at) => rowOf(`t${at}`));
    const found = await replies(model, rows);
    expect(found.map(({ trial }) => trial).sort()).toEqual(rows.map(({ trial }) => trial).sort());
    expect(server.most()).toBeLessThanOrEqual(8);
  });
});

describe('an abort', () => {
  it('ends what is in flight and what waits, at once', async () => {
    const { model, asked } = await ask(
      withChat(() => true),
      { access: accessTo({ concurrency: 2 }) },
    );
    const controller = new AbortController();
    const rows = Array.from({ length: 5 }, (_, at) => rowOf(`t${at}`));
    const work = collect(model.generate(rows, controller.signal));
    await expect.poll(asked).toBe(2);
    controller.abort();
    await expect(work).rejects.toMatchObject({ kind: 'aborted' });
    expect(asked()).toBe(2);
  });

  it('is what closing the model is for those that wait for it', async () => {
    const { model, asked } = await ask(withChat(() => true));
    const work = collect(model.generate([rowOf('t')], new AbortController().signal));
    await expect.poll(asked).toBe(1);
    await model.close();
    await expect(work).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('ends a wait for a busy server', async () => {
    const controller = new AbortController();
    const { model } = await ask(
      withChat((seen, response, count) => {
        controller.abort();
        return answer(429, '{}', { 'retry-after': '4' })(seen, response, count);
      }),
    );
    const work = collect(model.generate([rowOf('t')], controller.signal));
    await expect(work).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('one row that fails', () => {
  const refuse = (status: number) =>
    withChat((seen, response, count) => {
      if (!JSON.stringify(seen.body).includes('bad')) return false;
      return answer(status, '{"error":"no"}')(seen, response, count);
    });

  it('ends the batch, and the others with it', async () => {
    const { model } = await ask(
      withChat((seen, response, count) =>
        JSON.stringify(seen.body).includes('bad')
          ? answer(401, '{"error":"no"}')(seen, response, count)
          : true,
      ),
    );
    const work = replies(model, [rowOf('good'), rowOf('bad'), rowOf('fine')]);
    await expect(work).rejects.toMatchObject({ kind: 'bad-request' });
  });

  it.each([400, 413, 422])(
    'of its own fault (%i) lets all others be answered first',
    async (status) => {
      const { model, asked } = await ask(refuse(status), { access: accessTo({ concurrency: 1 }) });
      const done: string[] = [];
      const rows = ['bad', 'good', 'bad too', 'fine'].map((name) => rowOf(name));
      const work = (async () => {
        for await (const event of model.generate(rows, new AbortController().signal)) {
          if (event.type === 'done') done.push(event.reply.trial);
        }
      })();
      await expect(work).rejects.toMatchObject({
        kind: 'row-refused',
        message: has(`(${status})`),
      });
      expect(done).toEqual(['good', 'fine']);
      expect(asked()).toBe(4);
    },
  );
});
