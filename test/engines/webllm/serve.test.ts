import { describe, expect, it } from 'vitest';
import { PlumblineError } from '../../../src/domain/fault.ts';
import type { Reply } from '../../../src/domain/reply.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import type { WebllmModel } from '../../../src/domain/model.ts';
import type { LoadProgress, Row, RowEvent } from '../../../src/engines/engine.ts';
import { rowSeed } from '../../../src/engines/webllm/generate.ts';
import { createHandlers } from '../../../src/engines/webllm/serve.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import { createStandIn, type StandIn, type StandInOptions } from './stand-in.ts';
import { toyId, toyTokenizer } from './toy-runtime.ts';

const never = new AbortController().signal;
const ignore = () => undefined;
const source = { kind: 'stored', key: 'toy' } as const;

const row = (content: string, changes: Partial<Row> = {}): Row => ({
  trial: 'trial',
  messages: [{ role: 'user', content }],
  sampling: greedy,
  seed: 0,
  ...changes,
});

/** Writes these tokens after whatever the prompt put before the reply, then ends. */
function says(text: string, before = ''): NonNullable<StandInOptions['next']> {
  const ids = [...toyTokenizer.encode(text), toyId('<|end|>')];
  const skip = toyTokenizer.encode(before).length;
  return (since) => ids[since.length - skip] ?? null;
}

async function load(
  options: StandInOptions = {},
  changes: Partial<WebllmModel> = {},
): Promise<{ standIn: StandIn; handlers: ReturnType<typeof createHandlers> }> {
  const standIn = await createStandIn(options);
  const handlers = createHandlers(standIn.tools);
  await handlers.load({ model: webllmModel(changes), source }, { signal: never, emit: ignore });
  return { standIn, handlers };
}

async function ask(
  handlers: ReturnType<typeof createHandlers>,
  asked: Row,
  signal = never,
  onEvent: (event: RowEvent) => void = ignore,
): Promise<Reply> {
  const replies: Reply[] = [];
  await handlers.generate(
    { rows: [asked] },
    {
      signal,
      emit: (event) => {
        onEvent(event);
        if (event.type === 'done') replies.push(event.reply);
      },
    },
  );
  const [reply] = replies;
  if (reply === undefined) throw new Error('no reply');
  return reply;
}

async function faultOf(work: Promise<unknown>): Promise<PlumblineError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlumblineError) return error;
  throw new Error(`not a fault: ${String(error)}`);
}

const promptText = ({ log }: StandIn) => {
  const end = log.history.lastIndexOf(toyId('<|bot|>')) + 1;
  return toyTokenizer.decode(Int32Array.from(log.history.slice(0, end)));
};

describe('loading', () => {
  it('hands the library one record with the addresses of the store, and neutral settings of the model', async () => {
    const { standIn } = await load({}, { contextWindow: 256 });
    expect(standIn.configs[0]?.appConfig).toEqual({
      model_list: [
        {
          model: 'https://stored.invalid/toy/resolve/main/',
          model_id: 'Toy-q4f16_1-MLC',
          model_lib: 'https://stored.invalid/toy/library.wasm',
          vram_required_MB: 12.5,
          required_features: ['shader-f16'],
        },
      ],
      cacheBackend: 'cache',
    });
    expect(standIn.reloads[0]?.options).toEqual({
      temperature: 1,
      top_p: 1,
      repetition_penalty: 1,
      frequency_penalty: 0,
      presence_penalty: 0,
      context_window_size: 256,
      sliding_window_size: -1,
    });
  });

  it('tells one progress that never goes back and ends whole', async () => {
    const standIn = await createStandIn();
    const told: LoadProgress[] = [];
    const emit = (progress: LoadProgress) => told.push(progress);
    await createHandlers(standIn.tools).load(
      { model: webllmModel(), source },
      { signal: never, emit },
    );
    const loaded = told.map((one) => one.loaded);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(told.at(-1)).toEqual({ file: 'shaders', loaded: 2048, total: 2048 });
    expect(new Set(told.map(({ file }) => file))).toEqual(
      new Set(['weights', 'weights, onto the GPU', 'shaders']),
    );
  });

  it('asks the library for nothing where the adapter falls short', async () => {
    const standIn = await createStandIn();
    const tools = { ...standIn.tools, findAdapter: () => Promise.resolve(null) };
    const fault = await faultOf(
      createHandlers(tools).load({ model: webllmModel(), source }, { signal: never, emit: ignore }),
    );
    expect(fault.kind).toBe('no-webgpu');
    expect(standIn.configs).toHaveLength(0);
  });

  it('refuses marks that are not single tokens', async () => {
    const marks = { open: '<thinking>', close: '</thinking>', opened: false };
    const fault = await faultOf(load({}, { chain: marks }));
    expect(fault).toMatchObject({ kind: 'engine-failed' });
    expect(fault.message).toContain('<thinking>');
  });

  it.each([
    [Object.assign(new Error('lost'), { name: 'DeviceLostError' }), 'engine-lost'],
    [Object.assign(new Error('full'), { name: 'QuotaExceededError' }), 'storage-full'],
    [Object.assign(new Error('bad hash'), { name: 'IntegrityError' }), 'model-damaged'],
    [new TypeError('Failed to fetch'), 'model-missing'],
    [new Error('Cannot fetch https://hub.invalid/x err= 404'), 'model-missing'],
    [new Error('Cannot initialize runtime because of requested maxBufferSize'), 'no-webgpu'],
    [new Error('something else'), 'engine-failed'],
  ])('makes a fault of %s: %s', async (error, kind) => {
    const fault = await faultOf(load({ failLoad: () => error }));
    expect(fault.kind).toBe(kind);
    expect(fault.remedy).not.toBeUndefined();
  });

  it('sees that the library swallowed an aborted load', async () => {
    const standIn = await createStandIn();
    const createEngine: typeof standIn.tools.createEngine = (config) => {
      const engine = standIn.tools.createEngine(config);
      engine.reload = () => Promise.resolve();
      return engine;
    };
    const handlers = createHandlers({ ...standIn.tools, createEngine });
    const fault = await faultOf(
      handlers.load({ model: webllmModel(), source }, { signal: never, emit: ignore }),
    );
    expect(fault.kind).toBe('engine-failed');
  });
});

