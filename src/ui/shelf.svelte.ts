import type { OpenedAudit } from '../app/app.ts';
import type { ReadProgress } from '../app/reported.ts';
import { toFault, type Fault } from '../domain/fault.ts';

export type ShelfStage =
  /** With how many of its texts are classified, where some must be. */
  | {
      readonly name: 'opening';
      readonly reading?: { readonly done: number; readonly total: number };
    }
  | { readonly name: 'open'; readonly opened: OpenedAudit }
  | { readonly name: 'failed'; readonly fault: Fault };

/** The audit that the report and its items are looking at: opened once, not anew for every page. */
export class Shelf {
  readonly #open: (id: string, onProgress: ReadProgress) => Promise<OpenedAudit>;
  #id: string | null = null;
  #turn = 0;
  #stage = $state.raw<ShelfStage>({ name: 'opening' });

  constructor(open: (id: string, onProgress: ReadProgress) => Promise<OpenedAudit>) {
    this.#open = open;
  }

  get stage(): ShelfStage {
    return this.#stage;
  }

  /** Opens the audit unless it lies open already, with as many replies as `done` says where that is known. */
  async show(id: string, done: number | null): Promise<void> {
    const stage = this.#stage;
    const current = stage.name === 'open' && (done === null || stage.opened.done === done);
    if (id === this.#id && (current || stage.name === 'opening')) return;
    await this.reopen(id);
  }

  async reopen(id: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#id = id;
    this.#stage = { name: 'opening' };
    const onProgress = (done: number, total: number) => {
      if (turn === this.#turn) this.#stage = { name: 'opening', reading: { done, total } };
    };
    const stage = await this.#open(id, onProgress).then(
      (opened): ShelfStage => ({ name: 'open', opened }),
      (error: unknown): ShelfStage => ({ name: 'failed', fault: toFault(error) }),
    );
    if (turn === this.#turn) this.#stage = stage;
  }
}
