import type { PreparedAudit } from '../audit/prepare.ts';
import type { Reporter } from '../audit/serve-report.ts';
import type { Classifier } from '../domain/classifier.ts';
import { toFault, type Fault } from '../domain/fault.ts';
import type { Finding } from '../domain/finding.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Readings } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';

interface Known {
  readonly prepared: PreparedAudit;
  readonly replies: ReadonlyMap<TrialId, Reply>;
  readonly readings: Readings;
}

/** The headline findings of a run while it goes on. One report is computed at a time, always from the newest replies. */
export class LiveFindings {
  readonly #reporter: Reporter;
  readonly #toxic: Classifier['toxic'];
  #current = $state.raw<readonly Finding[]>([]);
  #fault = $state.raw<Fault | null>(null);
  /** What the shown findings were computed from. */
  #shown: Known | null = null;
  #waiting: Known | null = null;
  #busy = false;

  constructor(reporter: Reporter, toxic: Classifier['toxic']) {
    this.#reporter = reporter;
    this.#toxic = toxic;
  }

  get current(): readonly Finding[] {
    return this.#current;
  }

  /** Why there are none; null where there may be. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Takes what is known now; does nothing where that is what was known before. */
  follow(prepared: PreparedAudit, replies: ReadonlyMap<TrialId, Reply>, readings: Readings): void {
    const last = this.#waiting ?? this.#shown;
    if (last?.replies === replies && last.readings === readings) return;
    this.#waiting = { prepared, replies, readings };
    if (!this.#busy) void this.#compute();
  }

  clear(): void {
    this.#waiting = null;
    this.#shown = null;
    this.#current = [];
    this.#fault = null;
  }

  async #compute(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#waiting !== null) {
        const known = this.#waiting;
        this.#shown = known;
        this.#waiting = null;
        const { pair, items, trials, audit } = known.prepared;
        const { replies, readings } = known;
        const { seed } = audit.request;
        const toxic = this.#toxic;
        const began = performance.now();
        const report = await this.#reporter({
          headlinesOnly: true,
          pair,
          items,
          trials,
          replies,
          readings,
          // Only the report itself tells of drift.
          drifts: new Map(),
          toxic,
          seed,
        });
        // The run was left meanwhile.
        if (this.#shown !== known) continue;
        this.#current = report.findings;
        // The models need the processor more: a look at the findings takes a third of the time at most.
        const took = performance.now() - began;
        await new Promise((resolve) => setTimeout(resolve, 2 * took));
      }
    } catch (error) {
      this.#current = [];
      this.#fault = toFault(error);
    } finally {
      this.#busy = false;
    }
  }
}
