import { openDB, type IDBPDatabase } from 'idb';
import type { Audit } from '../domain/audit.ts';
import { PlumblineError } from '../domain/fault.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import {
  databaseName,
  databaseVersion,
  type PlumblineDatabase,
  type StoredReply,
} from './schema.ts';

/** Audits and replies, kept in this browser. Every method throws PlumblineError `storage-refused` or `storage-full`. */
export interface Store {
  putAudit(audit: Audit): Promise<void>;
  getAudit(id: string): Promise<Audit | undefined>;
  /** Newest first. */
  listAudits(): Promise<Audit[]>;
  /** All of a batch or none of it: one transaction, on disk before it resolves. */
  putReplies(replies: readonly Reply[]): Promise<void>;
  getReplies(trials: readonly TrialId[]): Promise<Map<TrialId, Reply>>;
  countReplies(trials: readonly TrialId[]): Promise<number>;
  /** Removes an audit and these of its replies, in one transaction. */
  deleteAudit(id: string, trials: readonly TrialId[]): Promise<void>;
  close(): void;
}

/** Opens the database, making it where there is none. @throws PlumblineError `storage-refused` */
export async function openStore(name: string = databaseName): Promise<Store> {
  const db = await guard(() =>
    openDB<PlumblineDatabase>(name, databaseVersion, {
      upgrade(fresh, from) {
        if (from < 1) {
          fresh.createObjectStore('audits', { keyPath: 'id' });
          fresh.createObjectStore('replies', { keyPath: 'trial' });
        }
      },
      // A newer version in another tab may upgrade: this one lets go rather than block it.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
      },
    }),
  );
  return createStore(db);
}

function createStore(db: IDBPDatabase<PlumblineDatabase>): Store {
  return {
    putAudit: (audit) =>
      guard(async () => {
        await db.put('audits', audit);
      }),
    getAudit: (id) => guard(() => db.get('audits', id)),
    listAudits: () =>
      guard(async () => {
        const audits = await db.getAll('audits');
        return audits.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      }),
    putReplies: (replies) =>
      guard(async () => {
        const tx = db.transaction('replies', 'readwrite', { durability: 'strict' });
        try {
          // Each put in a promise of its own: one that throws at once must not leave the others unheard.
          const puts = replies.map(async (reply) => tx.store.put(pack(reply)));
          await Promise.all([...puts, tx.done]);
        } catch (error) {
          // A put that was never queued leaves the transaction open, and it would commit the others.
          abortQuietly(tx);
          throw error;
        }
      }),
    getReplies: (trials) =>
      guard(async () => {
        const tx = db.transaction('replies');
        const found = await Promise.all(trials.map((trial) => tx.store.get(trial)));
        await tx.done;
        return new Map(
          found.flatMap((reply) => (reply === undefined ? [] : [[reply.trial, unpack(reply)]])),
        );
      }),
    countReplies: (trials) =>
      guard(async () => {
        const tx = db.transaction('replies');
        const found = await Promise.all(trials.map((trial) => tx.store.getKey(trial)));
        await tx.done;
        return found.filter((key) => key !== undefined).length;
      }),
    deleteAudit: (id, trials) =>
      guard(async () => {
        const tx = db.transaction(['audits', 'replies'], 'readwrite');
        await Promise.all([
          tx.objectStore('audits').delete(id),
          ...trials.map((trial) => tx.objectStore('replies').delete(trial)),
          tx.done,
        ]);
      }),
    close: () => {
      db.close();
    },
  };
}

/** Aborts; a transaction that has already ended by itself needs nothing more. */
function abortQuietly(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

function pack(reply: Reply): StoredReply {
  return { ...reply, tokens: Uint32Array.from(reply.tokens) };
}

function unpack(reply: StoredReply): Reply {
  return { ...reply, tokens: [...reply.tokens] };
}

/** Browsers refuse storage with many names; users need two: no room, or not allowed. */
async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    const why = error instanceof Error ? error.message || error.name : String(error);
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new PlumblineError(
        {
          kind: 'storage-full',
          message: `This browser's storage is full: ${why}`,
          kept: 'Every batch that was stored before is kept.',
          remedy: 'Delete old audits or free space on the disk, then go on.',
        },
        { cause: error },
      );
    }
    throw new PlumblineError(
      {
        kind: 'storage-refused',
        message: `This browser refused to store data: ${why}`,
        kept: 'Nothing that was stored before is lost.',
        remedy: 'Leave the private window or allow this page to store data, then reload it.',
      },
      { cause: error },
    );
  }
}
