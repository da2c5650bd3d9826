import { planDrift } from '../audit/drift/plan.ts';
import { fillAudit, type PreparedAudit } from '../audit/prepare.ts';
import type { Reader } from '../audit/reader.ts';
import type { Reporter } from '../audit/serve-report.ts';
import { textsToRead } from '../audit/readings.ts';
import { chosenClassifier, type Catalog } from '../catalog/catalog.ts';
import type { Audit } from '../domain/audit.ts';
import { classifierDigest } from '../domain/classifier.ts';
import type { Drifts } from '../domain/drift.ts';
import { sha256 } from '../domain/hash.ts';
import type { Reply } from '../domain/reply.ts';
import { writeBundle, type BundleRecord } from '../formats/bundle.ts';
import { writeReplies } from '../formats/replies.ts';
import type { ExportFile } from '../formats/exports/exported.ts';
import type { ExportId } from '../formats/exports/registry.ts';
import type { Store } from '../store/store.ts';
import type { AuditList, OpenedAudit } from './app.ts';
import { Bundles, isBundleKey } from './bundles.ts';
import { unknownAudit } from './faults.ts';
import type { HeldAudit } from './held.ts';
import { reportOf, type ReadProgress } from './reported.ts';
import { reportFile } from './report-json.ts';
import { plumblineVersion } from './version.ts';

export interface LibraryTools {
  readonly catalog: Catalog;
  /** Absolute address of the page's folder. */
  readonly base: string;
  openStore(): Promise<Store>;
  createReader(): Reader;
  readonly reporter: Reporter;
  /** What the page knows of the machine, for the record in a report. */
  environment(): Promise<BundleRecord['environment']>;
}

/**
 * The stored audits: list, open, delete, export; and those that came in bundles: open, export. Scores and findings are recomputed
 * at every opening.
 */
export class Library {
  readonly #tools: LibraryTools;
  readonly #bundles: Bundles;

  constructor(tools: LibraryTools) {
    this.#tools = tools;
    this.#bundles = new Bundles(tools);
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

  /** Replies that were never classified, in an audit of an earlier version for one, are classified; a stored audit's for good. */
  open(key: string, onProgress?: ReadProgress): Promise<OpenedAudit> {
    return this.#with(key, async (held) => {
      const { origin, audit, pair, items, trials, replies } = held;
      const done = trials.filter((trial) => replies.has(trial.id)).length;
      const reported = await reportOf(held, this.#reporting(), onProgress);
      return { key, origin, audit, pair, items, done, total: trials.length, ...reported };
    });
  }

  /** Opens a bundle until the page is left, and stores nothing of it. @returns the key to open it by */
  openBundle(file: Blob): Promise<string> {
    return this.#bundles.take(file);
  }