describe('a reply', () => {
  it('is its exact tokens without the end mark, split by the ids of the marks', async () => {
    const { handlers } = await load({ next: says('<think>two and two</think>Four.') });
    const reply = await ask(handlers, row('What is 2 + 2?'));
    expect(reply).toMatchObject({
      trial: 'trial',
      tokens: [...toyTokenizer.encode('<think>two and two</think>Four.')],
      chain: 'two and two',
      answer: 'Four.',
      chainTokens: 13,
      stop: 'end',
    });
    expect(reply.timing.prefill).toBeGreaterThan(0);
    expect(reply.timing.decode).toBeGreaterThan(0);
  });

  it('has the chain of its family: other marks, or one that the template opened', async () => {
    const square = { open: '[THINK]', close: '[/THINK]', opened: false };
    const one = await load({ next: says('[THINK]hm[/THINK]Yes') }, { chain: square });
    expect(await ask(one.handlers, row('?'))).toMatchObject({ chain: 'hm', answer: 'Yes' });
    const opened = { open: '<think>', close: '</think>', opened: true };
    const two = await load({ next: says('hm</think>Yes') }, { chain: opened });
    expect(await ask(two.handlers, row('?'))).toMatchObject({ chain: 'hm', answer: 'Yes' });
    const none = await load({ next: says('<think>hm</think>Yes') }, { chain: null });
    expect(await ask(none.handlers, row('?'))).toMatchObject({
      chain: null,
      answer: '<think>hm</think>Yes',
    });
  });

  it('that reached its limit inside a chain has no answer, whether or not the template opened it', async () => {
    const long = `<think>${'so '.repeat(40)}`;
    const sampling = { ...greedy, maxTokens: 30 };
    const { handlers } = await load({ next: says(long) });
    const reply = await ask(handlers, row('?', { sampling }));
    expect(reply).toMatchObject({ answer: null, stop: 'length', chainTokens: 30 });
    expect(reply.tokens).toHaveLength(30);
    const opened = { open: '<think>', close: '</think>', opened: true };
    const other = await load({ next: says('so '.repeat(40)) }, { chain: opened });
    expect(await ask(other.handlers, row('?', { sampling }))).toMatchObject({ answer: null });
  });

  it('ends by a stop string without it', async () => {
    const config = {
      conv_template: {
        system_template: '{system_message}',
        system_message: '',
        roles: { user: '<|user|>', assistant: '<|bot|>', tool: '' },
        role_templates: undefined,
        seps: ['<|end|>'],
        role_content_sep: '',
        role_empty_sep: '',
        stop_str: ['###'],
        stop_token_ids: [],
      },
    };
    const { handlers } = await load({ next: says('Yes.###no more'), config });
    expect(await ask(handlers, row('?'))).toMatchObject({
      tokens: [...toyTokenizer.encode('Yes.')],
      answer: 'Yes.',
      stop: 'end',
    });
  });

  it('of a model told not to think has the room that others have, and none of the empty chain', async () => {
    const header = '<think>\n\n</think>\n\n';
    const sampling = { ...greedy, maxTokens: 12 };
    const { standIn, handlers } = await load(
      { next: says('0123456789abcdef', header) },
      { thinking: 'off' },
    );
    const reply = await ask(handlers, row('?', { sampling }));
    expect(reply).toMatchObject({
      tokens: [...toyTokenizer.encode('0123456789ab')],
      chain: null,
      answer: '0123456789ab',
      chainTokens: 0,
      stop: 'length',
    });
    const read = toyTokenizer.decode(Int32Array.from(standIn.log.history));
    expect(read).toContain(`<|bot|>${header}0123`);
    const opened = { open: '<think>', close: '</think>', opened: true };
    const other = await load({ next: says('Yes', header) }, { thinking: 'off', chain: opened });
    expect(await ask(other.handlers, row('?'))).toMatchObject({ chain: null, answer: 'Yes' });
  });

  it('is told step by step, marks included', async () => {
    const standIn = await createStandIn({ next: says('<think>aaaaaaaaaa</think>bbbbbbbbbb') });
    let clock = 0;
    const handlers = createHandlers({ ...standIn.tools, now: () => (clock += 100) });
    await handlers.load({ model: webllmModel(), source }, { signal: never, emit: ignore });
    const texts: string[] = [];
    await ask(handlers, row('?'), never, (event) => {
      if (event.type === 'step') texts.push(event.rows[0]?.text ?? '');
    });
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.at(-1)).toMatch(/^<think>aaaaaaaaaa<\/think>b/);
  });
});

