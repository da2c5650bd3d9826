import * as v from 'valibot';
import { EndpointModelSchema, type Model } from '../domain/model.ts';
import { PairSchema, type Pair } from '../domain/pair.ts';
import { defaultAccess, type Access } from '../engines/endpoint/tools.ts';
import type { ServerAccess } from './server-access.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A pair whose models servers answer for, as the user added it. */
const ServerPairSchema = v.strictObject({
  pair: PairSchema,
  /** One a side; the same server's model twice where only its thinking differs. */
  models: v.array(EndpointModelSchema),
  /** What the user allowed of each address, and how many rows it is asked at once. */
  access: v.record(
    v.string(),
    v.strictObject({ allowRemote: v.boolean(), allowPlain: v.boolean(), concurrency: count }),
  ),
  /** Tokens that a reply may have, its chain included. */
  maxTokens: count,
  /** Whether it can be chosen; one that was deleted or changed is kept for its audits. */
  listed: v.boolean(),
});
export type ServerPair = Readonly<v.InferOutput<typeof ServerPairSchema>>;

/** A server's key, and whether the user wants it kept beyond this tab. */
export interface ServerKey {
  readonly key: string | null;
  readonly keep: boolean;
}

const kept = 'plumbline.servers';
const keptKeys = 'plumbline.server-keys';
const KeysSchema = v.record(v.string(), v.string());

/** The pairs on servers of the user's, remembered in the browser where it lets us. Their keys are not, unless the user says so. */
export class ServerPairs {
  readonly #access: ServerAccess;
  #all = $state.raw<readonly ServerPair[]>(load(kept, v.array(ServerPairSchema)) ?? []);
  #keys: Readonly<Record<string, string>> = load(keptKeys, KeysSchema) ?? {};

  constructor(access: ServerAccess) {
    this.#access = access;
    for (const entry of this.#all) {
      for (const [address, allowed] of Object.entries(entry.access)) {
        access.allow(address, { ...defaultAccess, ...allowed, key: this.#keys[address] ?? null });
      }
    }
  }

  /** Those that can be chosen. */
  get listed(): readonly ServerPair[] {
    return this.#all.filter(({ listed }) => listed);
  }
  get pairs(): readonly Pair[] {
    return this.#all.map(({ pair }) => pair);
  }
  get models(): readonly Model[] {
    return [
      ...new Map(this.#all.flatMap(({ models }) => models.map((one) => [one.id, one]))).values(),
    ];
  }

  /** Whether a pair can be chosen, as far as it is one of these. */
  isRunnable({ id }: Pick<Pair, 'id'>): boolean {
    return this.#all.every(({ pair, listed }) => pair.id !== id || listed);
  }

  /** Tokens that a reply of a pair may have; null for a pair that is none of these. */
  maxTokens(id: string): number | null {
    return this.#all.find(({ pair }) => pair.id === id)?.maxTokens ?? null;
  }

  /** How a server may be asked, its key included. */
  accessTo(address: string): Access {
    return this.#access.of(address);
  }

  isKeyKept(address: string): boolean {
    return address in this.#keys;
  }

  /**
   * Adds a pair, or puts it in the place of another, which its audits may still need.
   * @param keys of the pair's addresses
   * @throws PlumblineError `bad-request` for an address that was not allowed
   */
  save(entry: ServerPair, keys: Readonly<Record<string, ServerKey>>, replaced?: string): void {
    for (const [address, allowed] of Object.entries(entry.access)) {
      const { key = null, keep = false } = keys[address] ?? {};
      this.#access.allow(address, { ...defaultAccess, ...allowed, key });
      const { [address]: _, ...others } = this.#keys;
      this.#keys = keep && key !== null ? { ...others, [address]: key } : others;
    }
    const others = this.#all
      .filter(({ pair }) => pair.id !== entry.pair.id)
      .map((one) => (one.pair.id === replaced ? { ...one, listed: false } : one));
    this.#keep([...others, entry]);
  }

  /** Takes a pair off the list. @param needed whether an audit was made with it: then it stays readable */
  remove(id: string, needed: boolean): void {
    this.#keep(
      this.#all.flatMap((one) =>
        one.pair.id !== id ? [one] : needed ? [{ ...one, listed: false }] : [],
      ),
    );
    const used = new Set(this.listed.flatMap(({ access }) => Object.keys(access)));
    this.#keys = Object.fromEntries(
      Object.entries(this.#keys).filter(([address]) => used.has(address)),
    );
    store(keptKeys, this.#keys);
  }

  #keep(all: readonly ServerPair[]): void {
    this.#all = all;
    store(kept, all);
    store(keptKeys, this.#keys);
  }
}

function load<T>(key: string, schema: v.GenericSchema<unknown, T>): T | null {
  try {
    const data: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return v.parse(schema, data);
  } catch {
    // Storage is refused, nothing was kept, or another version wrote it: the pair is added again.
    return null;
  }
}

function store(key: string, data: object): void {
  try {
    if (Object.keys(data).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(data));
  } catch {
    // The pairs can be chosen until the tab closes.
  }
}
