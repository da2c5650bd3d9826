import { describe, expect, it } from 'vitest';
import { PlumblineError } from '../../../src/domain/fault.ts';
import type { WebllmModel } from '../../../src/domain/model.ts';
import type {
  ForcedRow,
  RowDistributions,
  RowLikelihoods,
  TextRow,
} from '../../../src/engines/engine.ts';
import { rowsOf, type LogitSource } from '../../../src/engines/logits.ts';
import { createHandlers } from '../../../src/engines/webllm/serve.ts';
import { webllmLogits } from '../../../src/engines/webllm/source.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import { createStandIn, type StandIn, type StandInOptions } from './stand-in.ts';
import {
  specials,
  toyId,
  toyLogits,
  toySize,
  toyTokenizer,
  toyTokenizerFile,
} from './toy-runtime.ts';

const never = new AbortController().signal;
const ignore = () => undefined;
const source = { kind: 'stored', key: 'toy' } as const;
const encode = (text: string) => [...toyTokenizer.encode(text)];

async function load(options: StandInOptions = {}, changes: Partial<WebllmModel> = {}) {
  const standIn = await createStandIn(options);
  const handlers = createHandlers(standIn.tools);
  const model = webllmModel(changes);
  const capabilities = await handlers.load({ model, source }, { signal: never, emit: ignore });
  return { standIn, handlers, capabilities, loading: standIn.log.forwards.length };
}

/** log p of a token after a history, as it is defined. */
function logP(history: readonly number[], token: number): number {
  const logits = Array.from(toyLogits(history, null));
  const total = Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0));
  return (logits[token] ?? NaN) - total;
}

const opening = (text: string) => `<|sys|><|end|><|user|>${text}<|end|><|bot|>`;

async function weigh(
  { handlers }: Awaited<ReturnType<typeof load>>,
  rows: readonly TextRow[],
  signal = never,
): Promise<RowLikelihoods[]> {
  const found: RowLikelihoods[] = [];
  await handlers.likelihoods({ rows }, { signal, emit: (one) => found.push(one) });
  return found;
}

async function distribute(
  { handlers }: Awaited<ReturnType<typeof load>>,
  rows: readonly ForcedRow[],
  width: number,
): Promise<RowDistributions[]> {
  const found: RowDistributions[] = [];
  const emit = (one: RowDistributions) => found.push(one);
  await handlers.distributions({ rows, width }, { signal: never, emit });
  return found;
}

const asked: TextRow = {
  trial: 'a',
  messages: [{ role: 'user', content: 'Who lives by the river, and who pays $5?' }],
  texts: ['The miller lives there, and nobody else does.', 'No.', 'x'],
};

const read = (standIn: StandIn, from: number) => {
  const kinds = standIn.log.forwards.slice(from).map(({ by }) => by);
  return [...new Set(kinds)];
};

