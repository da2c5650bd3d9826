/** Listens for tasks of 50 ms and more, which are those that a reader feels. */
export class LongTasks {
  readonly #observer: PerformanceObserver;
  readonly #began = performance.now();
  #longest = 0;

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      this.#take(list.getEntries());
    });
    this.#observer.observe({ type: 'longtask' });
  }

  /** Milliseconds of the longest task since the beginning; 0 where none was long. */
  async stop(): Promise<number> {
    // The task that asks is heard of only after it has ended.
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#longest;
  }

  #take(entries: PerformanceEntryList): void {
    for (const { startTime, duration } of entries) {
      if (startTime >= this.#began) this.#longest = Math.max(this.#longest, duration);
    }
  }
}