describe('what is asked', () => {
  it('is the same of every model: sampling, penalties and a system message, never the model’s own', async () => {
    const { standIn, handlers } = await load({ next: says('Yes, yes.') }, { system: '' });
    await ask(handlers, row('Well?', { sampling: { ...greedy, temperature: 0.8, topP: 0.9 } }));
    expect(standIn.requests).toMatchObject([
      {
        temperature: 0.8,
        top_p: 0.9,
        frequency_penalty: 0,
        presence_penalty: 0,
        repetition_penalty: 1,
        seed: expect.any(Number) as number,
        max_tokens: greedy.maxTokens,
        messages: [{ role: 'system' }, { role: 'user' }],
      },
    ]);
    const { temperatures, topPs, penalties } = standIn.log;
    expect(new Set(temperatures.slice(-9))).toEqual(new Set([Math.fround(0.8)]));
    expect(new Set(topPs.slice(-9))).toEqual(new Set([Math.fround(0.9)]));
    expect(penalties).toBe(0);
    expect(promptText(standIn)).toBe('<|sys|><|end|><|user|>Well?<|end|><|bot|>');
  });

  it('takes 1e-6 for temperature 0', async () => {
    const { standIn, handlers } = await load({ next: says('Yes.') });
    await ask(handlers, row('?'));
    expect(standIn.log.temperatures.at(-1)).toBe(Math.fround(1e-6));
  });

  it('brings the item’s own system message, else the catalogue’s', async () => {
    const { standIn, handlers } = await load({ next: says('Yes.') }, { system: 'Be brief.' });
    await ask(handlers, row('?'));
    expect(promptText(standIn)).toBe('<|sys|>Be brief.<|end|><|user|>?<|end|><|bot|>');
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: '?' },
    ] as const;
    await ask(handlers, row('', { messages }));
    expect(promptText(standIn)).toBe('<|sys|>Be kind.<|end|><|user|>?<|end|><|bot|>');
  });

  it.each([
    '$$',
    '$&',
    '$`',
    "$'",
    '$1',
    'pay $5 or $$5',
    '{function_string}',
    '{user_message} $&',
  ])('reaches the model as it is: %s', async (content) => {
    const { standIn, handlers } = await load({ next: says('Yes.') });
    const messages = [
      { role: 'system' as const, content },
      { role: 'user' as const, content },
      { role: 'assistant' as const, content },
      { role: 'user' as const, content },
    ];
    await ask(handlers, row('', { messages }));
    expect(promptText(standIn)).toBe(
      `<|sys|>${content}<|end|><|user|>${content}<|end|><|bot|>${content}<|end|><|user|>${content}<|end|><|bot|>`,
    );
  });

  it('reaches a model without templates for roles as it is, too', async () => {
    const { conv_template } = (await import('./toy-runtime.ts')).toyConfig;
    const config = { conv_template: { ...conv_template, role_templates: undefined } };
    const { standIn, handlers } = await load({ next: says('Yes.'), config });
    await ask(handlers, row('$$ and $& and {function_string}'));
    expect(promptText(standIn)).toContain('<|user|>$$ and $& and {function_string}<|end|>');
  });

  it('is seeded by the row, so that a reply repeats, and rows differ though their seed is small', async () => {
    const { standIn, handlers } = await load();
    const sampling = { ...greedy, temperature: 1, maxTokens: 20 };
    const one = await ask(handlers, row('?', { sampling, seed: 7 }));
    expect(standIn.log.seeds).toContain(rowSeed({ seed: 7, trial: 'trial' }));
    const again = await ask(handlers, row('?', { sampling, seed: 7 }));
    const other = await ask(handlers, row('?', { sampling, seed: 7, trial: 'other' }));
    expect(again.tokens).toEqual(one.tokens);
    expect(other.tokens).not.toEqual(one.tokens);
    const firstDraws = Array.from({ length: 200 }, (_, at) => {
      const seed = rowSeed({ seed: 0, trial: `t${at}` });
      expect(seed).toBeGreaterThan(0);
      expect(seed).toBeLessThan(2 ** 31 - 1);
      return ((seed * 48271) % 2147483647) / 2147483647;
    });
    expect(firstDraws.filter((u) => u < 0.5).length).toBeGreaterThan(70);
    expect(firstDraws.filter((u) => u < 0.5).length).toBeLessThan(130);
  });

  it('does not hang on what was asked before, a dialogue that goes on included', async () => {
    const { standIn, handlers } = await load({ next: says('Yes.') });
    await ask(handlers, row('One?'));
    const messages = [
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: 'Two?' },
    ] as const;
    const reply = await ask(handlers, row('', { messages }));
    const whole = '<|sys|><|end|><|user|>One?<|end|><|bot|>Yes.<|end|><|user|>Two?<|end|><|bot|>';
    expect(promptText(standIn)).toBe(whole);
    expect(reply.answer).toBe('Yes.');
  });

  it('is refused where the library cannot do it: a cut to K tokens, or a prompt past the context', async () => {
    const { handlers } = await load({ next: says('Yes.') }, { contextWindow: 64 });
    const sampling = { ...greedy, temperature: 1, topK: 5 };
    expect((await faultOf(ask(handlers, row('?', { sampling })))).kind).toBe('bad-request');
    const long = await faultOf(ask(handlers, row('long '.repeat(40))));
    expect(long).toMatchObject({ kind: 'bad-request' });
    expect(long.message).toContain('64');
    expect((await ask(handlers, row('?'))).answer).toBe('Yes.');
  });
});

