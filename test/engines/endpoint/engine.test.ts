import { afterEach, describe, expect, it } from 'vitest';
import {
  idsOf,
  logProbsAfter,
  startModelServer,
  templateOf,
  type ModelServer,
  type ModelServerOptions,
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
  think,
} from '../../support/endpoint.ts';
import type { Told } from '../../../src/engines/endpoint/record.ts';

const open: ModelServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(options: ModelServerOptions): Promise<ModelServer> {
  const server = await startModelServer(options);
  open.push(server);
  return server;
}

async function load(options: ModelServerOptions, told: Partial<Told> = {}, access = accessTo()) {
  const server = await serve(options);
  const model = await entryOf(server.address, told, access);
  return { server, entry: model, model: await loadFrom(engineWith(access), model) };
}

const chat = ({ seen }: ModelServer) => seen.filter(({ path }) => path.endsWith('completions'));
const signal = new AbortController().signal;

describe('a server is looked at', () => {
  it.each([
    ['vllm', { version: '1.2.3', weights: 'org/tiny' }, 4096, null],
    ['llama.cpp', { version: 'b1.2.3', weights: 'tiny, 4000 bytes' }, 2048, 1000],
    ['ollama', { version: '1.2.3', weights: 'c0ffee' }, null, null],
    ['other', { version: null, weights: null }, null, null],
  ] as const)('and %s says what it is', async (kind, reported, contextWindow, parameters) => {
    const { address } = await serve({ kind });
    const entry = await entryOf(address);
    expect(entry).toMatchObject({ server: kind, reported, contextWindow, parameters, address });
  });

  it('without the folder that a GGUF lies in', async () => {
    const name = '/home/someone/models/tiny.gguf';
    const { address } = await serve({ kind: 'llama.cpp', models: [name] });
    const { reported } = await entryOf(address, { model: name });
    expect(reported.weights).toBe('tiny.gguf, 4000 bytes');
  });
});

describe('what a model can do there', () => {
  it.each([
    ['vllm', { seeded: false, likelihoods: true, distributions: 'top-k' }],
    ['llama.cpp', { seeded: false, likelihoods: false, distributions: 'top-k' }],
    ['ollama', { seeded: true, likelihoods: false, distributions: 'none' }],
    ['other', { seeded: false, likelihoods: false, distributions: 'none' }],
  ] as const)('is found out at %s', async (kind, capabilities) => {
    const { model } = await load({ kind });
    expect(model.capabilities).toEqual({ rows: 32, ...capabilities });
  });

  it('is less where the server does not do what its kind can', async () => {
    const without = { kind: 'vllm', trouble: deny('/tokenize') } as const;
    const { model } = await load(without);
    expect(model.capabilities).toMatchObject({ likelihoods: false, distributions: 'none' });
  });

  it('repeats from a seed at llama.cpp where one row is asked at a time', async () => {
    const { model } = await load({ kind: 'llama.cpp' }, {}, accessTo({ concurrency: 1 }));
    expect(model.capabilities).toMatchObject({ seeded: true, rows: 4 });
  });
});

function deny(what: string): NonNullable<ModelServerOptions['trouble']> {
  return ({ path }, response) => {
    if (path !== what) return false;
    response.writeHead(404).end('{}');
    return true;
  };
}

describe('a request', () => {
  it('has every sampling value, the seed and the messages as they are', async () => {
    const sampling = { temperature: 0.7, topP: 0.9, topK: 0, maxTokens: 12 };
    const messages = [
      { role: 'system' as const, content: 'Be $& brief.' },
      { role: 'user' as const, content: 'Why?' },
    ];
    const common = {
      model: 'tiny',
      messages,
      temperature: 0.7,
      top_p: 0.9,
      max_tokens: 12,
      seed: 9,
    };
    const bodies = {
      vllm: { ...common, top_k: -1, min_p: 0, repetition_penalty: 1, return_token_ids: true },
      'llama.cpp': { ...common, top_k: 0, min_p: 0, repeat_penalty: 1, cache_prompt: false },
      ollama: common,
      other: common,
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const { server, model } = await load({ kind: kind as keyof typeof bodies });
      await replies(model, [{ trial: 't', messages, sampling, seed: 9 }]);
      const sent = chat(server).at(-1)?.body;
      expect(sent).toMatchObject({
        ...body,
        stream: true,
        presence_penalty: 0,
        frequency_penalty: 0,
      });
      if (kind === 'other') expect(sent).not.toHaveProperty('top_k');
    }
  });

  it('turns thinking on and off as each server names it', async () => {
    const off = { chat_template_kwargs: { enable_thinking: false } };
    const wanted = { vllm: off, 'llama.cpp': off, ollama: { reasoning_effort: 'none' } };
    for (const [kind, body] of Object.entries(wanted)) {
      const { server, model } = await load(
        { kind: kind as keyof typeof wanted },
        { thinking: 'off' },
      );
      await replies(model, [rowOf('t')]);
      expect(chat(server).at(-1)?.body).toMatchObject(body);
    }
  });

  it('brings the key, and nothing without one', async () => {
    const { server, model } = await load({ kind: 'vllm' }, {}, accessTo({}, 'sk-1'));
    await replies(model, [rowOf('t')]);
    expect(new Set(server.seen.map(({ key }) => key))).toEqual(new Set(['Bearer sk-1']));
    const plain = await load({ kind: 'other' });
    expect(plain.server.seen.every(({ key }) => key === null)).toBe(true);
  });
});

