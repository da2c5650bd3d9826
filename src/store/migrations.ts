import type { IDBPDatabase } from 'idb';
import type { PlumblineDatabase } from './schema.ts';

/** A step makes the shape of the next version out of the one before; it knows nothing of later ones. */
type Step = (db: IDBPDatabase<PlumblineDatabase>) => void;

/** The step at place n leads from version n to version n + 1. A step that shipped is never changed again. */
const steps: readonly Step[] = [
  (db) => {
    db.createObjectStore('audits', { keyPath: 'id' });
    db.createObjectStore('replies', { keyPath: 'trial' });
  },
  (db) => {
    db.createObjectStore('readings', { keyPath: ['text', 'classifier'] });
  },
  (db) => {
    db.createObjectStore('drifts', { keyPath: 'id' });
  },
];

/** The version that this code reads and writes. */
export const databaseVersion = steps.length;

/** Brings a database of any earlier version, 0 for none, up to this one. */
export function migrate(db: IDBPDatabase<PlumblineDatabase>, from: number): void {
  for (const step of steps.slice(from)) step(db);
}
