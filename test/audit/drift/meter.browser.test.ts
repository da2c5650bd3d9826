import { beforeAll, describe, expect, it } from 'vitest';
import type { DriftRow } from '../../../src/audit/drift/plan.ts';
import { catalog, findModel } from '../../../src/catalog/catalog.ts';
import type { Device } from '../../../src/domain/audit.ts';
import type { DriftRecord } from '../../../src/domain/drift.ts';
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
      text: { by: 'baseline', tokens: ids('Bread, of course.') },
    }),
    row('after', 'What does the baker sell?', {
      chain: 'own',
      text: { by: 'reasoning', tokens: chained },
    }),
    row('without', 'What does the baker sell?', {
      chain: 'empty',
      text: { by: 'reasoning', tokens: chained },
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
  const made = await onnxLogits.open({ model, device, base, threads: 2 }, () => undefined);
  opened.set(`${model.id} ${device}`, made);
  return made;
}

const divergences = ['forward', 'reverse', 'js'] as const;

function furthest(one: ReadonlyMap<string, DriftRecord>, other: ReadonlyMap<string, DriftRecord>) {
  let worst = 0;
  for (const [id, record] of one) {
    const same = other.get(id);
    expect(same?.tokens).toEqual(record.tokens);
    for (const kind of divergences) {
      for (const [at, value] of record[kind].entries()) {
        worst = Math.max(worst, Math.abs(value - (same?.[kind][at] ?? NaN)));
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
  // The test page's server serves the repository; the site has these in its root.
  const inPublic = (model: Model): Model => ({ ...model, path: `public/${model.path}` });
  pair = { baseline: inPublic(pair.baseline), reasoning: inPublic(pair.reasoning) };
  const made = async (model: Model) => {
    const { marks, force } = await source(model);
    const ids = (text: string) => [...force({ key: '', messages: [], chain: 'none', text }).text];
    return rowsFor(marks ?? { open: -1, close: -1 }, ids);
  };
  microRows = await made(micro);
  rows = await made(pair.reasoning);
  together = await measured(pair, rows, { modes: ['together'] });
});

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
          worst = Math.max(worst, Math.abs((record?.[kind][at] ?? NaN) - expected[kind]));
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
    for (const one of rows) {
      for (const [id, record] of await measured(pair, [one], { modes: ['together'] }))
        single.set(id, record);
    }
    expect(furthest(together, single)).toBeLessThanOrEqual(1e-6);
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
