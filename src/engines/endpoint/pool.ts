/**
 * Lets so many things run at once, and fewer where a server has too much to do: the limit is halved, at most once for all that
 * ran when it was, and grows by one each time that as many have gone well as it holds.
 * Source: additive increase, multiplicative decrease: D.-M. Chiu, R. Jain, "Analysis of the Increase and Decrease Algorithms for
 * Congestion Avoidance in Computer Networks", Computer Networks and ISDN Systems 17, 1989.
 */
export class Pool {
  readonly #most: number;
  #limit: number;
  #running = 0;
  #wentWell = 0;
  /** How often the limit was halved. */
  #round = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = Math.max(1, Math.floor(most));
    this.#limit = this.#most;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Runs something when there is a place. @param work is to call `busy` when it hears that there is too much to do */
  async run<T>(work: (busy: () => void) => Promise<T>): Promise<T> {
    while (this.#running >= this.#limit) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
    const state = { round: this.#round };
    try {
      const result = await work(() => {
        this.#halve(state);
      });
      this.#grow();
      return result;
    } finally {
      this.#running--;
      this.#wake();
    }
  }

  #halve(state: { round: number }): void {
    if (state.round < this.#round) {
      // It began before the last halving, which it is a part of; the next time counts.
      state.round = this.#round;
      return;
    }
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#wentWell = 0;
    state.round = ++this.#round;
  }

  #grow(): void {
    if (++this.#wentWell < this.#limit || this.#limit >= this.#most) return;
    this.#wentWell = 0;
    this.#limit++;
  }

  #wake(): void {
    const places = this.#limit - this.#running;
    for (const wake of this.#waiting.splice(0, Math.max(0, places))) wake();
  }
}
