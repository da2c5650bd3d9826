import type { DriftMeter } from '../audit/drift/meter.ts';
import { fillAudit, pairEngine, prepareAudit, type PreparedAudit } from '../audit/prepare.ts';
import type { Reader } from '../audit/reader.ts';
import { runAudit, type AuditEvent } from '../audit/runner.ts';
import type { Reporter } from '../audit/serve-report.ts';
import { chosenClassifier, type Catalog } from '../catalog/catalog.ts';
import type { Audit, AuditRequest } from '../domain/audit.ts';
import { toFault, type Fault } from '../domain/fault.ts';
import type { Finding } from '../domain/finding.ts';
import type { Model } from '../domain/model.ts';
import type { Pair } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { Readings } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type { Engine } from '../engines/engine.ts';
import type { Store } from '../store/store.ts';
import { DriftRun } from './drift-run.svelte.ts';
import { busy, unknownAudit } from './faults.ts';
import type { Machine } from './machine.svelte.ts';
import { LiveFindings } from './live-findings.svelte.ts';
import { Pace } from './pace.ts';
import { countProgress, type DimensionProgress, type LiveRow, type RunStage } from './run-state.ts';

export type { DimensionProgress, LiveRow, RunStage } from './run-state.ts';

export interface AuditRunTools {
  readonly catalog: Catalog;
  readonly machine: Machine;
  /** Absolute address of the page's folder. */
  readonly base: string;
  openStore(): Promise<Store>;
  createEngine(kind: Model['engine'], threads: number): Engine;
  createReader(): Reader;
  /** Null where the engine gives no whole distributions. */
  createMeter(engine: Engine, threads: number): DriftMeter | null;
  readonly reporter: Reporter;
}

/** Rows that are shown before the engine says which ones it writes. */
const mostLive = 32;

/** Hears what the run does; for a caller that has no screen. */
export type RunListener = (event: AuditEvent) => void;

/** The audit that runs in this tab: the pages' view of the runner. */
export class AuditRun {
  readonly #tools: AuditRunTools;
  readonly #pace = new Pace();
  readonly #findings: LiveFindings;
  readonly #drift = new DriftRun();
  #abort = new AbortController();
  #finished: Promise<void> = Promise.resolve();
  /** What the model was last asked; of a long list only a part is written at a time. */
  #asked: ReadonlyMap<TrialId, Trial> = new Map();

  #stage = $state.raw<RunStage>({ name: 'idle' });
  #prepared = $state.raw<PreparedAudit | null>(null);
  #replies = $state.raw<ReadonlyMap<TrialId, Reply>>(new Map());
  #readings = $state.raw<Readings>(new Map());
  #unread = $state.raw<Fault | null>(null);
  #live = $state.raw<readonly LiveRow[]>([]);
  #tokensPerSecond = $state.raw<number | null>(null);
  #secondsLeft = $state.raw<number | null>(null);
  #recovered = $state.raw<readonly Fault[]>([]);

  readonly #progress = $derived.by(() => countProgress(this.#prepared, this.#replies));

  constructor(tools: AuditRunTools) {
    this.#tools = tools;
    this.#findings = new LiveFindings(tools.reporter, chosenClassifier(tools.catalog).toxic);
  }

  get stage(): RunStage {
    return this.#stage;
  }
  get audit(): Audit | null {
    return this.#prepared?.audit ?? null;
  }
  get pair(): Pair | null {
    return this.#prepared?.pair ?? null;
  }
  get trials(): readonly Trial[] {
    return this.#prepared?.trials ?? [];
  }
  get done(): number {
    return this.#prepared?.trials.filter(({ id }) => this.#replies.has(id)).length ?? 0;
  }
  get total(): number {
    return this.#prepared?.trials.length ?? 0;
  }
  get progress(): readonly DimensionProgress[] {
    return this.#progress;
  }
  /** Rows that are being written right now. */
  get live(): readonly LiveRow[] {
    return this.#live;
  }
  /** Generated tokens a second over the last batches; null until measured. */
  get tokensPerSecond(): number | null {
    return this.#tokensPerSecond;
  }
  get secondsLeft(): number | null {
    return this.#secondsLeft;
  }
  /** Headline findings on what is stored so far. */
  get findings(): readonly Finding[] {
    return this.#findings.current;
  }
  /** Why they cannot be computed; null where they can. */
  get findingsFault(): Fault | null {
    return this.#findings.fault;
  }
  /** Faults that were overcome by a retry. */
  get recovered(): readonly Fault[] {
    return this.#recovered;
  }
  /** Why replies could not be classified in this run; null where they could. */
  get unread(): Fault | null {
    return this.#unread;
  }

  /** How far drift is measured. */
  get drift(): Pick<DriftRun, 'done' | 'total' | 'fault'> {
    return this.#drift;
  }

