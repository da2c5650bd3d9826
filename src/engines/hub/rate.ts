/** Milliseconds over which a rate is taken: short enough to follow a change, long enough to be read. */
const span = 5000;

/** Bytes a second over the last five, from what has arrived and when. */
export class Rate {
  readonly #now: () => number;
  #samples: { readonly at: number; readonly bytes: number }[] = [];
  #total = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#samples.push({ at: now(), bytes: 0 });
  }

  /** Counts bytes that arrived just now. */
  add(bytes: number): void {
    this.#total += bytes;
    const at = this.#now();
    const last = this.#samples.at(-1);
    // A tenth of a second is fine enough; more samples would only be carried about.
    if (last !== undefined && at - last.at < 100 && this.#samples.length > 1) this.#samples.pop();
    this.#samples.push({ at, bytes: this.#total });
    while ((this.#samples[1]?.at ?? at) < at - span) this.#samples.shift();
  }

  /** Null until there is something to tell. */
  perSecond(): number | null {
    const [first] = this.#samples;
    const seconds = (this.#now() - (first?.at ?? 0)) / 1000;
    if (first === undefined || seconds < 0.2) return null;
    return (this.#total - first.bytes) / seconds;
  }
}
