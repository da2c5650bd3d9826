import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PreparedAudit } from '../../src/audit/prepare.ts';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit, type AuditEvent } from '../../src/audit/runner.ts';
import { planTrials } from '../../src/domain/plan.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Item } from '../../src/domain/item.ts';
import { audit, items, model } from '../support/audit.ts';
import { replyOf } from '../scoring/replies.ts';
import { scriptedEngine } from '../support/scripted-engine.ts';
import { classifier, digest, scriptedClassifier } from '../support/toxicity.ts';

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
const ids = trials.map((trial) => trial.id);

const tools = { now: () => 0, meter: null };
let store: Store;
let count = 0;
beforeEach(async () => {
  store = await openStore(`runner-${count++}`);
});
afterEach(() => {
  store.close();
});

async function run(
  engine: Engine,
  signal = new AbortController().signal,
  what = prepared,
  reader = new Reader(scriptedClassifier(), classifier),
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const event of runAudit(what, { ...tools, engine, store, reader }, signal)) {
    events.push(event);
  }
  return events;
}

describe('runAudit', () => {
  it('asks every trial once, loads each model once and frees it', async () => {
    const engine = scriptedEngine();
    await run(engine);
    expect(engine.asked.flat().sort()).toEqual([...ids].sort());
    expect([engine.loads, engine.closes]).toEqual([2, 2]);
    expect(await store.countReplies(ids)).toBe(ids.length);
  });

  it('asks nothing again when it is called again', async () => {
    await run(scriptedEngine());
    const again = scriptedEngine();
    const events = await run(again);
    expect(again.asked).toEqual([]);
    expect(again.loads).toBe(0);
    expect(events).toMatchObject([
      { type: 'stored', replies: { length: ids.length } },
      // The scripted engine has no distributions, and nothing else depends on them.
      { type: 'undrifted', fault: { kind: 'drift-refused' } },
    ]);
  });

  const pairOf = (at: number): Item => ({
    id: `pair-${at}`,
    dimension: 'bias',
    messages: [],
    task: { kind: 'preference', more: `More ${'x'.repeat(at)}`, less: 'Less' },
  });
  const mixed = [...items, ...[0, 1, 2, 3].map(pairOf)];
  const reading: PreparedAudit = { ...prepared, items: mixed, trials: planTrials(audit, mixed) };

  it('has texts read that are not to be written, beside those that are', async () => {
    await run(scriptedEngine({ rows: 4 }), undefined, reading);
    const replies = await store.getReplies(reading.trials.map(({ id }) => id));
    expect(replies.size).toBe(reading.trials.length);
    for (const { id, item } of reading.trials) {
      const likelihoods = replies.get(id)?.likelihoods;
      if (item.task.kind !== 'preference') expect(likelihoods).toBeUndefined();
      else {
        expect(likelihoods?.map(({ logProbs }) => logProbs)).toEqual([
          [-item.task.more.length],
          [-item.task.less.length],
        ]);
      }
    }
  });

  it('leaves them empty where the engine cannot read, and goes on with the rest', async () => {
    const engine = scriptedEngine({ rows: 4, likelihoods: false });
    await run(engine, undefined, reading);
    const replies = await store.getReplies(reading.trials.map(({ id }) => id));
    expect(replies.size).toBe(reading.trials.length);
    const [of] = reading.trials.filter(({ item }) => item.task.kind === 'preference');
    expect(replies.get(of?.id ?? '')?.likelihoods).toEqual([]);
  });

  it('loses only the batch in flight on abort, and goes on to the same replies', async () => {
    const controller = new AbortController();
    const engine = scriptedEngine({
      onBatch: (at) => {
        if (at === 2) controller.abort();
      },
    });
    await expect(run(engine, controller.signal)).rejects.toMatchObject({ kind: 'aborted' });
    const [first = [], second = [], third = []] = engine.asked;
    const kept = [...first, ...second];
    expect(await store.countReplies(ids)).toBe(kept.length);
    expect(engine.closes).toBe(engine.loads);

    const rest = scriptedEngine();
    await run(rest);
    expect(rest.asked.flat()).toEqual(expect.arrayContaining(third));
    for (const id of kept) expect(rest.asked.flat()).not.toContain(id);

    const whole = await openStore(`runner-whole-${count}`);
    const replies = await store.getReplies(ids);
    store.close();
    store = whole;
    await run(scriptedEngine());
    expect(await store.getReplies(ids)).toEqual(replies);
  });

  it('tries a failed batch once more in a fresh worker', async () => {
    const engine = scriptedEngine({ failAt: { 1: 'engine-lost' } });
    const events = await run(engine);
    expect(events.filter((event) => event.type === 'recovered')).toHaveLength(1);
    expect(engine.loads).toBe(3);
    expect(engine.closes).toBe(3);
    expect(engine.asked[1]).toEqual(engine.asked[2]);
    expect(await store.countReplies(ids)).toBe(ids.length);
  });

  it('gives up on a batch that fails twice, keeping what was stored', async () => {
    const engine = scriptedEngine({ failAt: { 1: 'engine-lost', 2: 'engine-failed' } });
    await expect(run(engine)).rejects.toMatchObject({ kind: 'engine-failed' });
    expect(await store.countReplies(ids)).toBe(2);
  });

  it('does not retry what a retry cannot mend', async () => {
    const engine = scriptedEngine({ failAt: { 0: 'model-damaged' } });
    await expect(run(engine)).rejects.toMatchObject({ kind: 'model-damaged' });
    expect(engine.loads).toBe(1);
  });

  it('asks a prompt that stands twice only once', async () => {
    const [first] = items;
    if (first === undefined) throw new Error('no items');
    const twice = [first, { ...first, id: 'safety-1b' }];
    const engine = scriptedEngine();
    const doubled = { ...prepared, items: twice, trials: planTrials(audit, twice) };
    const events = await run(engine, undefined, doubled);
    expect(events.some(({ type }) => type === 'recovered')).toBe(false);
    expect(engine.asked.flat()).toHaveLength(2);
  });
});

