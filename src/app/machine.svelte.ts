import { probe, type Probe } from '../engines/probe.ts';

/** Storage as the browser grants it. */
export interface StorageState {
  readonly usage: number;
  readonly quota: number;
  readonly persisted: boolean;
}

/** What this machine offers, found out once at start. */
export class Machine {
  #probe = $state.raw<Probe | null>(null);
  #storage = $state.raw<StorageState | null>(null);

  /** Null until looked at. */
  get probe(): Probe | null {
    return this.#probe;
  }

  /** Null until looked at, and where the browser does not say. */
  get storage(): StorageState | null {
    return this.#storage;
  }

  async look(): Promise<Probe> {
    const found = await probe();
    this.#probe = found;
    await this.lookAtStorage();
    return found;
  }

  /** What is used and granted now: it changes with every model and audit. */
  async lookAtStorage(): Promise<void> {
    const manager = storageManager();
    if (manager === undefined) return;
    const { usage = 0, quota = 0 } = await manager.estimate();
    this.#storage = { usage, quota, persisted: await manager.persisted() };
  }

  /** Asks the browser not to evict what is stored; it may say no. Asked at a run, since some browsers ask the user. */
  async keepStorage(): Promise<void> {
    const manager = storageManager();
    if (manager === undefined || this.#storage === null) return;
    this.#storage = { ...this.#storage, persisted: await manager.persist() };
  }

  /** What a report says of the machine it was made on. */
  async record(): Promise<Record<string, string | number | boolean | null>> {
    const { device, adapter, threads, isolated } = this.#probe ?? (await this.look());
    return {
      browser: navigator.userAgent,
      device,
      adapter: adapter?.name ?? null,
      threads,
      isolated,
    };
  }
}

/** Missing where the page is not served securely. */
function storageManager(): StorageManager | undefined {
  return (navigator as Navigator & { storage?: StorageManager }).storage;
}
