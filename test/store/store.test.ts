import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/domain/reply.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { driftRecord } from '../support/drift-records.ts';
import { audit } from '../support/audit.ts';

const reply = (trial: string, tokens = [1, 2, 70000]): Reply => ({
  trial,
  tokens,
  chain: null,
  answer: 'Good day.',
  chainTokens: 0,
  stop: 'end',
  timing: { prefill: 1, decode: 2 },
});

let store: Store;
let count = 0;
beforeEach(async () => {
  store = await openStore(`test-${count++}`);
});
afterEach(() => {
  store.close();
});

describe('Store', () => {
  it('gives back what was put, token ids included', async () => {
    await store.putReplies([reply('a'), reply('b', [])]);
    const found = await store.getReplies(['b', 'c', 'a']);
    expect([...found.keys()]).toEqual(['b', 'a']);
    expect(found.get('a')).toEqual(reply('a'));
    expect(await store.countReplies(['a', 'b', 'c'])).toBe(2);
  });

  it('stores a batch whole or not at all', async () => {
    const broken = { ...reply('b'), timing: (() => undefined) as never };
    await expect(store.putReplies([reply('a'), broken])).rejects.toMatchObject({
      kind: 'storage-refused',
    });
    expect(await store.countReplies(['a', 'b'])).toBe(0);
  });

  it('lists audits, newest first', async () => {
    await store.putAudit(audit);
    await store.putAudit({ ...audit, id: 'later', createdAt: '2027-01-01T00:00:00.000Z' });
    expect((await store.listAudits()).map((one) => one.id)).toEqual(['later', audit.id]);
  });

  it('gives back readings of a text by one classifier', async () => {
    const reading = (toxic: number) => ({ probabilities: { toxic }, truncated: false });
    await store.putReadings('one', new Map([['a', reading(0.1)]]));
    await store.putReadings('two', new Map([['a', reading(0.9)]]));
    await store.putReadings('two', new Map([['b', reading(0.4)]]));
    expect(await store.getReadings('one', ['b', 'a'])).toEqual(new Map([['a', reading(0.1)]]));
    expect([...(await store.getReadings('two', ['b', 'a', 'c'])).keys()]).toEqual(['b', 'a']);
  });

  it('removes what was read in the replies that it removes, by whatever classifier', async () => {
    const reading = { probabilities: { toxic: 0.1 }, truncated: false };
    await store.putReplies([
      { ...reply('a'), chain: 'Hm.' },
      { ...reply('b'), answer: 'Well.' },
    ]);
    for (const classifier of ['one', 'two']) {
      const texts = ['Good day.', 'Hm.', 'Well.'];
      await store.putReadings(classifier, new Map(texts.map((text) => [text, reading])));
    }
    await store.deleteAudit(audit.id, ['a', 'none'], []);
    for (const classifier of ['one', 'two']) {
      const left = await store.getReadings(classifier, ['Good day.', 'Hm.', 'Well.']);
      expect([...left.keys()]).toEqual(['Well.']);
    }
  });

  it('gives back drift, and stores a portion of it whole or not at all', async () => {
    const [one, two] = [driftRecord('one'), driftRecord('two')];
    await store.putDrifts([one, two]);
    expect(await store.getDrifts([two.id, 'none', one.id])).toEqual(
      new Map([
        [two.id, two],
        [one.id, one],
      ]),
    );
    const broken = { ...driftRecord('three'), unread: (() => undefined) as never };
    const more = driftRecord('four');
    await expect(store.putDrifts([more, broken])).rejects.toMatchObject({
      kind: 'storage-refused',
    });
    expect((await store.getDrifts([more.id])).size).toBe(0);
  });

  it('removes an audit with the named replies and drift only', async () => {
    await store.putDrifts([driftRecord('one'), driftRecord('two')]);
    await store.putAudit(audit);
    await store.putReplies([reply('a'), reply('b')]);
    await store.deleteAudit(audit.id, ['a'], [driftRecord('one').id]);
    expect(await store.getAudit(audit.id)).toBeUndefined();
    expect(await store.countReplies(['a'])).toBe(0);
    expect(await store.countReplies(['b'])).toBe(1);
    const [one, two] = [driftRecord('one').id, driftRecord('two').id];
    expect([...(await store.getDrifts([one, two])).keys()]).toEqual([two]);
  });
});
