import { PlumblineError, toFault, type FaultKind } from '../../src/domain/fault.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Engine, Row } from '../../src/engines/engine.ts';

export interface ScriptedEngine extends Engine {
  /** Trial ids in the order asked, batch by batch. */
  readonly asked: string[][];
  loads: number;
  closes: number;
}

/** An engine that says what a script says: for what the runner does with engines, not for what models do. */
export function scriptedEngine(
  options: {
    rows?: number;
    likelihoods?: boolean;
    failAt?: Record<number, FaultKind>;
    /** Rows of the failing batch that are answered before it fails. */
    answersFirst?: number;
    failLoad?: Record<number, FaultKind>;
    /** Why a prompt is not taken, and whether that is said row by row or when all others have ended. */
    refuses?: (row: Row) => boolean;
    refusesAs?: 'rows' | 'call';
    onBatch?: (batch: number) => void | Promise<void>;
  } = {},
): ScriptedEngine {
  const { rows = 2, likelihoods = true, failAt = {}, failLoad = {}, onBatch } = options;
  const { answersFirst = 0, refuses = () => false, refusesAs = 'rows' } = options;
  const engine: ScriptedEngine = {
    id: 'scripted',
    version: '1',
    asked: [],
    loads: 0,
    closes: 0,
    load(_model, { onProgress }) {
      const loading = failLoad[engine.loads++];
      if (loading !== undefined) {
        return Promise.reject(new PlumblineError({ kind: loading, message: 'scripted' }));
      }
      onProgress({ file: 'weights', loaded: 1, total: 1 });
      return Promise.resolve({
        capabilities: { rows, seeded: true, likelihoods, distributions: 'none' },
        async *generate(batch, signal) {
          const at = engine.asked.push(batch.map((row) => row.trial)) - 1;
          await onBatch?.(at);
          if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
          const kind = failAt[at];
          const taken = batch.filter((row) => !refuses(row));
          const answered = kind === undefined ? taken : taken.slice(0, answersFirst);
          for (const row of answered) yield { type: 'done' as const, reply: say(row) };
          if (kind !== undefined) throw new PlumblineError({ kind, message: 'scripted' });
          const fault = new PlumblineError({ kind: 'row-refused', message: 'It is too long.' });
          const refused = batch.filter(refuses);
          if (refused.length > 0 && refusesAs === 'call') throw fault;
          for (const { trial } of refused) {
            yield { type: 'refused' as const, trial, fault: toFault(fault) };
          }
        },
        async *likelihoods(batch) {
          engine.asked.push(batch.map((row) => row.trial));
          await Promise.resolve();
          for (const { trial, texts } of batch) {
            const read = texts.map((text) => ({ tokens: [0], logProbs: [-text.length] }));
            yield { trial, likelihoods: read };
          }
        },
        distributions: () => {
          throw new Error('it has none');
        },
        close: () => {
          engine.closes++;
          return Promise.resolve();
        },
      });
    },
  };
  return engine;
}

function say(row: Row): Reply {
  return {
    trial: row.trial,
    tokens: [1],
    chain: null,
    answer: `re: ${row.messages.at(-1)?.content ?? ''}`,
    chainTokens: 0,
    stop: 'end',
    timing: { prefill: 0, decode: 0 },
  };
}
