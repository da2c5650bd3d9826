import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/domain/reply.ts';
import { openStore, type Store } from '../../src/store/store.ts';
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

  it('removes an audit with the named replies only', async () => {
    await store.putAudit(audit);
    await store.putReplies([reply('a'), reply('b')]);
    await store.deleteAudit(audit.id, ['a']);
    expect(await store.getAudit(audit.id)).toBeUndefined();
    expect(await store.countReplies(['a'])).toBe(0);
    expect(await store.countReplies(['b'])).toBe(1);
  });
});
