import * as v from 'valibot';
import type { Catalog } from '../catalog/catalog.ts';
import { OnnxModelSchema, WebllmModelSchema, type Model } from '../domain/model.ts';
import { PairSchema, type Pair } from '../domain/pair.ts';
import type { ServerPairs } from './server-pairs.svelte.ts';

/** A pair whose models were stored here, with all that its audits need to be opened after the models are deleted. */
const OwnPairSchema = v.strictObject({
  pair: PairSchema,
  models: v.array(v.variant('engine', [OnnxModelSchema, WebllmModelSchema])),
  /** What the store calls each model, by its id here. */
  keys: v.record(v.string(), v.string()),
  /** Whether both models were there and whole when that was last looked at. */
  stored: v.boolean(),
});
export type OwnPair = Readonly<v.InferOutput<typeof OwnPairSchema>>;

const kept = 'plumbline.pairs';

/**
 * The shipped catalogue, the pairs of stored models, and those on servers. Those are remembered in the browser where it lets us, so that nothing has to be
 * looked for at start; a pair whose models are gone stays, for its audits, and cannot be run.
 */
export class OwnCatalog implements Catalog {
  readonly #shipped: Catalog;
  readonly #servers: Pick<ServerPairs, 'pairs' | 'models' | 'isRunnable'> | null;
  #own = $state.raw<readonly OwnPair[]>(load());
  readonly #pairs = $derived.by(() => [
    ...this.#shipped.pairs,
    ...this.#own.map(({ pair }) => pair),
    ...(this.#servers?.pairs ?? []),
  ]);
  readonly #models = $derived.by(() => {
    const own = new Map(this.#own.flatMap(({ models }) => models.map((one) => [one.id, one])));
    return [...this.#shipped.models, ...own.values(), ...(this.#servers?.models ?? [])];
  });

  constructor(
    shipped: Catalog,
    servers: Pick<ServerPairs, 'pairs' | 'models' | 'isRunnable'> | null = null,
  ) {
    this.#shipped = shipped;
    this.#servers = servers;
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }
  get models(): readonly Model[] {
    return this.#models;
  }
  get classifiers(): Catalog['classifiers'] {
    return this.#shipped.classifiers;
  }
  get packs(): Catalog['packs'] {
    return this.#shipped.packs;
  }
  get suites(): Catalog['suites'] {
    return this.#shipped.suites;
  }
  get recorded(): Catalog['recorded'] {
    return this.#shipped.recorded;
  }

  /** Whether a pair's models are there: they ship, they are stored, or a server has them. */
  isRunnable({ id }: Pick<Pair, 'id'>): boolean {
    const isStored = this.#own.every(({ pair, stored }) => pair.id !== id || stored);
    return isStored && (this.#servers?.isRunnable({ id }) ?? true);
  }

  /** What the store calls a model; null for one that ships. */
  storedAs({ id }: Pick<Model, 'id'>): string | null {
    for (const { keys } of this.#own) {
      const key = keys[id];
      if (key !== undefined) return key;
    }
    return null;
  }

  /** Takes the pairs that are stored now. Others that were are remembered. */
  take(found: readonly OwnPair[]): void {
    const ids = new Set(found.map(({ pair }) => pair.id));
    const gone = this.#own.filter(({ pair }) => !ids.has(pair.id));
    this.#own = [...found, ...gone.map((one) => ({ ...one, stored: false }))];
    save(this.#own);
  }
}

function load(): readonly OwnPair[] {
  try {
    const data: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return v.parse(v.array(OwnPairSchema), data);
  } catch {
    // Storage is refused, or another version wrote it: the Models page finds again what is stored.
    return [];
  }
}

function save(pairs: readonly OwnPair[]): void {
  try {
    localStorage.setItem(kept, JSON.stringify(pairs));
  } catch {
    // The pairs can be chosen until the tab closes, and again after a look at the Models page.
  }
}
