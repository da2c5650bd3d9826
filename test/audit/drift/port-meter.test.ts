import { describe, expect, it } from 'vitest';
import type { DriftTold } from '../../../src/audit/drift/calls.ts';
import type { DriftRow } from '../../../src/audit/drift/plan.ts';
import { createPortMeter } from '../../../src/audit/drift/port-meter.ts';
import { driftTokens, type DriftRecord } from '../../../src/domain/drift.ts';
import { seededRng } from '../../../src/domain/rng.ts';
import { klDivergence } from '../../../src/drift/divergence.ts';
import type {
  Engine,
  ForcedRow,
  LoadedModel,
  RowDistributions,
} from '../../../src/engines/engine.ts';
import { topTokens } from '../../../src/engines/top-k.ts';
import { model } from '../../support/audit.ts';

const vocabulary = 128;

/** A text's tokens: its bytes, moved by as much as the tokenizers are to differ. */
function tokensOf({ text }: ForcedRow, moved: number): number[] {
  if (typeof text !== 'string') return [...text];
  return [...new TextEncoder().encode(text)].map((byte) => (byte + moved) % vocabulary);
}

/** Logits that follow from what stands before a place, and a little from the model's name and the chain. */
function logitsOf(name: string, row: ForcedRow, before: readonly number[]): Float32Array {
  const common = seededRng(`${JSON.stringify(row.messages)} ${before.join()}`);
  const own = seededRng(`${name} ${JSON.stringify(row.chain)} ${before.join()}`);
  return Float32Array.from({ length: vocabulary }, () => 12 * common() + own());
}

function softmax(logits: Float32Array): Float64Array {
  const weights = Float64Array.from(logits, Math.exp);
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}

interface Told {
  readonly asked: ForcedRow[];
  closed: number;
}

function engineOf(
  { moved = 0, distributions = 'top-k' }: { moved?: number; distributions?: 'top-k' | 'none' } = {},
  told: Told = { asked: [], closed: 0 },
): Pick<Engine, 'load'> {
  return {
    load: ({ id }, { onProgress }) => {
      onProgress({ file: 'f', loaded: 1, total: 2 });
      const loaded: Pick<LoadedModel, 'capabilities' | 'distributions' | 'close'> = {
        capabilities: { rows: 1, seeded: true, likelihoods: false, distributions },
        async *distributions(rows, width) {
          for (const row of rows) {
            await Promise.resolve();
            if (id === 'two') told.asked.push(row);
            yield read(id, row, tokensOf(row, id === 'two' ? moved : 0), width);
          }
        },
        close: () => {
          told.closed++;
          return Promise.resolve();
        },
      };
      const unused = () => {
        throw new Error('not asked here');
      };
      return Promise.resolve({ ...loaded, generate: unused, likelihoods: unused });
    },
  };
}

function read(name: string, row: ForcedRow, tokens: number[], width: number): RowDistributions {
  const places = tokens.map((_, at) => topTokens(logitsOf(name, row, tokens.slice(0, at)), width));
  return {
    key: row.key,
    tokens,
    width,
    ids: Uint32Array.from(places.flatMap((place) => [...(place?.ids ?? [])])),
    logProbs: Float32Array.from(places.flatMap((place) => [...(place?.logProbs ?? [])])),
    tail: Float32Array.from(places, (place) => place?.tail ?? NaN),
    floor: null,
  };
}

const messages = [{ role: 'user', content: 'Hello' }] as const;
const reply = { by: 'reasoning', tokens: [1, 2, 3, 40, 41, 42], chainTokens: 3 } as const;
const rows: DriftRow[] = [
  { id: 'given', messages, chain: 'own', text: reply },
  { id: 'bare', messages, chain: 'empty', text: reply },
  { id: 'reference', messages, chain: 'empty', text: '42' },
];

async function measure(engine: Pick<Engine, 'load'>, asked = rows) {
  const models = { baseline: model('one'), reasoning: model('two') };
  const records = new Map<string, DriftRecord>();
  const told: DriftTold[] = [];
  const signal = new AbortController().signal;
  const measured = createPortMeter(engine).measure(
    { models, device: 'remote', rows: asked },
    signal,
  );
  for await (const event of measured) {
    told.push(event);
    if (event.type === 'measured') for (const one of event.records) records.set(one.id, one);
  }
  return { records, told };
}

describe('Drift by likeliest tokens alone', () => {
  it('gives lower bounds of what the whole distributions give', async () => {
    const { records, told } = await measure(engineOf());
    expect([...records.keys()]).toEqual(['given', 'bare', 'reference']);
    expect(told.at(-1)).toMatchObject({ done: rows.length });
    const given = records.get('given');
    expect(given).toMatchObject({ form: 'lower-bound', unread: 0, upper: null });
    expect([...(given?.tokens ?? [])]).toEqual([40, 41, 42]);
    expect(given?.pieces.size).toBe(0);
    for (const [at, nats] of [...(given?.forward ?? [])].entries()) {
      const before = [40, 41, 42].slice(0, at);
      const [p, q] = (['none', [1, 2, 3]] as const).map((chain, side) => {
        const row: ForcedRow = { key: '', messages, chain, text: '' };
        return softmax(logitsOf(side === 0 ? 'one' : 'two', row, before));
      });
      const exact = klDivergence(p ?? [], q ?? []);
      expect(nats).toBeGreaterThan(0.3 * exact);
      expect(nats).toBeLessThanOrEqual(exact * (1 + 1e-6));
    }
  });

  it('has each side read what stands before the text for it', async () => {
    const told: Told = { asked: [], closed: 0 };
    await measure(engineOf({}, told));
    expect(told.asked.slice(1).map(({ chain }) => chain)).toEqual([[1, 2, 3], 'empty', 'empty']);
    expect(told.asked.slice(1).map(({ text }) => text)).toEqual([[40, 41, 42], [40, 41, 42], '42']);
    expect(told.closed).toBe(2);
  });

  it('refuses models to which one text is not the same tokens, before any record', async () => {
    const told: Told = { asked: [], closed: 0 };
    await expect(measure(engineOf({ moved: 1 }, told))).rejects.toMatchObject({
      kind: 'drift-refused',
      message:
        'Drift cannot be measured for these two models: the same text is not the same tokens to both.',
    });
    expect(told.closed).toBe(2);
  });

  it('refuses a model that tells nothing of other tokens', async () => {
    await expect(measure(engineOf({ distributions: 'none' }))).rejects.toMatchObject({
      kind: 'drift-refused',
    });
  });

  it('reads the beginning of a long reply and counts the rest', async () => {
    const tokens = Array.from({ length: driftTokens + 5 }, (_, at) => at % vocabulary);
    const text = { by: 'baseline', tokens, chainTokens: 0 } as const;
    const { records } = await measure(engineOf(), [{ id: 'long', messages, chain: 'empty', text }]);
    expect(records.get('long')).toMatchObject({ unread: 5 });
    expect(records.get('long')?.forward).toHaveLength(driftTokens);
  });
});
