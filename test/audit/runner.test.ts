import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PreparedAudit } from '../../src/audit/prepare.ts';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit, type AuditEvent } from '../../src/audit/runner.ts';
import { planTrials } from '../../src/domain/plan.ts';
import { unclassified } from '../../src/domain/reading.ts';
import type { Engine, Row } from '../../src/engines/engine.ts';
import { scoreReply } from '../../src/scoring/score.ts';
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

/** The same of other models: nothing of it is stored. */
const otherAudit = {
  ...audit,
  id: 'a1',
  models: { ...audit.models, baseline: { id: 'three', digest: 'd3', dtype: 'fp32' } },
} as const;
const elsewhere = { ...prepared, audit: otherAudit, trials: planTrials(otherAudit, items) };

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

  it('asks again only rows without a reply, where an engine is lost within a call', async () => {
    const options = { rows: 6, answersFirst: 1, failAt: { 0: 'engine-lost' } } as const;
    const engine = scriptedEngine(options);
    const events = await run(engine);
    expect(events.filter(({ type }) => type === 'recovered')).toHaveLength(1);
    const [first = [], second = []] = engine.asked;
    expect(first).toHaveLength(3);
    expect(second).toEqual(first.slice(1));
    expect(await store.countReplies(ids)).toBe(ids.length);
  });

  it('keeps what was answered before an abort within a call', async () => {
    const controller = new AbortController();
    const engine = scriptedEngine({ rows: 6, answersFirst: 2, failAt: { 0: 'aborted' } });
    await expect(run(engine, controller.signal)).rejects.toMatchObject({ kind: 'aborted' });
    expect(await store.countReplies(ids)).toBe(2);
  });

  it('loads a model once more where a load fails, and not what cannot be loaded', async () => {
    const engine = scriptedEngine({ failLoad: { 0: 'engine-failed' } });
    const events = await run(engine);
    expect(events.filter(({ type }) => type === 'recovered')).toHaveLength(1);
    expect(engine.loads).toBe(3);
    expect(await store.countReplies(ids)).toBe(ids.length);
    const lost = scriptedEngine({ failLoad: { 0: 'engine-lost', 1: 'engine-lost' } });
    await expect(run(lost, undefined, elsewhere)).rejects.toMatchObject({ kind: 'engine-lost' });
    const damaged = scriptedEngine({ failLoad: { 0: 'model-damaged' } });
    await expect(run(damaged, undefined, elsewhere)).rejects.toMatchObject({
      kind: 'model-damaged',
    });
    expect([lost.loads, damaged.loads]).toEqual([2, 1]);
  });

  it.each(['rows', 'call'] as const)(
    'keeps a refused row with its reason and answers the rest, told by %s',
    async (refusesAs) => {
      const [, second] = items;
      const said = second?.messages.at(-1)?.content;
      const refuses = (row: Row) => row.messages.at(-1)?.content === said;
      await run(scriptedEngine({ refuses, refusesAs }));
      const replies = await store.getReplies(ids);
      expect(replies.size).toBe(ids.length);
      const refused = trials.filter(({ item }) => item === second);
      for (const { id, item } of trials) {
        const isRefused = refused.some((one) => one.id === id);
        expect(replies.get(id)?.refused).toBe(isRefused ? 'It is too long.' : undefined);
        if (!isRefused) continue;
        const outcome = scoreReply(item, replies.get(id) ?? null, 'answer', unclassified);
        expect(outcome).toEqual({ scored: false, reason: 'not-taken' });
      }
      const again = scriptedEngine();
      await run(again);
      expect(again.asked).toEqual([]);
    },
  );

  it('stores no refusal where every row is refused: then the engine is at fault', async () => {
    const engine = scriptedEngine({ refuses: () => true });
    await expect(run(engine)).rejects.toMatchObject({ kind: 'row-refused' });
    expect(await store.countReplies(ids)).toBe(0);
  });

  it('ends what it does where its reader leaves early', async () => {
    const engine = scriptedEngine();
    const reader = new Reader(scriptedClassifier(), classifier);
    const tools = { now: () => 0, meter: null, engine, store, reader };
    for await (const event of runAudit(prepared, tools, new AbortController().signal)) {
      if (event.type === 'replies') break;
    }
    expect(engine.loads).toBeGreaterThan(0);
    expect(engine.closes).toBe(engine.loads);
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

  it('classifies beside the run: the engine is asked on while the classifier has not even loaded', async () => {
    const scripted = scriptedClassifier();
    let askedOn: () => void = () => undefined;
    const second = new Promise<void>((resolve) => (askedOn = resolve));
    // A run that waited for its classifier would stand still here for ever.
    const late = {
      ...scripted,
      load: async (...args: Parameters<typeof scripted.load>) => {
        await second;
        return scripted.load(...args);
      },
    };
    const engine = scriptedEngine({
      onBatch: (at) => {
        if (at === 1) askedOn();
      },
    });
    const events = await run(engine, never, quarrel, new Reader(late, classifier));
    const order = events
      .map(({ type }) => type)
      .filter((type) => type === 'replies' || type === 'readings');
    expect(order.filter((type) => type === 'replies')).toHaveLength(4);
    expect(order.filter((type) => type === 'readings')).toHaveLength(4);
    expect(order.slice(0, 2)).toEqual(['replies', 'replies']);
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

  it('is stopped by an abort while it reads, with what was stored kept and read later', async () => {
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
    const stored = await store.countReplies(quarrel.trials.map(({ id }) => id));
    expect(stored).toBeGreaterThanOrEqual(2);
    expect((await store.getReadings(digest, texts)).size).toBe(0);
    await run(scriptedEngine(), never, quarrel);
    expect((await store.getReadings(digest, texts)).size).toBe(3);
  });
});