describe('an abort', () => {
  it('acts between two tokens, gives no reply, and leaves the next row whole', async () => {
    const controller = new AbortController();
    let tokens = 0;
    const { handlers } = await load({
      next: says('x'.repeat(100)),
      onForward: () => {
        if (++tokens === 60) controller.abort();
      },
    });
    tokens = 0;
    const fault = await faultOf(ask(handlers, row('?'), controller.signal));
    expect(fault.kind).toBe('aborted');
    expect(tokens).toBeLessThan(70);
    expect((await ask(handlers, row('?'))).answer).toBe('x'.repeat(100));
  });

  it('acts though it came while the library took up the request, which makes it forget', async () => {
    const { standIn, handlers } = await load({ next: says('x'.repeat(100)) });
    const controller = new AbortController();
    const read = standIn.log.forwards.length;
    const work = ask(handlers, row('?'), controller.signal);
    controller.abort();
    expect((await faultOf(work)).kind).toBe('aborted');
    expect(standIn.log.forwards.length - read).toBeLessThan(5);
  });

  it('that came before asks nothing', async () => {
    const { standIn, handlers } = await load({ next: says('x') });
    const read = standIn.log.forwards.length;
    expect((await faultOf(ask(handlers, row('?'), AbortSignal.abort()))).kind).toBe('aborted');
    expect(standIn.log.forwards).toHaveLength(read);
  });
});

describe('a lost GPU', () => {
  it('fails what is in flight and all that follows, as lost', async () => {
    const standIn = await createStandIn({
      next: says('x'.repeat(50)),
      onForward: (read) => {
        if (read === 40) standIn.watch.fail('the driver was reset');
      },
    });
    const handlers = createHandlers(standIn.tools);
    await handlers.load(
      { model: webllmModel({ hybrid: true }), source },
      { signal: never, emit: ignore },
    );
    const fault = await faultOf(ask(handlers, row('?')));
    expect(fault).toMatchObject({ kind: 'engine-lost' });
    expect(fault.message).toContain('the driver was reset');
    expect((await faultOf(ask(handlers, row('?')))).kind).toBe('engine-lost');
  });
});

describe('unloading', () => {
  it('frees the library, and nothing can be asked any more', async () => {
    const { standIn, handlers } = await load({ next: says('Yes.') });
    await handlers.unload(undefined, { signal: never, emit: ignore });
    expect(standIn.unloads).toBe(1);
    expect((await faultOf(ask(handlers, row('?')))).kind).toBe('engine-failed');
  });
});
