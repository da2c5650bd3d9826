import type { DBSchema } from 'idb';
import type { Audit } from '../domain/audit.ts';
import type { Reply } from '../domain/reply.ts';

export const databaseName = 'plumbline';

/** Raised by one with every change of the stored shape; `open.ts` holds the step from each version to the next. */
export const databaseVersion = 1;

/** A reply as it lies in the database: token ids in four bytes each. */
export interface StoredReply extends Omit<Reply, 'tokens'> {
  readonly tokens: Uint32Array;
}

/** Only what cannot be derived is stored: what was asked, and what was said. Scores and reports are recomputed. */
export interface PlumblineDatabase extends DBSchema {
  audits: { key: string; value: Audit };
  /** By trial id, whatever audit asked first: the same trial is never generated twice. */
  replies: { key: string; value: StoredReply };
}
