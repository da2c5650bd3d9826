import { toFault } from '../domain/fault.ts';
import type { Answer, CallName, Calls, Request } from './calls.ts';

export interface CallContext<K extends CallName> {
  readonly signal: AbortSignal;
  emit(event: Calls[K]['event']): void;
}

/** One handler for every call of the map. */
export type Handlers = {
  readonly [K in CallName]: (
    input: Calls[K]['input'],
    context: CallContext<K>,
  ) => Promise<Calls[K]['result']>;
};

/** The part of a worker's global scope that is used. */
export interface ServerPort {
  postMessage(message: Answer): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
}

/** Serves the calls of one client over a port. Each call settles once; a failed one leaves the next unharmed. */
export function serve(handlers: Handlers, port: ServerPort): void {
  const running = new Map<number, AbortController>();

  async function handle<K extends CallName>(
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
    if (data.call === 'abort') running.get(data.id)?.abort();
    else void handle(data.id, data.call, data.input);
  });
}
