import { cdp } from 'vitest/browser';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DriftRow } from '../../../src/audit/drift/plan.ts';
import { catalog, findModel } from '../../../src/catalog/catalog.ts';
import type { Device } from '../../../src/domain/audit.ts';
import { driftTokens, type DriftRecord } from '../../../src/domain/drift.ts';
import type { Model } from '../../../src/domain/model.ts';
import { sides, type Side } from '../../../src/domain/pair.ts';
import { rowsOf, type LogitSource } from '../../../src/engines/logits.ts';
import { onnxLogits } from '../../../src/engines/onnx/source.ts';
import { measured } from '../../support/drift.ts';
import { base, microModel } from '../../support/micro.ts';

const row = (id: string, content: string, rest: Pick<DriftRow, 'chain' | 'text'>): DriftRow => ({
  id,
  messages: [{ role: 'user', content }],
  ...rest,
});

/** As planned of real replies: texts of several lengths, some of them read twice, and one behind a chain. */
function rowsFor(think: { open: number; close: number }, ids: (text: string) => number[]) {
  const answer = ids('The baker sells bread and cakes to all who come by.');
  const chained = [think.open, ...ids('The baker bakes.'), think.close, ...answer];
  return [
    row('reply', 'What does the baker sell?', {
      chain: 'empty',
      text: { by: 'baseline', tokens: ids('Bread, of course.'), chainTokens: 0 },
    }),
    row('after', 'What does the baker sell?', {
      chain: 'own',
      text: { by: 'reasoning', tokens: chained, chainTokens: chained.length - answer.length },
    }),
    row('without', 'What does the baker sell?', {
      chain: 'empty',
      text: { by: 'reasoning', tokens: chained, chainTokens: chained.length - answer.length },
    }),
    // The same words from the other model: one reading, and two records.
    row('same', 'What does the baker sell?', {
      chain: 'empty',
      text: { by: 'reasoning', tokens: ids('Bread, of course.'), chainTokens: 0 },
    }),
    row('reference', 'Ada has 3 pears and buys 4 more. How many pears has Ada now?', {
      chain: 'empty',
      text: '7',
    }),
    row('plain', 'Hello.', { chain: 'none', text: 'Good day to you, and to all in the town!' }),
  ];
}

const opened = new Map<string, LogitSource>();
async function source(model: Model, device: Device = 'wasm'): Promise<LogitSource> {
  const known = opened.get(`${model.id} ${device}`);
  if (known !== undefined) return known;
  const made = await onnxLogits.open(
    { model, device, source: { kind: 'shipped', base } as const, threads: 2 },
    () => undefined,
  );
  opened.set(`${model.id} ${device}`, made);
  return made;
}

const divergences = ['forward', 'reverse', 'js'] as const;

/** A record holds float32, which is good to 1.2e-7 of a value: beyond 1 nat, errors are told of the value. */
function apart(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(1, expected);
}

function furthest(one: ReadonlyMap<string, DriftRecord>, other: ReadonlyMap<string, DriftRecord>) {
  let worst = 0;
  for (const [id, record] of one) {
    const same = other.get(id);
    expect(same?.tokens).toEqual(record.tokens);
    for (const kind of divergences) {
      for (const [at, value] of record[kind].entries()) {
        worst = Math.max(worst, apart(same?.[kind][at] ?? NaN, value));
      }
    }
  }
  return worst;
}

let micro: Model;
let pair: Record<Side, Model>;
let microRows: DriftRow[];
let rows: DriftRow[];
let together: ReadonlyMap<string, DriftRecord>;

beforeAll(async () => {
  micro = await microModel();
  pair = {
    baseline: findModel(catalog, 'specimen-instruct'),
    reasoning: findModel(catalog, 'specimen-reasoning-sft'),
  };
  const made = async (model: Model) => {
    const { marks, force } = await source(model);
    const ids = (text: string) => [...force({ key: '', messages: [], chain: 'none', text }).text];
    return rowsFor(marks ?? { open: -1, close: -1 }, ids);
  };
  microRows = await made(micro);
  rows = await made(pair.reasoning);
  together = await measured(pair, rows, { modes: ['together'] });
  // Each worker compiles the runtime anew.
}, 120_000);

