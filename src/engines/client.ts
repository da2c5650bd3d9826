import { PlumblineError } from '../domain/fault.ts';
import type { Answer, CallMap, Request } from './calls.ts';

interface Pending {
  readonly onEvent: (event: never) => void;
  readonly resolve: (result: never) => void;
  readonly reject: (error: PlumblineError) => void;
}

/** The part of `Worker` that is used. */
export interface ClientPort<Calls extends CallMap<Calls>> {
  postMessage(message: Request<Calls>): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer<Calls>>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/**
 * The page's end of a worker. Every call settles exactly once: by its result, by a fault, or, when the worker dies or
 * is closed, by `engine-lost`.
 */
export class WorkerClient<Calls extends CallMap<Calls>> {
  readonly #port: ClientPort<Calls>;
  readonly #work: string;
  readonly #pending = new Map<number, Pending>();
  #next = 0;
  #dead = false;

  /** @param work what the worker does, for the fault that tells of its end: “ran the model” */
  constructor(port: ClientPort<Calls>, work = 'ran the model') {
    this.#port = port;
    this.#work = work;
    port.onmessage = ({ data }) => {
      this.#receive(data);
    };
    port.onerror = (event) => {
      event.preventDefault();
      this.#die(event.message === '' ? 'its script could not be run' : event.message);
    };
    port.onmessageerror = () => {
      this.#die('a message could not be read');
    };
  }

  /** Asks the worker. An abort is passed on; the call still ends by the worker's own word. */
  call<K extends keyof Calls>(
    call: K,
    input: Calls[K]['input'],
    options: { signal: AbortSignal; onEvent: (event: Calls[K]['event']) => void },
  ): Promise<Calls[K]['result']> {
    if (this.#dead) return Promise.reject(lost(this.#work, 'it was closed'));
    if (options.signal.aborted) return Promise.reject(aborted());
    const id = this.#next++;
    const onAbort = () => {
      this.#port.postMessage({ id, call: 'abort' });
    };
    options.signal.addEventListener('abort', onAbort, { once: true });
    return new Promise<Calls[K]['result']>((resolve, reject) => {
      this.#pending.set(id, { onEvent: options.onEvent, resolve, reject });
      this.#port.postMessage({ id, call, input } as Request<Calls>);
    }).finally(() => {
      options.signal.removeEventListener('abort', onAbort);
    });
  }

  /** Ends the worker and with it every call in flight: the only cancel that frees all memory for sure. */
  close(): void {
    this.#die('it was closed');
  }

  #receive(answer: Answer<Calls>): void {
    const pending = this.#pending.get(answer.id);
    if (pending === undefined) return;
    // A pending call was stored with the handlers of its own kind: `never` accepts what its own call brings back.
    if (answer.type === 'event') {
      pending.onEvent(answer.event as never);
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.type === 'result') pending.resolve(answer.result as never);
    else pending.reject(new PlumblineError(answer.fault));
  }

  #die(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#port.terminate();
    for (const { reject } of this.#pending.values()) reject(lost(this.#work, why));
    this.#pending.clear();
  }
}

function lost(work: string, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'engine-lost',
    message: `The worker that ${work} stopped: ${why}.`,
    kept: 'Every stored reply is kept; only what it was working on is lost.',
    remedy: 'Go on: a new worker takes over where this one stopped.',
  });
}

function aborted(): PlumblineError {
  return new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
}
