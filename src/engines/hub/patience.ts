import { backOff, longestWait, maxFailures } from './back-off.ts';
import { faultOf } from './faults.ts';
import type { NetTools } from './requests.ts';

/** A wait before the next try, for whoever looks on. */
export interface Waiting {
  readonly seconds: number;
  readonly why: string;
}

/** How often a download is tried again, and when. Whatever brings new bytes begins the count anew. */
export class Patience {
  readonly #host: string;
  readonly #tools: NetTools;
  readonly #onWait: (waiting: Waiting | null) => void;
  #failures = 0;

  constructor(host: string, tools: NetTools, onWait: (waiting: Waiting | null) => void) {
    this.#host = host;
    this.#tools = tools;
    this.#onWait = onWait;
  }

  /** To be called when something arrived. */
  renew(): void {
    this.#failures = 0;
  }

  /**
   * Waits until the next try.
   * @param asked how many seconds the server asks for, where it does
   * @throws PlumblineError `hub-unreachable` when it was tried often enough
   */
  async wait(why: string, signal: AbortSignal, asked: number | null = null): Promise<void> {
    signal.throwIfAborted();
    this.#failures += 1;
    if (asked !== null && asked > longestWait) throw faultOf.busy(this.#host, asked);
    if (this.#failures >= maxFailures) {
      throw faultOf.unreachable(this.#host, `${why}, ${maxFailures} times in a row`);
    }
    const seconds = Math.max(asked ?? 0, backOff(this.#failures, this.#tools.rng));
    this.#onWait({ seconds, why });
    await this.#tools.sleep(seconds * 1000, signal);
    this.#onWait(null);
  }
}
