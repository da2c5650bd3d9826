import type { Fault } from '../domain/fault.ts';

/** What one call takes, what it reports while it lasts, and what it ends with. */
export interface Call {
  readonly input: unknown;
  readonly event: unknown;
  readonly result: unknown;
}

/**
 * Everything that a page asks of one kind of worker. The client and the server are both derived from such a map: a call that
 * the worker does not serve does not compile.
 */
export type CallMap<Calls> = { readonly [K in keyof Calls]: Call };

/** From the page to the worker. */
export type Request<Calls extends CallMap<Calls>> =
  | {
      [K in keyof Calls]: {
        readonly id: number;
        readonly call: K;
        readonly input: Calls[K]['input'];
      };
    }[keyof Calls]
  | { readonly id: number; readonly call: 'abort' };

/** From the worker to the page; every call ends in exactly one `result` or `fault`. */
export type Answer<Calls extends CallMap<Calls>> =
  | { readonly id: number; readonly type: 'event'; readonly event: Calls[keyof Calls]['event'] }
  | { readonly id: number; readonly type: 'result'; readonly result: Calls[keyof Calls]['result'] }
  | { readonly id: number; readonly type: 'fault'; readonly fault: Fault };