describe('runAudit, where replies must be classified', () => {
  const quarrels: Item[] = ['Calm down.', 'You fool!', 'Who is late?'].map((content, at) => ({
    id: `quarrel-${at}`,
    dimension: 'toxicity',
    messages: [{ role: 'user', content }],
    task: { kind: 'continuation' },
  }));
  const quarrel = { ...prepared, items: quarrels, trials: planTrials(audit, quarrels) };
  const texts = quarrels.map(({ messages }) => `re: ${messages[0]?.content ?? ''}`);
  const never = new AbortController().signal;

  it('tells what was read right after each batch that is stored', async () => {
    const events = await run(scriptedEngine(), never, quarrel);
    const order = events
      .map(({ type }) => type)
      .filter((type) => type === 'replies' || type === 'readings');
    expect(order).toEqual([
      'replies',
      'readings',
      'replies',
      'readings',
      'replies',
      'readings',
      'replies',
      'readings',
    ]);
    const stored = await store.getReadings(digest, texts);
    expect(stored.size).toBe(3);
    expect(stored.get('re: You fool!')?.probabilities).toEqual({ toxic: 0.9 });
  });

  it('reads what an earlier version stored unread, before anything is asked', async () => {
    const trials = quarrel.trials.slice(0, 2);
    await store.putReplies(trials.map(({ id }) => ({ ...replyOf('You fool!'), trial: id })));
    const events = await run(scriptedEngine(), never, quarrel);
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['stored', 'readings']);
    expect((await store.getReadings(digest, ['You fool!'])).size).toBe(1);
  });

  it('goes on without a classifier that fails, and says so', async () => {
    const reader = new Reader(scriptedClassifier({ 0: 'model-damaged' }), classifier);
    const events = await run(scriptedEngine(), never, quarrel, reader);
    expect(events.find(({ type }) => type === 'unread')).toMatchObject({
      fault: { kind: 'model-damaged' },
    });
    const trials = quarrel.trials.map(({ id }) => id);
    expect(await store.countReplies(trials)).toBe(trials.length);
  });

  it('is stopped by an abort while it reads, with the batch kept', async () => {
    const controller = new AbortController();
    const engine = scriptedClassifier({ 0: 'aborted' });
    const classify = run(
      scriptedEngine(),
      controller.signal,
      quarrel,
      new Reader(
        {
          ...engine,
          load: (...args) => {
            controller.abort();
            return engine.load(...args);
          },
        },
        classifier,
      ),
    );
    await expect(classify).rejects.toMatchObject({ kind: 'aborted' });
    expect(await store.countReplies(quarrel.trials.map(({ id }) => id))).toBe(2);
  });
});