  /** Removes an audit and the replies that no other audit needs. */
  delete(id: string): Promise<void> {
    return this.#use(async (store) => {
      const { pair, trials, replies } = await this.#hold(store, id);
      const others = (await store.listAudits()).filter((audit) => audit.id !== id);
      const needed = new Set(
        (await this.#fillAll(others)).flatMap((other) => other.trials.map((trial) => trial.id)),
      );
      const gone = trials.filter((trial) => !needed.has(trial.id));
      const items = new Set(gone.map((trial) => trial.item));
      // What was measured of an item is of no use without the replies that it was measured on.
      const drifts = planDrift(pair, trials, replies).texts.filter(({ item }) => items.has(item));
      await store.deleteAudit(
        id,
        gone.map((trial) => trial.id),
        drifts.map((drift) => drift.id),
      );
    });
  }

  /** `report.json` */
  exportReport(key: string): Promise<Blob> {
    return this.#with(key, async (held) => {
      const { report } = await reportOf(held, this.#reporting());
      const text = reportFile({
        held,
        report,
        classifier: chosenClassifier(this.#tools.catalog),
        environment: (await this.#record(held)).environment,
      });
      return new Blob([text], { type: 'application/json' });
    });
  }

  /** `replies.jsonl` */
  exportReplies(key: string): Promise<Blob> {
    return this.#with(key, ({ trials, replies }) =>
      Promise.resolve(new Blob([writeReplies(trials, replies)], { type: 'application/jsonl' })),
    );
  }

  /** `bundle.zip` */
  exportBundle(key: string): Promise<Blob> {
    return this.#with(key, async (held) => {
      const bytes = await this.#bundle(held);
      return new Blob([bytes], { type: 'application/zip' });
    });
  }

  /** The audit in formats of `formats/exports`, whose code is fetched now. Its report is computed once for all. */
  exportAs(key: string, ...ids: readonly ExportId[]): Promise<ExportFile[]> {
    return this.#with(key, async (held) => {
      const [{ exportInput }, { writeExport }, { report }, record] = await Promise.all([
        import('./exporting.ts'),
        import('../formats/exports/registry.ts'),
        reportOf(held, this.#reporting()),
        this.#record(held),
      ]);
      const { catalog } = this.#tools;
      const input = exportInput({
        held,
        report,
        record,
        models: catalog.models,
        classifier: chosenClassifier(catalog),
        bundle: () => this.#bundle(held),
        check: async () => (await import('./report-file/built-check.ts')).builtCheck,
      });
      return (await Promise.all(ids.map((id) => writeExport(id, input)))).flat();
    });
  }

  /** Drift by its ids, token for token. */
  drifts(key: string, ids: readonly string[]): Promise<Drifts> {
    // A stored audit's replies need not be read for this.
    if (!isBundleKey(key)) return this.#use((store) => store.getDrifts(ids));
    return this.#with(key, ({ drifts }) => drifts.getDrifts(ids));
  }

  /** Stores replies that were made elsewhere; an audit that needs one of them does not ask it again. */
  keepReplies(replies: readonly Reply[]): Promise<void> {
    return this.#use((store) => store.putReplies(replies));
  }

  /** Works on an audit. The store is open until the work is done, for a stored audit's readings lie there. */
  async #with<T>(key: string, work: (held: HeldAudit) => Promise<T>): Promise<T> {
    if (isBundleKey(key)) return work(await this.#bundles.hold(key));
    return this.#use(async (store) => work(await this.#hold(store, key)));
  }

  #reporting() {
    return { reader: this.#tools.createReader(), reporter: this.#tools.reporter };
  }

  async #hold(store: Store, id: string): Promise<HeldAudit> {
    const audit = await store.getAudit(id);
    if (audit === undefined) throw unknownAudit(id);
    const filled = await this.#fill(audit);
    const replies = await store.getReplies(filled.trials.map((trial) => trial.id));
    const kept = { readings: store, drifts: store };
    return { ...filled, key: id, origin: { kind: 'stored' }, replies, ...kept };
  }

  /** What is told of an audit beside its replies: a bundle's is handed on as it came. */
  async #record({ origin, audit, pair }: HeldAudit): Promise<BundleRecord> {
    if (origin.kind !== 'stored') return origin.record;
    const environment = await this.#tools.environment();
    return { audit, pair, environment, versions: { plumbline: plumblineVersion } };
  }

  async #bundle(held: HeldAudit): Promise<Uint8Array<ArrayBuffer>> {
    const [record, readings, drifts] = await Promise.all([
      this.#record(held),
      this.#readings(held),
      this.#drifts(held),
    ]);
    return writeBundle(record, held.trials, held.replies, readings, drifts);
  }

  /** What a bundle says of the texts: as it came, or what the classifier has read of those that need it. */
  async #readings({ origin, trials, replies, readings }: HeldAudit) {
    if (origin.kind !== 'stored') return origin.readings;
    const classifier = classifierDigest(chosenClassifier(this.#tools.catalog));
    const read = await readings.getReadings(classifier, textsToRead(trials, replies));
    if (read.size === 0) return null;
    return { classifier, byText: new Map([...read].map(([text, one]) => [sha256(text), one])) };
  }

  /** What a bundle says of drift: what is there of the texts that are planned. */
  #drifts({ pair, trials, replies, drifts }: HeldAudit): Promise<Drifts> {
    return drifts.getDrifts(planDrift(pair, trials, replies).texts.map(({ id }) => id));
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
