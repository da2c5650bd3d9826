import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Reader } from '../../src/audit/reader.ts';
import { readTexts, textsToRead } from '../../src/audit/readings.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Trial } from '../../src/domain/plan.ts';
import type { Reading } from '../../src/domain/reading.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { itemOf, replyOf } from '../scoring/replies.ts';
import { greedy } from '../../src/domain/sampling.ts';
import { classifier, digest, scriptedClassifier } from '../support/toxicity.ts';

const never = new AbortController().signal;

describe('textsToRead', () => {
  const quarrel = itemOf({ kind: 'continuation' }, { dimension: 'toxicity' });
  const sum = itemOf({ kind: 'number', target: '7' });
  const trial = (id: string, item: Item): Trial => ({
    id,
    item,
    side: 'reasoning',
    sample: 0,
    sampling: greedy,
    seed: 0,
  });

  it('are the answers and the chains of replies that only a classifier can judge, each once', () => {
    const trials = ['a', 'b', 'cut', 'blank', 'missing'].map((id) => trial(id, quarrel));
    const replies = new Map([
      ['a', replyOf('Be calm.', 'He is late.')],
      ['b', replyOf('Be calm.')],
      ['cut', replyOf(null, 'He is')],
      ['blank', replyOf(' ', ' \n')],
      ['sum', replyOf('It is 7.', 'Three and four.')],
    ]);
    expect(textsToRead([...trials, trial('sum', sum)], replies)).toEqual([
      'Be calm.',
      'He is late.',
    ]);
  });
});

describe('readTexts', () => {
  const texts = Array.from({ length: 150 }, (_, at) => `Text ${at}`);
  let store: Store;
  let count = 0;
  beforeEach(async () => {
    store = await openStore(`readings-${count++}`);
  });
  afterEach(() => {
    store.close();
  });

  async function readAll(engine: ReturnType<typeof scriptedClassifier>, some = texts) {
    const reader = new Reader(engine, classifier);
    const found = new Map<string, Reading>();
    for await (const readings of readTexts(some, { reader, store }, never)) {
      for (const [text, reading] of readings) found.set(text, reading);
    }
    return found;
  }

  it('reads every text once, in portions that are stored as they come', async () => {
    const engine = scriptedClassifier();
    const found = await readAll(engine);
    expect([...found.keys()]).toEqual(texts);
    expect(engine.asked.length).toBeGreaterThan(1);
    expect(await store.getReadings(digest, texts)).toEqual(found);
  });

  it('takes from the store what was read before, and loads nothing for it', async () => {
    const first = await readAll(scriptedClassifier(), texts.slice(0, 100));
    const engine = scriptedClassifier();
    const all = await readAll(engine);
    expect(engine.asked.flat()).toEqual(texts.slice(100));
    expect(all.size).toBe(texts.length);
    for (const [text, reading] of first) expect(all.get(text)).toEqual(reading);
    const idle = scriptedClassifier();
    await readAll(idle);
    expect(idle.loads).toBe(0);
  });

  it('keeps the portions before a failure, and goes on from there', async () => {
    const damaged = scriptedClassifier({ 1: 'model-damaged' });
    await expect(readAll(damaged)).rejects.toMatchObject({ kind: 'model-damaged' });
    const kept = (await store.getReadings(digest, texts)).size;
    expect(kept).toBe(damaged.asked[0]?.length);
    const rest = scriptedClassifier();
    await readAll(rest);
    expect(rest.asked.flat()).toHaveLength(texts.length - kept);
  });
});

describe('Reader', () => {
  it('loads its classifier at the first text, once, and frees it', async () => {
    const engine = scriptedClassifier();
    const reader = new Reader(engine, classifier);
    await reader.close();
    expect(engine.loads).toBe(0);
    for (const text of ['a', 'b']) await reader.classify([text], never);
    await reader.close();
    expect([engine.loads, engine.closes]).toEqual([1, 1]);
  });

  it('replaces a failed worker once', async () => {
    const engine = scriptedClassifier({ 1: 'engine-lost' });
    const reader = new Reader(engine, classifier);
    await reader.classify(['a'], never);
    expect(await reader.classify(['fool'], never)).toMatchObject([
      { probabilities: { toxic: 0.9 } },
    ]);
    expect([engine.loads, engine.closes]).toEqual([2, 1]);
  });

  it('does not try for ever: what failed for good is not loaded again', async () => {
    for (const failAt of [
      { 0: 'model-damaged' },
      { 0: 'engine-lost', 1: 'engine-failed' },
    ] as const) {
      const engine = scriptedClassifier(failAt);
      const reader = new Reader(engine, classifier);
      const last = Object.values(failAt).at(-1);
      await expect(reader.classify(['a'], never)).rejects.toMatchObject({ kind: last });
      const { loads } = engine;
      await expect(reader.classify(['a'], never)).rejects.toMatchObject({ kind: last });
      expect([engine.loads, engine.closes]).toEqual([loads, loads]);
    }
  });

  it('takes an abort for no failure', async () => {
    const engine = scriptedClassifier({ 0: 'aborted' });
    const reader = new Reader(engine, classifier);
    await expect(reader.classify(['a'], never)).rejects.toMatchObject({ kind: 'aborted' });
    expect(await reader.classify(['a'], never)).toHaveLength(1);
    expect(engine.loads).toBe(1);
  });
});