describe('likelihoods', () => {
  it.each([
    ['in one pass', { onePass: 'right' }, ['batch_prefill']],
    [
      'step by step where the library has no such function',
      { onePass: 'missing' },
      ['prefill', 'decode'],
    ],
    ['step by step where it gives something else', { onePass: 'wrong' }, ['prefill', 'decode']],
    ['step by step where it throws', { onePass: 'throws' }, ['prefill', 'decode']],
    [
      'in one pass of many chunks',
      { onePass: 'right', prefillChunk: 7, maxBatch: 3 },
      ['batch_prefill'],
    ],
    ['step by step for a hybrid', { hybrid: true }, ['batch_prefill', 'batch_decode']],
  ] as const)(
    'are each token’s log-probability behind the prompt: %s',
    async (_how, options, by) => {
      const loaded = await load(options, { hybrid: 'hybrid' in options });
      const [row] = await weigh(loaded, [asked]);
      expect(read(loaded.standIn, loaded.loading)).toEqual(by);
      expect(row?.likelihoods).toHaveLength(3);
      for (const [at, text] of asked.texts.entries()) {
        const tokens = encode(text);
        const before = encode(opening(asked.messages[0]?.content ?? ''));
        const { tokens: found, logProbs = [] } = row?.likelihoods[at] ?? {};
        expect(found).toEqual(tokens);
        expect(logProbs).toHaveLength(tokens.length);
        for (const [place, token] of tokens.entries()) {
          const expected = logP([...before, ...tokens.slice(0, place)], token);
          expect(logProbs[place]).toBeCloseTo(expected, 5);
        }
      }
    },
  );

  it('of texts that nothing stands before have none for the first token', async () => {
    const loaded = await load();
    const texts = ['The miller lives there.', 'x'];
    const [row] = await weigh(loaded, [{ trial: 'a', messages: [], texts }]);
    const tokens = encode(texts[0] ?? '');
    const [first, second] = row?.likelihoods ?? [];
    expect(first?.tokens).toEqual(tokens);
    expect(first?.logProbs).toHaveLength(tokens.length - 1);
    expect(first?.logProbs[0]).toBeCloseTo(logP(tokens.slice(0, 1), tokens[1] ?? 0), 5);
    expect(second).toEqual({ tokens: encode('x'), logProbs: [] });
  });

  it('are refused for a text past the context, and stop at an abort', async () => {
    const loaded = await load({}, { contextWindow: 80 });
    const texts = ['long '.repeat(30)];
    await expect(weigh(loaded, [{ ...asked, texts }])).rejects.toMatchObject({
      kind: 'bad-request',
    });
    const short = { ...asked, messages: [], texts: ['yes'] };
    await expect(weigh(loaded, [short], AbortSignal.abort())).rejects.toMatchObject({
      kind: 'aborted',
    });
  });

  it('fail as lost where the GPU goes while the two ways are compared', async () => {
    const standIn = await createStandIn({
      onForward: (tokens) => {
        if (tokens === 20) standIn.watch.fail('out of memory');
      },
    });
    const work = createHandlers(standIn.tools).load(
      { model: webllmModel(), source },
      { signal: never, emit: ignore },
    );
    await expect(work).rejects.toMatchObject({ kind: 'engine-lost' });
  });
});

describe('distributions', () => {
  const row: ForcedRow = {
    key: 'k',
    messages: [{ role: 'user', content: '?' }],
    chain: 'none',
    text: 'Yes, he does.',
  };

  it('are the likeliest tokens with the rest as one, over the whole padded vocabulary', async () => {
    const loaded = await load();
    expect(loaded.capabilities).toEqual({
      rows: 1,
      seeded: true,
      likelihoods: true,
      distributions: 'exact',
    });
    const [found] = await distribute(loaded, [row], 5);
    const tokens = encode('Yes, he does.');
    expect(found).toMatchObject({ key: 'k', tokens, width: 5 });
    const history = [...encode(opening('?')), ...tokens.slice(0, 3)];
    const all = Array.from({ length: toySize }, (_, id) => logP(history, id));
    const order = [...all.keys()].sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0) || a - b);
    expect([...(found?.ids ?? [])].slice(15, 20)).toEqual(order.slice(0, 5));
    const rest = order.slice(5).reduce((sum, id) => sum + Math.exp(all[id] ?? 0), 0);
    expect(found?.tail[3]).toBeCloseTo(Math.log(rest), 5);
    const whole = await distribute(loaded, [row], 1000);
    expect(whole[0]?.width).toBe(toySize);
    expect(whole[0]?.tail[0]).toBe(-Infinity);
  });

  it('stand behind the chain that is asked for, less what the template or the setting brings', async () => {
    const before = async (changes: Partial<WebllmModel>, chain: ForcedRow['chain']) => {
      const loaded = await load({}, changes);
      await distribute(loaded, [{ ...row, chain }], 1);
      return toyTokenizer
        .decode(Int32Array.from(loaded.standIn.log.history))
        .split('<|user|>?<|end|>')[1];
    };
    const text = 'Yes, he does';
    expect(await before({}, 'none')).toBe(`<|bot|>${text}`);
    expect(await before({}, 'empty')).toBe(`<|bot|><think></think>${text}`);
    expect(await before({}, encode('<think>so</think>'))).toBe(`<|bot|><think>so</think>${text}`);
    expect(await before({ thinking: 'off' }, 'empty')).toBe(
      `<|bot|><think>\n\n</think>\n\n${text}`,
    );
    expect(await before({ thinking: 'on' }, 'empty')).toBe(`<|bot|><think></think>${text}`);
    expect(await before({ chain: null }, 'empty')).toBe(`<|bot|>${text}`);
  });

  it('do not disturb the replies that follow, nor are they disturbed by them', async () => {
    const loaded = await load({}, { thinking: 'off' });
    const first = await distribute(loaded, [row], 3);
    const done: unknown[] = [];
    const sampling = { temperature: 0, topP: 1, topK: 0, maxTokens: 4 };
    const rows = [{ trial: 't', messages: row.messages, sampling, seed: 0 }];
    await loaded.handlers.generate(
      { rows },
      { signal: never, emit: (event) => event.type === 'done' && done.push(event.reply) },
    );
    expect(done).toHaveLength(1);
    expect(await distribute(loaded, [row], 3)).toEqual(first);
  });
});