describe('a reply', () => {
  it.each([
    ['vllm', false],
    ['vllm', true],
    ['llama.cpp', false],
    ['ollama', false],
  ] as const)('has the chain that %s tells apart (older field: %s)', async (kind, older) => {
    const say = () => ({ chain: ' I wonder … ü😀 ', text: 'Yes, ü😀.' });
    const { model } = await load({ kind, older, say }, { chain: think });
    const [reply] = await replies(model, [rowOf('t')]);
    expect(reply).toMatchObject({ chain: 'I wonder … ü😀', answer: 'Yes, ü😀.', stop: 'end' });
  });

  it('has the chain that stands in the text between marks', async () => {
    const say = () => ({ text: '<think>I wonder</think>\n\nYes.' });
    const { model } = await load({ kind: 'other', say }, { chain: think });
    expect(await replies(model, [rowOf('t')])).toMatchObject([
      { chain: 'I wonder', answer: 'Yes.', tokens: [], chainTokens: 0 },
    ]);
  });

  it('is all answer where the model writes no chains, marks or not', async () => {
    const say = () => ({ text: 'A mark: <think>' });
    const { model } = await load({ kind: 'other', say });
    expect(await replies(model, [rowOf('t')])).toMatchObject([
      { chain: null, answer: 'A mark: <think>' },
    ]);
  });

  it.each([
    ['in the field', { chain: 'I wond', text: '', finish: 'length' }, think],
    ['in the text', { text: '<think>I wond', finish: 'length' }, think],
    ['that the template opened', { text: 'I wond', finish: 'length' }, { ...think, opened: true }],
  ])('that ended inside its chain %s has no answer', async (_where, said, chain) => {
    const { model } = await load({ kind: 'ollama', say: () => said }, { chain });
    expect(await replies(model, [rowOf('t')])).toMatchObject([
      // The whole reply is chain, and the server says how long the whole is.
      { chain: 'I wond', answer: null, stop: 'length', chainTokens: 5 },
    ]);
  });

  it('that only closes a chain, since the template opened it, has both', async () => {
    const say = () => ({ text: 'I wonder</think>Yes.' });
    for (const opened of [true, false]) {
      const { model } = await load({ kind: 'other', say }, { chain: { ...think, opened } });
      expect(await replies(model, [rowOf('t')])).toMatchObject([
        { chain: 'I wonder', answer: 'Yes.' },
      ]);
    }
  });

  it('has exact tokens at vLLM, its end mark left out, and its chain counted by the marks', async () => {
    const whole = idsOf('<think>ab</think>c<eos>');
    const say = () => ({ text: '<think>ab</think>c', tokens: whole });
    const { model } = await load({ kind: 'vllm', say }, { chain: think });
    expect(await replies(model, [rowOf('t')])).toMatchObject([
      { chain: 'ab', answer: 'c', tokens: whole.slice(0, -1), chainTokens: 4 },
    ]);
  });

  it('takes the length of its chain from the server where that tells it', async () => {
    const usage = { completion_tokens: 30, completion_tokens_details: { reasoning_tokens: 21 } };
    const say = () => ({ chain: 'I wonder', text: 'Yes.', usage });
    const { model } = await load({ kind: 'other', say }, { chain: think });
    expect(await replies(model, [rowOf('t')])).toMatchObject([{ chainTokens: 21 }]);
  });

  it('may come whole from a server that cannot stream', async () => {
    const say = () => ({ chain: 'I wonder', text: 'Yes.' });
    const { model } = await load({ kind: 'other', say, stream: false }, { chain: think });
    expect(await replies(model, [rowOf('t')])).toMatchObject([
      { chain: 'I wonder', answer: 'Yes.', stop: 'end' },
    ]);
  });

  it('is shown while it is written, its chain between marks', async () => {
    const say = () => ({ chain: 'I wonder about it', text: 'Yes, I do.' });
    const server = await serve({ kind: 'other', say });
    let clock = 0;
    const tools = { ...endpointTools(), now: () => (clock += 1000) };
    const model = await loadFrom(
      engineWith(accessTo(), tools),
      await entryOf(server.address, { chain: think }),
    );
    const events = await collect(model.generate([rowOf('t')], signal));
    const texts = events.flatMap((event) => (event.type === 'step' ? event.rows : []));
    expect(texts.at(-1)).toEqual({
      trial: 't',
      text: '<think>I wonder about it</think>Yes, I do.',
    });
    const all = texts.at(-1)?.text ?? '';
    expect(texts.every(({ text }) => all.startsWith(text))).toBe(true);
  });
});

