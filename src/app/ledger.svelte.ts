/** One request that the page made, as the browser recorded it. */
export interface LedgerEntry {
  readonly url: string;
  readonly bytes: number;
  readonly sameOrigin: boolean;
}

/**
 * The requests of this page, from the browser's own resource timing, and those that the Content-Security-Policy stopped.
 * Workers load through the same policy; their requests are counted by the engine's load progress, not here.
 */
export class Ledger {
  #entries = $state.raw<readonly LedgerEntry[]>([]);
  #blocked = $state.raw<readonly string[]>([]);

  /** Starts recording; the returned function stops it. */
  record(): () => void {
    const observer = new PerformanceObserver((list) => {
      const found = list.getEntries() as PerformanceResourceTiming[];
      this.#entries = [...this.#entries, ...found.map(entry)];
    });
    observer.observe({ type: 'resource', buffered: true });
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      this.#blocked = [...this.#blocked, event.blockedURI];
    };
    document.addEventListener('securitypolicyviolation', onViolation);
    return () => {
      observer.disconnect();
      document.removeEventListener('securitypolicyviolation', onViolation);
    };
  }

  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** Requests that the policy stopped before they were made. */
  get blocked(): readonly string[] {
    return this.#blocked;
  }

  /** Requests to any other origin: the number that must stay 0. */
  get left(): number {
    return this.#entries.filter((one) => !one.sameOrigin).length;
  }
}

function entry(timing: PerformanceResourceTiming): LedgerEntry {
  return {
    url: timing.name,
    bytes: timing.encodedBodySize,
    sameOrigin: new URL(timing.name).origin === location.origin,
  };
}
