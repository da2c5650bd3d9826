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
    const manager = (navigator as Navigator & { storage?: StorageManager }).storage;
    if (manager !== undefined) {
      const { usage = 0, quota = 0 } = await manager.estimate();
      this.#storage = { usage, quota, persisted: await manager.persisted() };
    }
    return found;
  }
}
