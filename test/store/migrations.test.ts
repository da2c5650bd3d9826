import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { databaseVersion } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { driftRecord } from '../support/drift-records.ts';
import { audit } from '../support/audit.ts';

const reply = {
  trial: 't',
  tokens: Uint32Array.of(1, 2, 70000),
  chain: null,
  answer: 'Good day.',
  chainTokens: 0,
  stop: 'end',
  timing: { prefill: 1, decode: 2 },
};

/** A database as the first version left it: written down here, so that no later change of ours can change it. */
async function first(name: string): Promise<void> {
  const db = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('audits', { keyPath: 'id' });
      fresh.createObjectStore('replies', { keyPath: 'trial' });
    },
  });
  await db.put('audits', audit);
  await db.put('replies', reply);
  db.close();
}

describe('migrations', () => {
  it('bring a database of version 1 to this one with everything in it, and readings and drift can be kept', async () => {
    await first('old');
    const store = await openStore('old');
    expect(await store.listAudits()).toEqual([audit]);
    expect((await store.getReplies(['t'])).get('t')).toEqual({ ...reply, tokens: [1, 2, 70000] });
    const readings = new Map([['Good day.', { probabilities: { toxic: 0.25 }, truncated: false }]]);
    await store.putReadings('classifier', readings);
    expect(await store.getReadings('classifier', ['Good day.'])).toEqual(readings);
    const drift = driftRecord('one');
    await store.putDrifts([drift]);
    expect((await store.getDrifts([drift.id])).get(drift.id)).toEqual(drift);
    store.close();
  });

  it('make of an old database the very shape of a new one', async () => {
    await first('migrated');
    (await openStore('migrated')).close();
    (await openStore('fresh')).close();
    const shape = async (name: string) => {
      const db = await openDB(name);
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names);
      const stores = names.map((one) => [one, tx.objectStore(one).keyPath]);
      const { version } = db;
      db.close();
      return { version, stores };
    };
    expect(await shape('migrated')).toEqual(await shape('fresh'));
    expect((await shape('fresh')).version).toBe(databaseVersion);
  });
});
