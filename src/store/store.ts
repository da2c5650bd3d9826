import { openDB, unwrap, type IDBPDatabase } from 'idb';
import type { Audit } from '../domain/audit.ts';
import type { DriftCache } from '../domain/drift.ts';
import { PlumblineError } from '../domain/fault.ts';
import { sha256 } from '../domain/hash.ts';
import type { TrialId } from '../domain/plan.ts';
import type { ReadingCache } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import { databaseVersion, migrate } from './migrations.ts';
import { databaseName, type PlumblineDatabase, type StoredReply } from './schema.ts';

/** Audits, replies, readings and drift, kept in this browser. Every method throws PlumblineError `storage-refused` or `storage-full`. */
export interface Store extends ReadingCache, DriftCache {
  putAudit(audit: Audit): Promise<void>;
  getAudit(id: string): Promise<Audit | undefined>;
  /** Newest first. */
  listAudits(): Promise<Audit[]>;
  /** All of a batch or none of it: one transaction, on disk before it resolves. */
  putReplies(replies: readonly Reply[]): Promise<void>;
  getReplies(trials: readonly TrialId[]): Promise<Map<TrialId, Reply>>;
  countReplies(trials: readonly TrialId[]): Promise<number>;
  /** Removes an audit, these of its replies, what was read in them, and this drift, in one transaction. */
  deleteAudit(id: string, trials: readonly TrialId[], drifts: readonly string[]): Promise<void>;
  close(): void;
}

/** Opens the database, making it where there is none. @throws PlumblineError `storage-refused` */
export async function openStore(name: string = databaseName): Promise<Store> {
  const db = await guard(() =>
    openDB<PlumblineDatabase>(name, databaseVersion, {
      upgrade: migrate,
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
    putReplies: (replies) => putAll(db, 'replies', replies.map(pack)),
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
    putReadings: (classifier, readings) => {
      const stored = [...readings].map(([text, reading]) => ({
        ...reading,
        text: sha256(text),
        classifier,
      }));
      return putAll(db, 'readings', stored);
    },
    getReadings: (classifier, texts) =>
      guard(async () => {
        const tx = db.transaction('readings');
        const found = await Promise.all(
          texts.map((text) => tx.store.get([sha256(text), classifier])),
        );
        await tx.done;
        return new Map(
          texts.flatMap((text, at) => {
            const reading = found[at];
            if (reading === undefined) return [];
            const { probabilities, truncated } = reading;
            return [[text, { probabilities, truncated }]];
          }),
        );
      }),
    putDrifts: (records) => putAll(db, 'drifts', records),
    getDrifts: (ids) =>
      guard(async () => {
        const tx = db.transaction('drifts');
        const found = await Promise.all(ids.map((id) => tx.store.get(id)));
        await tx.done;
        return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one]])));
      }),
    deleteAudit: (id, trials, drifts) =>
      guard(async () => {
        const tx = db.transaction(['audits', 'replies', 'readings', 'drifts'], 'readwrite');
        const replies = tx.objectStore('replies');
        const readings = tx.objectStore('readings');
        const forget = async (trial: TrialId) => {
          const reply = await replies.get(trial);
          const texts = [reply?.answer, reply?.chain].filter((text) => typeof text === 'string');
          // Another audit's reply may hold the same text: it is classified again when that one is opened.
          const hashes = texts.map(sha256);
          await Promise.all([
            replies.delete(trial),
            ...hashes.map((text) => readings.delete(IDBKeyRange.bound([text], [text, []]))),
          ]);
        };
        await Promise.all([
          tx.objectStore('audits').delete(id),
          ...trials.map(forget),
          ...drifts.map((drift) => tx.objectStore('drifts').delete(drift)),
          tx.done,
        ]);
      }),
    close: () => {
      db.close();
    },
  };
}

/** Puts all of these or none: one transaction, on disk before it resolves. */
function putAll<Name extends 'replies' | 'readings' | 'drifts'>(
  db: IDBPDatabase<PlumblineDatabase>,
  name: Name,
  values: readonly PlumblineDatabase[Name]['value'][],
): Promise<void> {
  return guard(async () => {
    const tx = db.transaction(name, 'readwrite', { durability: 'strict' });
    try {
      // Bare puts: a promise for each would cost as much again, and one that fails fails the transaction anyway.
      const bare = unwrap(tx.store);
      for (const value of values) bare.put(value);
    } catch (error) {
      // A put that was never queued leaves the transaction open, and it would commit the others.
      abortQuietly(tx);
      await tx.done.catch(() => undefined);
      throw error;
    }
    await tx.done;
  });
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
