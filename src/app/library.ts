import { fillAudit, type PreparedAudit } from '../audit/prepare.ts';
import { buildReport, type Report } from '../audit/report.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Audit } from '../domain/audit.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import { writeReplies } from '../formats/replies.ts';
import { writeReport } from '../formats/report.ts';
import type { Store } from '../store/store.ts';
import type { AuditList, OpenedAudit } from './app.ts';
import { unknownAudit } from './faults.ts';

export interface LibraryTools {
  readonly catalog: Catalog;
  /** Absolute address of the page's folder. */
  readonly base: string;
  openStore(): Promise<Store>;
  /** What the page knows of the machine, for the record in a report. */
  environment(): Promise<Readonly<Record<string, string | number | boolean | null>>>;
}

interface Held extends PreparedAudit {
  readonly replies: ReadonlyMap<TrialId, Reply>;
}

/** The stored audits: list, open, delete, export. Scores and findings are recomputed at every opening. */
export class Library {
  readonly #tools: LibraryTools;

  constructor(tools: LibraryTools) {
    this.#tools = tools;
  }

  /** Newest first. An audit whose pair or packs no longer ship stays stored but cannot be planned: it is counted only. */
  list(): Promise<AuditList> {
    return this.#use(async (store) => {
      const stored = await store.listAudits();
      const filled = await this.#fillAll(stored);
      const audits = await Promise.all(
        filled.map(async ({ audit, pair, trials }) => ({
          audit,
          pair,
          done: await store.countReplies(trials.map((trial) => trial.id)),
          total: trials.length,
        })),
      );
      return { audits, unreadable: stored.length - audits.length };
    });
  }

  async open(id: string): Promise<OpenedAudit> {
    const held = await this.#use((store) => this.#hold(store, id));
    const { audit, pair, items, trials, replies } = held;
    const done = trials.filter((trial) => replies.has(trial.id)).length;
    return { audit, pair, items, done, total: trials.length, report: reportOf(held) };
  }

  /** Removes an audit and the replies that no other audit needs. */
  delete(id: string): Promise<void> {
    return this.#use(async (store) => {
      const { trials } = await this.#hold(store, id);
      const others = (await store.listAudits()).filter((audit) => audit.id !== id);
      const needed = new Set(
        (await this.#fillAll(others)).flatMap((other) => other.trials.map((trial) => trial.id)),
      );
      await store.deleteAudit(
        id,
        trials.map((trial) => trial.id).filter((trial) => !needed.has(trial)),
      );
    });
  }

  /** `report.json` */
  async exportReport(id: string): Promise<Blob> {
    const held = await this.#use((store) => this.#hold(store, id));
    const report = reportOf(held);
    const text = writeReport({
      audit: held.audit,
      pair: held.pair,
      complete: held.trials.every((trial) => held.replies.has(trial.id)),
      summary: report.sentence.map((part) => part.text).join(''),
      findings: report.findings,
      replies: report.replies,
      environment: await this.#tools.environment(),
    });
    return new Blob([text], { type: 'application/json' });
  }

  /** `replies.jsonl` */
  async exportReplies(id: string): Promise<Blob> {
    const { trials, replies } = await this.#use((store) => this.#hold(store, id));
    return new Blob([writeReplies(trials, replies)], { type: 'application/jsonl' });
  }

  /** Stores replies that were made elsewhere; an audit that needs one of them does not ask it again. */
  keepReplies(replies: readonly Reply[]): Promise<void> {
    return this.#use((store) => store.putReplies(replies));
  }

  async #hold(store: Store, id: string): Promise<Held> {
    const audit = await store.getAudit(id);
    if (audit === undefined) throw unknownAudit(id);
    const filled = await this.#fill(audit);
    return { ...filled, replies: await store.getReplies(filled.trials.map((trial) => trial.id)) };
  }

  #fill(audit: Audit): Promise<PreparedAudit> {
    const { catalog, base } = this.#tools;
    return fillAudit(audit, { catalog, base, signal: new AbortController().signal });
  }

  async #fillAll(audits: readonly Audit[]): Promise<PreparedAudit[]> {
    const settled = await Promise.allSettled(audits.map((audit) => this.#fill(audit)));
    return settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  }

  async #use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await this.#tools.openStore();
    try {
      return await work(store);
    } finally {
      store.close();
    }
  }
}

function reportOf({ pair, items, trials, replies }: Held): Report {
  return buildReport({ pair, items, trials, replies });
}
