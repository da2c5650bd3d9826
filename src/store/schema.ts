import type { DBSchema } from 'idb';
import type { Audit } from '../domain/audit.ts';
import type { DriftRecord } from '../domain/drift.ts';
import type { Reading } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';

export const databaseName = 'plumbline';

/** A reply as it lies in the database: token ids in four bytes each. */
export interface StoredReply extends Omit<Reply, 'tokens'> {
  readonly tokens: Uint32Array;
}

/** What a classifier read in a text, by the hashes of both: the text itself lies in a reply and nowhere else. */
export interface StoredReading extends Reading {
  readonly text: string;
  readonly classifier: string;
}

/**
 * What cannot be derived, which is what was asked and what was said, and what is dear to derive. Scores and reports are
 * recomputed. Each change of shape is a step in `migrations.ts`.
 */
export interface PlumblineDatabase extends DBSchema {
  audits: { key: string; value: Audit };
  /** By trial id, whatever audit asked first: the same trial is never generated twice. */
  replies: { key: string; value: StoredReply };
  /** By text, then classifier. A cache: without it, texts are classified again. */
  readings: { key: [text: string, classifier: string]; value: StoredReading };
  /** By the id of a planned text. A cache: without it, drift is measured again. */
  drifts: { key: string; value: DriftRecord };
}
