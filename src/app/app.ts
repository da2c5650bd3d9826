import { createContext } from 'svelte';
import type { Audit, AuditRequest } from '../domain/audit.ts';
import type { Item } from '../domain/item.ts';
import type { Pair } from '../domain/pair.ts';
import type { Report } from '../audit/report.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { AuditRun } from './audit-run.svelte.ts';
import type { Ledger } from './ledger.svelte.ts';
import type { Machine } from './machine.svelte.ts';

/** A stored audit, with how far it got. */
export interface AuditSummary {
  readonly audit: Audit;
  readonly pair: Pair;
  /** Replies stored, of replies planned. */
  readonly done: number;
  readonly total: number;
}

/** A stored audit with the report that its replies give. */
export interface OpenedAudit extends AuditSummary {
  readonly items: readonly Item[];
  readonly report: Report;
}

/** Everything that pages may use; made once in the composition root and handed down. */
export interface App {
  readonly catalog: Catalog;
  readonly machine: Machine;
  readonly ledger: Ledger;
  /** The audit that runs in this tab, if any. */
  readonly run: AuditRun;
  /** Stored audits, newest first. @throws PlumblineError `storage-refused` */
  listAudits(): Promise<readonly AuditSummary[]>;
  /** @throws PlumblineError `unknown-audit`, `pack-damaged` or `storage-refused` */
  openAudit(id: string): Promise<OpenedAudit>;
  /** Removes an audit and the replies that no other audit needs. */
  deleteAudit(id: string): Promise<void>;
  /** What a click on Run asks for. */
  defaultRequest(): AuditRequest;
}

export const [useApp, provideApp] = createContext<App>();
