import type { DriftEvent } from '../audit/drift/run.ts';
import type { Fault } from '../domain/fault.ts';

/** How far drift is measured in the run of this tab. */
export class DriftRun {
  #done = $state.raw(0);
  #total = $state.raw(0);
  #fault = $state.raw<Fault | null>(null);

  /** Texts that are measured. */
  get done(): number {
    return this.#done;
  }
  /** Texts that are to be measured; 0 until that is known. */
  get total(): number {
    return this.#total;
  }
  /** Why drift is not, or not all, measured; null where it is. */
  get fault(): Fault | null {
    return this.#fault;
  }

  take(event: DriftEvent): void {
    switch (event.type) {
      case 'drift-loading':
        return;
      case 'drift':
        this.#done = event.done;
        this.#total = event.total;
        return;
      case 'undrifted':
        this.#fault = event.fault;
        return;
    }
  }

  clear(): void {
    this.#done = 0;
    this.#total = 0;
    this.#fault = null;
  }
}
