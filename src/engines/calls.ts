import type { Device } from '../domain/audit.ts';
import type { Fault } from '../domain/fault.ts';
import type { Model } from '../domain/model.ts';
import type { Sampling } from '../domain/sampling.ts';
import type { LoadProgress, LoadedModel, Row, RowEvent } from './engine.ts';

/**
 * Everything that a page asks of an engine's worker. The client and the server are both derived from this map: a call that
 * the worker does not serve does not compile.
 */
export interface Calls {
  load: {
    input: {
      readonly model: Model;
      readonly device: Device;
      readonly base: string;
      readonly threads: number;
    };
    event: LoadProgress;
    result: LoadedModel['capabilities'];
  };
  generate: {
    input: { readonly rows: readonly Row[]; readonly sampling: Sampling };
    event: RowEvent;
    result: undefined;
  };
}

export type CallName = keyof Calls;

/** From the page to the worker. */
export type Request =
  | {
      [K in CallName]: { readonly id: number; readonly call: K; readonly input: Calls[K]['input'] };
    }[CallName]
  | { readonly id: number; readonly call: 'abort' };

/** From the worker to the page; every call ends in exactly one `result` or `fault`. */
export type Answer =
  | { readonly id: number; readonly type: 'event'; readonly event: Calls[CallName]['event'] }
  | { readonly id: number; readonly type: 'result'; readonly result: Calls[CallName]['result'] }
  | { readonly id: number; readonly type: 'fault'; readonly fault: Fault };
