/** Ends what waits for too long. To be stopped on every way out. */
export class Watch {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for so many milliseconds from now. */
  start(milliseconds: number): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#controller.abort();
    }, milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
