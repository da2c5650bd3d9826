import { createContext } from 'svelte';
import type { Audit, AuditRequest } from '../domain/audit.ts';
import type { Fault } from '../domain/fault.ts';
import type { Item } from '../domain/item.ts';
import type { Pair } from '../domain/pair.ts';
import type { Reader } from '../audit/reader.ts';
import type { Report } from '../audit/report.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { AuditRun } from './audit-run.svelte.ts';
import type { Ledger } from './ledger.svelte.ts';
import type { Library } from './library.ts';
import type { Machine } from './machine.svelte.ts';
import type { ModelShelf } from './model-shelf.ts';
import type { ServerDesk } from './server-desk.ts';
import type { ServerPairs } from './server-pairs.svelte.ts';
import type { Origin } from './held.ts';

/** A stored audit, with how far it got. */
export interface AuditSummary {
  readonly audit: Audit;
  readonly pair: Pair;
  /** Replies stored, of replies planned. */
  readonly done: number;
  readonly total: number;
}

/** What is stored in this browser. */
export interface AuditList {
  readonly audits: readonly AuditSummary[];
  /** Audits that this version cannot plan, because their pair or packs no longer ship. */
  readonly unreadable: number;
}

export type { Origin } from './held.ts';

/** An audit with the report that its replies give. */
export interface OpenedAudit extends AuditSummary {
  /** What addresses call it: its id where it is stored. */
  readonly key: string;
  readonly origin: Origin;
  readonly items: readonly Item[];
  readonly report: Report;
  /** Why replies could not be classified; null where all are. */
  readonly unread: Fault | null;
}

/** Everything that pages may use; made once in the composition root and handed down. */
export interface App {
  /** What ships, the pairs of stored models, and those on servers. */
  readonly catalog: Catalog;
  /** Whether a pair's models are there. One whose models were deleted can still be read of. */
  isRunnable(pair: Pair): boolean;
  readonly machine: Machine;
  readonly ledger: Ledger;
  /** Models of the hub, and those that are stored: fetched at the first call, the same one ever after. */
  shelf(): Promise<ModelShelf>;
  /** The pairs on servers of the user's. */
  readonly servers: ServerPairs;
  /** Asks servers what they are, before a pair on them is added. */
  readonly desk: ServerDesk;
  /** The audit that runs in this tab, if any. */
  readonly run: AuditRun;
  /** Stored audits: list, open, delete, export; and those that came in bundles. */
  readonly library: Library;
  /** The classifier of replies; whoever makes one closes it. */
  createReader(): Reader;
  /** What a click on Run asks for. */
  defaultRequest(): AuditRequest;
}

export const [useApp, provideApp] = createContext<App>();