describe('a source of logits', () => {
  const files: Record<string, unknown> = {
    'tokenizer.json': toyTokenizerFile,
    'mlc-chat-config.json': { vocab_size: toySize, context_window_size: 512 },
  };
  const request = {
    model: webllmModel(),
    device: 'webgpu',
    source,
    threads: 1,
  } as const;

  async function collect(source: LogitSource, texts: Parameters<LogitSource['read']>[0]) {
    const rows: number[][][] = texts.map(() => []);
    for await (const part of source.read(texts, { on: 'cpu', signal: never })) {
      for (const run of part.runs) {
        expect(run.from).toBe(rows[run.text]?.length);
        rows[run.text]?.push(...rowsOf(part, run).map((row) => [...row]));
      }
      part.release();
    }
    return rows;
  }

  it('gives every token’s raw logits, the same by both ways of reading', async () => {
    const texts = [
      {
        prompt: encode(opening('?')),
        text: encode('A text of some length, longer than a part has room for.'),
      },
      { prompt: [5], text: encode('b') },
    ];
    const ways = [];
    for (const onePass of ['right', 'missing'] as const) {
      const { tools } = await createStandIn({ onePass, files });
      const source = await webllmLogits(tools).open(request, ignore);
      ways.push(await collect(source, texts));
    }
    const [fast, slow] = ways;
    expect(fast).toEqual(slow);
    expect(fast?.map((rows) => rows.length)).toEqual(texts.map(({ text }) => text.length));
    const history = [...encode(opening('?')), ...encode('A te')];
    expect(fast?.[0]?.[4]).toEqual(Array.from(toyLogits(history, null)));
  });

  it('names its vocabulary, marks and context, without the weights as well', async () => {
    const { tools, reloads } = await createStandIn({ files });
    const engine = webllmLogits(tools);
    const described = await engine.describe(request);
    expect(reloads).toHaveLength(0);
    expect(described.marks).toEqual({ open: toyId('<think>'), close: toyId('</think>') });
    expect(described.vocabulary.size).toBe(toySize);
    expect(described.vocabulary.tokens[65]).toBe('A');
    expect(described.vocabulary.special).toEqual(new Set(specials.map(toyId)));
    const source = await engine.open(request, ignore);
    expect(source).toMatchObject({ ...described, context: 4096, device: null, rows: 1 });
    expect(source.piece(toyId('</think>'))).toBe('</think>');
    await source.close();
  });

  it('says what is wrong with files that are missing or of another kind', async () => {
    const asking = async (stored: Readonly<Record<string, unknown>>) =>
      webllmLogits((await createStandIn({ files: stored })).tools).describe(request);
    await expect(asking({})).rejects.toMatchObject({
      kind: 'model-missing',
      message: expect.stringContaining('tokenizer.json') as string,
    });
    const other = { 'tokenizer.json': {}, 'mlc-chat-config.json': {} };
    await expect(asking(other)).rejects.toMatchObject({ kind: 'model-damaged' });
    await expect(asking(other)).rejects.toBeInstanceOf(PlumblineError);
  });
});
