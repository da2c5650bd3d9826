import type { Device } from '../../domain/audit.ts';
import { toFault } from '../../domain/fault.ts';
import type { Model } from '../../domain/model.ts';
import type { Side } from '../../domain/pair.ts';
import { perSide } from '../../drift/measures.ts';
import { WorkerClient, type ClientPort } from '../../engines/client.ts';
import { stream } from '../../engines/events.ts';
import type { ModelSource } from '../../engines/model-source.ts';
import type { DriftAsked, DriftCalls, DriftTold } from './calls.ts';
import { modesFor, type DriftMode } from './mode.ts';
import type { DriftRow } from './plan.ts';
import { removeSpool } from './spool.ts';

/** Where drift is measured. */
export interface DriftMeter {
  /**
   * Measures rows, in an order of its own; ends after the last one. What was given before a failure stands.
   * @throws PlumblineError `drift-refused`, `model-missing`, `model-damaged`, `engine-failed`, `engine-lost` or `aborted`
   */
  measure(
    asked: {
      readonly models: Readonly<Record<Side, Model>>;
      readonly device: Device;
      readonly rows: readonly DriftRow[];
    },
    signal: AbortSignal,
  ): AsyncIterable<DriftTold>;
}

export interface MeterTools {
  /** Starts a worker that runs `workers/drift.ts`. */
  spawn(): ClientPort<DriftCalls>;
  /** Where a model's files are. */
  sourceOf(model: Model): ModelSource;
  /** Threads for WebAssembly. */
  readonly threads: number;
  /** Bytes of memory that the machine has; null where the browser does not say. */
  readonly memory: number | null;
  /** The ways to try, best first; those that the models' sizes suggest, if left out. */
  readonly modes?: readonly DriftMode[];
  /** Bytes that a spool may take; as many as the browser grants, if left out. */
  readonly spoolBytes?: number;
}

/** Failures of one way that a fresh worker may overcome. */
const attempts = 2;

/**
 * Measures in workers: each way in a worker of its own, because a failure leaves the runtime of no more use. Both models that do
 * not load together are read one after the other; what fails otherwise is tried once more, with the rows that are left.
 */
export function createDriftMeter(tools: MeterTools): DriftMeter {
  return {
    async *measure({ models, device, rows }, signal) {
      const { threads, memory, spoolBytes = null } = tools;
      const sources = perSide((side) => tools.sourceOf(models[side]));
      const modes = [...(tools.modes ?? modesFor(models, device, memory))];
      let left = rows;
      let failures = 0;
      while (left.length > 0) {
        const [mode = 'truncated'] = modes;
        const before = rows.length - left.length;
        const done = new Set<string>();
        let begun = false;
        try {
          const spool = crypto.randomUUID();
          // What has failed is tried again in the plainest way: not every graph may take what sharing asks of it.
          const share = failures === 0;
          const way = { mode, share, spool, spoolBytes };
          const asked = { models, device, sources, threads, rows: left, ...way };
          for await (const told of measureOnce(tools, asked, signal)) {
            if (told.type === 'loading') yield told;
            else {
              begun = true;
              for (const { id } of told.records) done.add(id);
              yield { ...told, done: before + told.done };
            }
          }
          return;
        } catch (error) {
          const { kind } = toFault(error);
          const isEngine = kind === 'engine-lost' || kind === 'engine-failed';
          if (!isEngine || signal.aborted) throw error;
          if (mode === 'together' && !begun && modes.length > 1) modes.shift();
          else if (done.size > 0) failures = 1;
          else if (++failures >= attempts) throw error;
        }
        left = left.filter(({ id }) => !done.has(id));
      }
    },
  };
}

/** One worker's try. An abort ends it at once: neither a load nor a pass can be stopped from inside. */
async function* measureOnce(
  { spawn }: MeterTools,
  asked: DriftAsked,
  signal: AbortSignal,
): AsyncGenerator<DriftTold, void, undefined> {
  const client = new WorkerClient<DriftCalls>(spawn(), 'measured drift');
  const onAbort = () => {
    client.close();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    yield* stream<DriftTold>((onEvent) => client.call('measure', asked, { signal, onEvent }));
  } finally {
    signal.removeEventListener('abort', onAbort);
    client.close();
    // A worker that was ended could not remove its own.
    if (asked.mode === 'spool') await removeSpool(asked.spool);
  }
}
