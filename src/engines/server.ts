import { toFault } from '../domain/fault.ts';
import type { Answer, CallMap, Request } from './calls.ts';

export interface CallContext<Event> {
  readonly signal: AbortSignal;
  emit(event: Event): void;
}

/** One handler for every call of the map. */
export type Handlers<Calls extends CallMap<Calls>> = {
  readonly [K in keyof Calls]: (
    input: Calls[K]['input'],
    context: CallContext<Calls[K]['event']>,
  ) => Promise<Calls[K]['result']>;
};

/** The part of a worker's global scope that is used. */
export interface ServerPort<Calls extends CallMap<Calls>> {
  postMessage(message: Answer<Calls>): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request<Calls>>) => void): void;
}

/** Serves the calls of one client over a port. Each call settles once; a failed one leaves the next unharmed. */
export function serve<Calls extends CallMap<Calls>>(
  handlers: Handlers<Calls>,
  port: ServerPort<Calls>,
): void {
  const running = new Map<number, AbortController>();

  async function handle<K extends keyof Calls>(
    id: number,
    call: K,
    input: Calls[K]['input'],
  ): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await handlers[call](input, {
        signal: controller.signal,
        emit: (event) => {
          port.postMessage({ id, type: 'event', event });
        },
      });
      port.postMessage({ id, type: 'result', result });
    } catch (error) {
      port.postMessage({ id, type: 'fault', fault: toFault(error) });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data }) => {
    if ('input' in data) void handle(data.id, data.call, data.input);
    else running.get(data.id)?.abort();
  });
}