describe('a batch', () => {
  it('is asked at once up to the limit, and every row gets its own reply', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    };
    const { server, model } = await load(
      { kind: 'other', trouble: slow },
      {},
      accessTo({ concurrency: 4 }),
    );
    const rows = Array.from({ length: 30 }, (_, at) => rowOf(`t${at}`, `item ${at}`));
    const found = await replies(model, rows);
    expect(found.map(({ trial, answer }) => [trial, answer]).sort()).toEqual(
      rows.map(({ trial }, at) => [trial, `re: item ${at}`]).sort(),
    );
    expect(server.most()).toBeLessThanOrEqual(4);
    expect(server.most()).toBeGreaterThan(1);
  });
});

describe.each(['vllm', 'llama.cpp'] as const)('distributions of %s', (kind) => {
  const text = 'Yes.';
  const messages = [{ role: 'user' as const, content: 'Why?' }];
  const start = idsOf(`<s>${templateOf(messages)}`);

  it.each([
    ['none', []],
    ['empty', idsOf('<think></think>')],
    [idsOf('<think>so</think>'), idsOf('<think>so</think>')],
  ] as const)(
    'are the likeliest tokens at each place, and the rest as one (chain: %j)',
    async (chain, before) => {
      const { model } = await load({ kind }, { chain: think });
      const width = 5;
      const rows = [
        { key: 'a', messages, chain, text },
        { key: 'b', messages, chain, text: idsOf('No') },
      ];
      const [first, second] = await collect(model.distributions(rows, width, signal));
      expect([first?.key, second?.key]).toEqual(['a', 'b']);
      expect(first?.tokens).toEqual(idsOf(text));
      expect(first).toMatchObject({ width, floor: null });
      for (const [at] of idsOf(text).entries()) {
        const all = logProbsAfter([...start, ...before, ...idsOf(text).slice(0, at)]);
        const best = all
          .map((logProb, id) => ({ logProb, id }))
          .sort((a, b) => b.logProb - a.logProb)
          .slice(0, width);
        const row = [at * width, (at + 1) * width] as const;
        expect([...(first?.ids.slice(...row) ?? [])]).toEqual(best.map(({ id }) => id));
        const kept = [...(first?.logProbs.slice(...row) ?? [])];
        kept.forEach((logProb, rank) => {
          expect(logProb).toBeCloseTo(best[rank]?.logProb ?? NaN, 5);
        });
        const rest = all.reduce((sum, z) => sum + Math.exp(z), 0);
        const named = best.reduce((sum, { logProb }) => sum + Math.exp(logProb), 0);
        expect(first?.tail[at]).toBeCloseTo(Math.log(rest - named), 5);
      }
    },
  );

  it('close the chain that the template opened, and no more', async () => {
    const opening = [{ role: 'user' as const, content: 'Why?<think>' }];
    const server = await serve({ kind });
    const entry = await entryOf(server.address, { chain: { ...think, opened: true } });
    const model = await loadFrom(engineWith(), entry);
    const row = { key: 'a', messages: opening, chain: 'empty', text: idsOf('N') } as const;
    const [found] = await collect(model.distributions([row], 1, signal));
    const all = logProbsAfter([...idsOf(`<s>${templateOf(opening)}`), ...idsOf('</think>')]);
    expect(found?.logProbs[0]).toBeCloseTo(Math.max(...all), 5);
  });
});

describe('likelihoods of vLLM', () => {
  it('are each token’s own, also of one that is not among the likeliest', async () => {
    const { model } = await load({ kind: 'vllm' });
    const messages = [{ role: 'user' as const, content: 'Why?' }];
    const rows = [
      { trial: 'a', messages, texts: ['Yes', ''] },
      { trial: 'b', messages: [], texts: ['No'] },
    ];
    const [first, second] = await collect(model.likelihoods(rows, signal));
    const expected = (before: number[], text: string) =>
      idsOf(text).map(
        (id, at) => logProbsAfter([...before, ...idsOf(text).slice(0, at)])[id] ?? NaN,
      );
    const start = idsOf(`<s>${templateOf(messages)}`);
    expect(first?.likelihoods[0]?.logProbs).toEqual(expected(start, 'Yes'));
    expect(first?.likelihoods[1]).toEqual({ tokens: [], logProbs: [] });
    expect(second?.likelihoods[0]?.logProbs).toEqual(expected(idsOf('<s>'), 'No'));
  });
});