describe('drift of real models', () => {
  it('is nothing of a model from itself', async () => {
    const self = { baseline: micro, reasoning: { ...micro, id: 'twin' } };
    const plain = microRows.filter(({ chain }) => chain === 'none');
    for (const models of [self, { baseline: micro, reasoning: micro }]) {
      const records = await measured(models, plain, { modes: ['together'] });
      expect(records.size).toBe(plain.length);
      for (const record of records.values()) {
        for (const kind of divergences) expect(Math.max(...record[kind])).toBeLessThanOrEqual(1e-9);
        expect([...record.agreement].every((one) => one === 1)).toBe(true);
      }
    }
  });

  it('agrees with a reference in float64 over the logits that both models give', async () => {
    const models = {
      baseline: await source(pair.baseline),
      reasoning: await source(pair.reasoning),
    };
    expect([...together.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
    const { marks } = models.reasoning;
    let worst = 0;
    let places = 0;
    for (const one of rows) {
      const record = together.get(one.id);
      const text = record?.tokens ?? new Uint32Array();
      const logits = await Promise.all(
        sides.map((side) => logitsOf(models[side], one, side, [...text], marks)),
      );
      const isShared = (id: number) =>
        sides.every((side) => !models[side].vocabulary.special.has(id));
      for (const at of text.keys()) {
        const [p = [], q = []] = logits.map((all) =>
          softmax(all[at] ?? new Float32Array(), isShared),
        );
        const kl = (a: number[], b: number[]) =>
          a.reduce((sum, x, id) => (x > 0 ? sum + x * Math.log(x / (b[id] ?? 0)) : sum), 0);
        const middle = p.map((x, id) => (x + (q[id] ?? 0)) / 2);
        const expected = {
          forward: kl(p, q),
          reverse: kl(q, p),
          js: (kl(p, middle) + kl(q, middle)) / 2,
        };
        for (const kind of divergences) {
          worst = Math.max(worst, apart(record?.[kind][at] ?? NaN, expected[kind]));
        }
        worst = Math.max(
          worst,
          Math.abs((record?.own.baseline[at] ?? NaN) - (p[text[at] ?? 0] ?? NaN)),
        );
        expect(record?.agreement[at]).toBe(
          p.indexOf(Math.max(...p)) === q.indexOf(Math.max(...q)) ? 1 : 0,
        );
        places++;
      }
    }
    console.info(
      `largest error against float64 over ${places} places: ${worst.toExponential(1)} nats`,
    );
    expect(places).toBeGreaterThan(20);
    expect(worst).toBeLessThanOrEqual(1e-6);
  });

  it('does not depend on what is measured beside', async () => {
    const single = new Map<string, DriftRecord>();
    for (const some of [rows.slice(1, 2), [...rows.slice(2), ...rows.slice(0, 1)]]) {
      for (const one of await measured(pair, some, { modes: ['together'] })) single.set(...one);
    }
    expect(single.size).toBe(rows.length);
    const worst = furthest(together, single);
    console.info(`largest difference between batches: ${worst.toExponential(1)}`);
    expect(worst).toBeLessThanOrEqual(1e-6);
  });

  it('reads once what two variants share, and gives each its record', () => {
    const { id: _one, ...reply } = together.get('reply') ?? { id: '' };
    const { id: _other, ...same } = together.get('same') ?? { id: '' };
    expect(Object.keys(reply).length).toBeGreaterThan(5);
    expect(same).toEqual(reply);
  });

  it('reads no more than it may of a text, and gives an empty record of one that does not fit', async () => {
    const { context } = await source(pair.baseline);
    const long = (id: string, words: number, text: string) =>
      row(id, 'baker '.repeat(words), { chain: 'none', text });
    const records = await measured(
      pair,
      [long('cut', 1, 'mill '.repeat(300)), long('none', context, 'Bread.')],
      { modes: ['together'] },
    );
    expect(records.get('cut')?.tokens).toHaveLength(driftTokens);
    expect(records.get('cut')?.unread).toBeGreaterThan(0);
    expect(records.get('none')?.tokens).toHaveLength(0);
    expect(records.get('none')?.unread).toBeGreaterThan(0);
  });

  it('is the same on (software) WebGPU, where the logits stay', async () => {
    // Not one and the same model, so that two really share a device.
    const models = { baseline: micro, reasoning: { ...micro, id: 'twin' } };
    const modes = ['together'] as const;
    const cpu = await measured(models, microRows, { modes });
    const gpu = await measured(models, microRows, { modes, device: 'webgpu' });
    expect(Math.max(...(cpu.get('without')?.forward ?? []))).toBeGreaterThan(0.1);
    const worst = furthest(cpu, gpu);
    console.info(`largest difference between WebGPU and WASM: ${worst.toExponential(1)} nats`);
    expect(worst).toBeLessThanOrEqual(1e-4);
    for (const [id, { agreement }] of cpu) expect(gpu.get(id)?.agreement).toEqual(agreement);
  });

  it('says why it refuses models that write with other tokens', async () => {
    const models = { baseline: pair.baseline, reasoning: micro };
    await expect(measured(models, rows, { modes: ['together'] })).rejects.toMatchObject({
      kind: 'drift-refused',
    });
  });
});

/** What lies in the folder of spools. */
async function spools(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('drift-spools', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** A spool that a killed tab left behind. */
async function leaveBehind(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('drift-spools', { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  await writable.write(new Uint8Array(1000));
  await writable.close();
}

function expectBounded(records: ReadonlyMap<string, DriftRecord>, ids: readonly string[]): void {
  for (const id of ids) {
    const [exact, bounded] = [together.get(id), records.get(id)];
    expect(bounded?.form).toBe('bounded');
    for (const kind of divergences) {
      for (const [at, value] of exact?.[kind].entries() ?? []) {
        // Float32 again, and another pass of the same models.
        const slack = 1e-6 * Math.max(1, value);
        expect(bounded?.[kind][at]).toBeLessThanOrEqual(value + slack);
        expect(bounded?.upper?.[kind][at]).toBeGreaterThanOrEqual(value - slack);
      }
    }
    expect(bounded?.agreement).toEqual(exact?.agreement);
  }
}

describe('drift of models that do not fit in memory together', () => {
  it('is the same by a spool, which is gone afterwards, as is what a killed tab left', async () => {
    await leaveBehind('half-written');
    expect(await spools()).toContain('half-written');
    const records = await measured(pair, rows, { modes: ['spool'] });
    expect([...records.values()].every(({ form }) => form === 'exact')).toBe(true);
    expect(furthest(together, records)).toBeLessThanOrEqual(1e-6);
    expect(await spools()).toEqual([]);
  });

  it('has bounds around the exact values where only the likeliest tokens are kept', async () => {
    const records = await measured(pair, rows, { modes: ['truncated'] });
    expectBounded(
      records,
      rows.map(({ id }) => id),
    );
  });

  it('goes on with bounds where the spool is full before its end', async () => {
    const half = [...together.values()].reduce((sum, { tokens }) => sum + tokens.length, 0) / 2;
    const records = await measured(pair, rows, { modes: ['spool'], spoolBytes: 4 * 2048 * half });

    const bounded = [...records.values()].filter(({ form }) => form === 'bounded');
    expect(bounded.length).toBeGreaterThan(0);
    expect(bounded.length).toBeLessThan(records.size);
    expectBounded(
      records,
      bounded.map(({ id }) => id),
    );
    expect(await spools()).toEqual([]);
  });

  it('goes on with bounds where the browser itself refuses to store more', async () => {
    const quota = { origin: location.origin, quotaSize: 100_000 };
    await cdp().send('Storage.overrideQuotaForOrigin', quota);
    try {
      // Told that there is room for all of it, so that the browser's own refusal comes in the middle.
      const records = await measured(pair, rows, { modes: ['spool'], spoolBytes: 2 ** 40 });
      const bounded = [...records.values()].filter(({ form }) => form === 'bounded');
      expect(records.size).toBe(rows.length);
      expect(bounded.length).toBeGreaterThan(0);
      expectBounded(
        records,
        bounded.map(({ id }) => id),
      );
    } finally {
      await cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin });
    }
    expect(await spools()).toEqual([]);
  });

  it('leaves no spool behind when it is aborted', async () => {
    const controller = new AbortController();
    let seen: string[] = [];
    const run = measured(pair, rows, { modes: ['spool'], signal: controller.signal }, (told) => {
      if (told.type !== 'measured') return;
      void spools().then((names) => {
        seen = names;
        controller.abort();
      });
    });
    await expect(run).rejects.toThrow();
    expect(seen).toHaveLength(1);
    expect(await spools()).toEqual([]);
  });
});

async function logitsOf(
  model: LogitSource,
  { id, messages, chain, text }: DriftRow,
  side: Side,
  tokens: number[],
  marks: LogitSource['marks'],
): Promise<Float32Array[]> {
  const reply = typeof text === 'string' ? [] : text.tokens;
  const own = reply.slice(0, reply.indexOf(marks?.close ?? -1) + 1);
  const before = side === 'baseline' ? 'none' : chain === 'own' ? own : chain;
  const forced = model.force({ key: id, messages, chain: before, text: tokens });
  const found: Float32Array[] = [];
  const options = { on: 'cpu', signal: new AbortController().signal } as const;
  for await (const part of model.read([forced], options)) {
    for (const run of part.runs) found.push(...rowsOf(part, run));
  }
  return found;
}

function softmax(logits: Float32Array, isShared: (id: number) => boolean): number[] {
  const weights = Array.from(logits, (z, id) => (isShared(id) ? Math.exp(z) : 0));
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}
