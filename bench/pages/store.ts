import { databaseName } from '../../src/store/schema.ts';
import { openStore } from '../../src/store/store.ts';
import { bigAudit } from './big.ts';
import { clock } from './machine.ts';
import type { Reply } from '../../src/domain/reply.ts';

let replies: readonly Reply[] = [];

/** So many replies, of the recorded audit. */
export async function prepare({ count }: { count: number }): Promise<number> {
  replies = (await bigAudit(Math.ceil(count / 2))).replies.slice(0, count);
  return replies.length;
}

/** Milliseconds to store them all as an audit does, in batches of so many; each time into an empty database. */
export async function ours({ batch }: { batch: number }): Promise<number> {
  const name = fresh();
  const store = await openStore(name);
  const took = await clock(async () => {
    for (let at = 0; at < replies.length; at += batch) {
      await store.putReplies(replies.slice(at, at + batch));
    }
  });
  store.close();
  await remove(name);
  return took;
}

/** The same by bare `put`s, one transaction a batch. @param durability as IndexedDB names it */
export async function bare(input: {
  batch: number;
  durability: IDBTransactionDurability;
}): Promise<number> {
  const name = fresh();
  const db = await opened(name);
  const took = await clock(async () => {
    for (let at = 0; at < replies.length; at += input.batch) {
      const tx = db.transaction('replies', 'readwrite', { durability: input.durability });
      const store = tx.objectStore('replies');
      for (const reply of replies.slice(at, at + input.batch)) store.put(reply);
      await new Promise((resolve, reject) => {
        tx.oncomplete = resolve;
        tx.onerror = () => {
          reject(tx.error ?? new Error('The transaction failed.'));
        };
      });
    }
  });
  db.close();
  await remove(name);
  return took;
}

let made = 0;
const fresh = () => `${databaseName}-bench-${performance.timeOrigin}-${made++}`;

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore('replies', { keyPath: 'trial' });
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The database was not opened.'));
    };
  });
}

function remove(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
  });
}
