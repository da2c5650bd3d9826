import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DriftMeter } from '../../../src/audit/drift/meter.ts';
import { planDrift } from '../../../src/audit/drift/plan.ts';
import { runDrift, type DriftEvent } from '../../../src/audit/drift/run.ts';
import type { PreparedAudit } from '../../../src/audit/prepare.ts';
import { PlumblineError, type FaultKind } from '../../../src/domain/fault.ts';
import { planTrials } from '../../../src/domain/plan.ts';
import type { Reply } from '../../../src/domain/reply.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { audit, items, model } from '../../support/audit.ts';
import { driftRecord } from '../../support/drift-records.ts';

const trials = planTrials(audit, items);
const prepared: PreparedAudit = {
  audit,
  pair: {
    id: 'pair',
    title: 'one → two',
    baseline: 'one',
    reasoning: 'two',
    role: 'reasoning',
    method: 'sft',
    match: 'same-parent',
    criteria: [],
  },
  models: { baseline: model('one'), reasoning: model('two') },
  items,
  trials,
};
const replies = new Map<string, Reply>(
  trials.map(({ id }) => [
    id,
    {
      trial: id,
      tokens: [1, 2],
      chain: null,
      answer: 'Yes.',
      chainTokens: 0,
      stop: 'end',
      timing: { prefill: 0, decode: 0 },
    },
  ]),
);
const planned = planDrift(prepared.pair, trials, replies).texts.map(({ id }) => id);

let store: Store;
let count = 0;
beforeEach(async () => {
  store = await openStore(`drift-${count++}`);
});
afterEach(() => {
  store.close();
});

/** Measures one row after the other; what the run does with meters, not what meters do. */
function scripted(failAt = Infinity, kind: FaultKind = 'engine-failed') {
  const asked: string[] = [];
  const meter: DriftMeter = {
    async *measure({ rows }, signal) {
      for (const [at, { id }] of rows.entries()) {
        await Promise.resolve();
        if (signal.aborted) throw new PlumblineError({ kind: 'engine-lost', message: 'closed' });
        if (asked.length === failAt) throw new PlumblineError({ kind, message: 'scripted' });
        asked.push(id);
        yield { type: 'measured', records: [{ ...driftRecord(''), id }], done: at + 1 };
      }
    },
  };
  return { meter, asked };
}

async function run(
  meter: DriftMeter | null,
  signal = new AbortController().signal,
  hear: (event: DriftEvent) => void = () => undefined,
): Promise<DriftEvent[]> {
  const events: DriftEvent[] = [];
  const tools = { meter, store, now: () => 0 };
  for await (const event of runDrift(prepared, replies, tools, signal)) {
    events.push(event);
    hear(event);
  }
  return events;
}

describe('runDrift', () => {
  it('measures every planned text once, and tells how far it is', async () => {
    const { meter, asked } = scripted();
    const events = await run(meter);
    expect(planned.length).toBeGreaterThan(4);
    expect(asked).toEqual(planned);
    expect(events.at(-1)).toMatchObject({ done: planned.length, total: planned.length });
    expect((await store.getDrifts(planned)).size).toBe(planned.length);
  });

  it('tells a fault and goes no further; the next run measures the rest only', async () => {
    const broken = scripted(3);
    const events = await run(broken.meter);
    expect(events.at(-1)).toMatchObject({ type: 'undrifted', fault: { kind: 'engine-failed' } });
    const rest = scripted();
    const [first, ...later] = await run(rest.meter);
    expect(first).toMatchObject({ type: 'drift', done: 3, records: { length: 3 } });
    expect(rest.asked).toEqual(planned.slice(3));
    expect(later.at(-1)).toMatchObject({ done: planned.length });
    const { meter, asked } = scripted();
    expect(await run(meter)).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  it('says that an engine gives no distributions', async () => {
    const [event, ...others] = await run(null);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'undrifted', fault: { kind: 'drift-refused' } });
    expect(event?.type === 'undrifted' && event.fault.message).toContain('scripted');
  });

  it('is aborted as one, whatever the meter throws then, with what was measured kept', async () => {
    const controller = new AbortController();
    const { meter } = scripted();
    const aborted = run(meter, controller.signal, (event) => {
      if (event.type === 'drift' && event.done === 2) controller.abort();
    });
    await expect(aborted).rejects.toMatchObject({ kind: 'aborted' });
    expect((await store.getDrifts(planned)).size).toBe(2);
  });
});
