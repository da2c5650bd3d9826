import { fillAudit, type PreparedAudit } from '../audit/prepare.ts';
import type { Reader } from '../audit/reader.ts';
import { readTexts, textsToRead } from '../audit/readings.ts';
import { buildReport, type Report } from '../audit/report.ts';
import { chosenClassifier, type Catalog } from '../catalog/catalog.ts';
import type { Audit } from '../domain/audit.ts';
import { classifierDigest } from '../domain/classifier.ts';
import { toFault, type Fault } from '../domain/fault.ts';
import type { TrialId } from '../domain/plan.ts';
import { toxicityFrom, type Reading } from '../domain/reading.ts';
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
  createReader(): Promise<Reader>;
  /** What the page knows of the machine, for the record in a report. */
  environment(): Promise<Readonly<Record<string, string | number | boolean | null>>>;
}

interface Held extends PreparedAudit {
  readonly replies: ReadonlyMap<TrialId, Reply>;
}

interface Reported {
  readonly report: Report;
  /** Why replies could not be classified; null where all are. */
  readonly unread: Fault | null;
}

/** Texts that are classified so far, of those that must be. */
export type ReadProgress = (done: number, total: number) => void;

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

  /** Replies that were never classified, in an audit of an earlier version for one, are classified and kept. */
  open(id: string, onProgress: ReadProgress = () => undefined): Promise<OpenedAudit> {
    return this.#use(async (store) => {
      const held = await this.#hold(store, id);
      const { audit, pair, items, trials, replies } = held;
      const done = trials.filter((trial) => replies.has(trial.id)).length;
      const reported = await this.#report(store, held, onProgress);
      return { audit, pair, items, done, total: trials.length, ...reported };
    });
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
    const { held, report } = await this.#use(async (store) => {
      const held = await this.#hold(store, id);
      return { held, ...(await this.#report(store, held)) };
    });
    const classifier = chosenClassifier(this.#tools.catalog);
    const text = writeReport({
      audit: held.audit,
      pair: held.pair,
      complete: held.trials.every((trial) => held.replies.has(trial.id)),
      summary: report.sentence.map((part) => part.text).join(''),
      findings: report.findings,
      replies: report.replies,
      classifier: {
        id: classifier.id,
        digest: classifierDigest(classifier),
        ...classifier.toxic,
      },
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

  /** The report, with what can be classified classified; what cannot be is left unscored and told of. */
  async #report(
    store: Store,
    { pair, items, trials, replies }: Held,
    onProgress: ReadProgress = () => undefined,
  ): Promise<Reported> {
    const texts = textsToRead(trials, replies);
    const readings = new Map<string, Reading>();
    let unread: Fault | null = null;
    const reader = await this.#tools.createReader();
    try {
      for await (const some of readTexts(texts, { reader, store }, new AbortController().signal)) {
        for (const [text, reading] of some) readings.set(text, reading);
        onProgress(readings.size, texts.length);
      }
    } catch (error) {
      unread = toFault(error);
    } finally {
      await reader.close();
    }
    const toxicity = toxicityFrom(reader.classifier, readings);
    return { report: buildReport({ pair, items, trials, replies, toxicity }), unread };
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