  /**
   * Begins the audit that the request resolves to, or goes on with it where it is stored.
   * @returns its id, once it is planned and running
   * @throws PlumblineError as `prepareAudit`, or `bad-request` while another audit runs here
   */
  start(request: AuditRequest, listener?: RunListener): Promise<string> {
    return this.#begin(async (signal) => {
      const { catalog, base, machine } = this.#tools;
      const probe = machine.probe ?? (await machine.look());
      const engine = this.#tools.createEngine(pairEngine(catalog, request.pair), probe.threads);
      return prepareAudit(request, {
        catalog,
        base,
        signal,
        engine,
        probe,
        now: () => new Date(),
      });
    }, listener);
  }

  /** Goes on with a stored audit. @throws PlumblineError `unknown-audit`, or as `fillAudit` */
  async goOn(auditId: string): Promise<void> {
    await this.#begin(async (signal) => {
      const { catalog, base, openStore } = this.#tools;
      const audit = await useStore(openStore, (store) => store.getAudit(auditId));
      if (audit === undefined) throw unknownAudit(auditId);
      return fillAudit(audit, { catalog, base, signal });
    });
  }

  /** Stops after the step in flight; the batch in flight is asked again on resume. */
  pause(): void {
    const { name } = this.#stage;
    if (name !== 'running' && name !== 'loading' && name !== 'measuring') return;
    this.#stage = { name: 'pausing' };
    this.#abort.abort();
  }

  resume(): void {
    const prepared = this.#prepared;
    if (prepared === null || (this.#stage.name !== 'paused' && this.#stage.name !== 'failed'))
      return;
    this.#abort = new AbortController();
    this.#finished = this.#run(prepared);
  }

  /** Ends the run; everything stored is kept. */
  stop(): void {
    this.#abort.abort();
    if (this.#stage.name === 'paused' || this.#stage.name === 'failed') this.#reset();
    else
      void this.#finished.then(() => {
        this.#reset();
      });
  }

  /** Resolves when the run has come to rest: done, paused or failed. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  async #begin(
    prepare: (signal: AbortSignal) => Promise<PreparedAudit>,
    listener?: RunListener,
  ): Promise<string> {
    if (!isAtRest(this.#stage)) throw busy();
    this.#reset();
    this.#abort = new AbortController();
    this.#stage = { name: 'preparing' };
    try {
      const prepared = await prepare(this.#abort.signal);
      this.#prepared = prepared;
      this.#finished = this.#run(prepared, listener);
      return prepared.audit.id;
    } catch (error) {
      this.#stage = { name: 'failed', fault: toFault(error) };
      throw error;
    }
  }

  async #run(prepared: PreparedAudit, listener?: RunListener): Promise<void> {
    const { machine, openStore, createEngine, createReader, createMeter } = this.#tools;
    this.#stage = { name: 'preparing' };
    this.#unread = null;
    this.#drift.clear();
    this.#pace.restart();
    try {
      const probe = machine.probe ?? (await machine.look());
      // Not waited for: some browsers ask the user, and the run need not stand still meanwhile.
      void machine.keepStorage();
      await useStore(openStore, async (store) => {
        const engine = createEngine(prepared.models.baseline.engine, probe.threads);
        const reader = createReader();
        const meter = createMeter(engine, probe.threads);
        const tools = { engine, store, reader, meter, now: () => performance.now() };
        try {
          for await (const event of runAudit(prepared, tools, this.#abort.signal)) {
            this.#take(prepared, event);
            this.#findings.follow(prepared, this.#replies, this.#readings);
            listener?.(event);
          }
        } finally {
          await reader.close();
        }
      });
      this.#stage = { name: 'done' };
    } catch (error) {
      const fault = toFault(error);
      this.#stage =
        fault.kind === 'aborted' || this.#abort.signal.aborted
          ? { name: 'paused' }
          : { name: 'failed', fault };
    } finally {
      this.#live = [];
      this.#secondsLeft = null;
    }
  }

  #take(prepared: PreparedAudit, event: AuditEvent): void {
    const pausing = this.#stage.name === 'pausing';
    switch (event.type) {
      case 'stored':
        this.#add(event.replies);
        return;
      case 'loading': {
        const { side, loaded, total } = event;
        if (!pausing) this.#stage = { name: 'loading', side, loaded, total };
        return;
      }
      case 'asking':
        if (!pausing) this.#stage = { name: 'running', side: event.side };
        this.#asked = new Map(event.trials.map((trial) => [trial.id, trial]));
        this.#live = event.trials.slice(0, mostLive).map((trial) => liveRow(trial, ''));
        return;
      case 'writing':
        this.#live = event.rows.flatMap(({ trial, text }) => {
          const asked = this.#asked.get(trial);
          return asked === undefined || this.#replies.has(trial) ? [] : [liveRow(asked, text)];
        });
        return;
      case 'replies':
        this.#add(event.replies);
        this.#live = this.#live.filter(({ trial }) => !this.#replies.has(trial));
        this.#pace.add(event.side, event.replies, event.milliseconds);
        this.#tokensPerSecond = this.#pace.tokensPerSecond;
        this.#secondsLeft = this.#pace.secondsLeft(
          prepared.trials.filter(({ id }) => !this.#replies.has(id)),
        );
        return;
      case 'readings':
        this.#readings = new Map([...this.#readings, ...event.readings]);
        return;
      case 'unread':
        this.#unread = event.fault;
        return;
      case 'recovered':
        this.#recovered = [...this.#recovered, event.fault];
        return;
      case 'drift-loading':
      case 'drift':
      case 'undrifted': {
        this.#drift.take(event);
        const { done, total } = this.#drift;
        if (!pausing) this.#stage = { name: 'measuring', done, total };
        return;
      }
    }
  }

  #add(replies: readonly Reply[]): void {
    this.#replies = new Map([...this.#replies, ...replies.map((one) => [one.trial, one] as const)]);
  }

  #reset(): void {
    this.#stage = { name: 'idle' };
    this.#prepared = null;
    this.#findings.clear();
    this.#replies = new Map();
    this.#readings = new Map();
    this.#unread = null;
    this.#drift.clear();
    this.#live = [];
    this.#asked = new Map();
    this.#recovered = [];
    this.#tokensPerSecond = null;
    this.#secondsLeft = null;
  }
}

function isAtRest({ name }: RunStage): boolean {
  return name === 'idle' || name === 'paused' || name === 'done' || name === 'failed';
}

function liveRow({ id, side, item }: Trial, text: string): LiveRow {
  return { trial: id, side, item, text };
}

async function useStore<T>(
  open: () => Promise<Store>,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await open();
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
