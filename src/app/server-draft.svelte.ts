import { toFault, type Fault } from '../domain/fault.ts';
import type { EndpointModel } from '../domain/model.ts';
import { sides, type Pair, type Side } from '../domain/pair.ts';
import { defaultAccess } from '../engines/endpoint/tools.ts';
import type { Tried } from '../engines/endpoint/try.ts';
import type { ServerDesk } from './server-desk.ts';
import type { ServerPair, ServerPairs } from './server-pairs.svelte.ts';
import { knownPlace, ServerPlace } from './server-place.svelte.ts';
import {
  isOneModel,
  serverPair,
  sideModel,
  usualMaxTokens,
  type SideSetup,
} from './server-setup.ts';

export type { Tried };

/** How a chain is read: as the model's reply showed, or as the user says. */
export type ChainChoice = 'found' | 'marks' | 'opened' | 'none';
const think = { open: '<think>', close: '</think>' };

export type TriedState =
  | { readonly name: 'untried' }
  | { readonly name: 'trying' }
  | { readonly name: 'tried'; readonly tried: Tried }
  | { readonly name: 'failed'; readonly fault: Fault };

const untried = { baseline: { name: 'untried' }, reasoning: { name: 'untried' } } as const;

/** A pair on servers while it is put together, or changed. */
export class ServerDraft {
  readonly #desk: ServerDesk;
  /** The pair that is changed; null for a new one. */
  readonly changed: ServerPair | null;
  readonly #first: ServerPlace;
  readonly #second: ServerPlace;
  /** Whether the reasoning model is on a server of its own. */
  apart = $state(false);
  title = $state('');
  method = $state<Pair['method']>('unknown');
  match = $state<Pair['match']>('unknown');
  concurrency = $state(defaultAccess.concurrency);
  #maxTokens = $state<number | null>(null);
  #models = $state.raw<Readonly<Record<Side, string>>>({ baseline: '', reasoning: '' });
  chainChoice = $state<ChainChoice>('found');
  #tried = $state.raw<Readonly<Record<Side, TriedState>>>(untried);
  #known: Readonly<Record<Side, EndpointModel['chain']>> = { baseline: null, reasoning: null };
  #trying: AbortController | null = null;

  constructor(desk: ServerDesk, servers: ServerPairs, changed: ServerPair | null = null) {
    this.#desk = desk;
    this.changed = changed;
    const [one, other] = changed?.models ?? [];
    this.#first = knownPlace(servers, one, changed);
    this.#second = knownPlace(
      servers,
      other?.address === one?.address ? undefined : other,
      changed,
    );
    if (changed === null || one === undefined || other === undefined) return;
    this.apart = one.address !== other.address;
    if (!this.apart) this.#first = knownPlace(servers, one, changed, other);
    this.#models = { baseline: one.model, reasoning: other.model };
    this.#known = { baseline: one.chain, reasoning: other.chain };
    const { title, method, match } = changed.pair;
    Object.assign(this, { title, method, match });
    this.concurrency = changed.access[one.address]?.concurrency ?? defaultAccess.concurrency;
    this.#maxTokens = changed.maxTokens;
  }

  get places(): readonly ServerPlace[] {
    return this.apart ? [this.#first, this.#second] : [this.#first];
  }
  place(side: Side): ServerPlace {
    return side === 'reasoning' && this.apart ? this.#second : this.#first;
  }
  model(side: Side): string {
    return this.#models[side];
  }
  /** Another model has not been tried. */
  choose(side: Side, model: string): void {
    this.#models = { ...this.#models, [side]: model };
    this.#forget();
  }
  tried(side: Side): TriedState {
    return this.#tried[side];
  }
  get maxTokens(): number {
    return this.#maxTokens ?? usualMaxTokens(sides.map((side) => this.#served(side)));
  }
  set maxTokens(value: number) {
    this.#maxTokens = value;
  }
  /** Whether both sides are one model, which is asked with its thinking off and on. */
  get isOne(): boolean {
    const [baseline, reasoning] = [this.#setup('baseline'), this.#setup('reasoning')];
    return baseline !== null && reasoning !== null && isOneModel(baseline, reasoning);
  }
  get isTrying(): boolean {
    return sides.some((side) => this.#tried[side].name === 'trying');
  }
  /** Whether a model is chosen on both sides. */
  get isChosen(): boolean {
    return sides.every((side) => this.#setup(side) !== null);
  }
  /** Whether both models answered, or are as they were. */
  get isReady(): boolean {
    const same =
      this.changed !== null && sides.every((side) => this.#tried[side].name === 'untried');
    return this.isChosen && (same || sides.every((side) => this.#tried[side].name === 'tried'));
  }

  /** Looks at a server, and chooses of its models where nothing is chosen yet. */
  async look(place: ServerPlace): Promise<void> {
    this.#forget();
    await place.ask(this.#desk);
    const names = place.look?.models.map(({ model }) => model) ?? [];
    sides.forEach((side, at) => {
      if (this.place(side) !== place || names.includes(this.#models[side])) return;
      const chosen = (this.apart ? names[0] : (names[at] ?? names[0])) ?? '';
      this.#models = { ...this.#models, [side]: chosen };
    });
  }

  /** Asks both models one question. Faults are shown and not thrown. */
  async try(): Promise<void> {
    this.#forget();
    const trying = new AbortController();
    this.#trying = trying;
    // One after the other: a server of one machine may have to load each.
    for (const side of sides) {
      const setup = this.#setup(side);
      if (setup === null) return;
      this.#tried = { ...this.#tried, [side]: { name: 'trying' } };
      const access = this.place(side).access(this.concurrency);
      const model = sideModel({ ...setup, chain: null });
      const state = await this.#desk.try(model, access, trying.signal).then(
        (tried): TriedState => ({ name: 'tried', tried }),
        (error: unknown): TriedState => ({ name: 'failed', fault: toFault(error) }),
      );
      if (this.#trying !== trying) return;
      this.#tried = { ...this.#tried, [side]: state };
    }
  }

  stop(): void {
    this.#forget();
    for (const place of this.places) place.stop();
  }

  /** Adds the pair, in the place of the one that was changed. @throws PlumblineError as `serverPair` and `ServerPairs.save` */
  save(servers: ServerPairs): void {
    const [baseline, reasoning] = [this.#setup('baseline'), this.#setup('reasoning')];
    if (baseline === null || reasoning === null) return;
    const { title, maxTokens, isOne } = this;
    const method = isOne ? 'hybrid' : this.method;
    const match = isOne ? 'same-weights' : this.match;
    const entry = serverPair({ title, baseline, reasoning, method, match, maxTokens });
    const keys = this.places.flatMap(({ look, key, keepKey }) =>
      look === null
        ? []
        : [[look.address, { key: key === '' ? null : key, keep: keepKey }] as const],
    );
    servers.save(entry, Object.fromEntries(keys), this.changed?.pair.id);
  }

  #forget(): void {
    this.#trying?.abort();
    this.#trying = null;
    this.#tried = untried;
  }

  #served(side: Side): number | null {
    const found = this.place(side).look?.models.find(({ model }) => model === this.#models[side]);
    return found?.contextWindow ?? null;
  }

  #setup(side: Side): SideSetup | null {
    const place = this.place(side);
    const { look, allowRemote, allowPlain } = place;
    const model = this.#models[side];
    if (look?.models.some((one) => one.model === model) !== true) return null;
    const one = this.#first.look?.address === this.place('reasoning').look?.address;
    const isOne = one && this.#models.baseline === this.#models.reasoning;
    return {
      look,
      model,
      chain: this.#chain(side),
      thinking: isOne ? (side === 'baseline' ? 'off' : 'on') : null,
      access: { allowRemote, allowPlain, concurrency: this.concurrency },
    };
  }

  #chain(side: Side): EndpointModel['chain'] {
    const state = this.#tried[side];
    const found = state.name === 'tried' ? state.tried.chain.chain : this.#known[side];
    if (side === 'baseline' || this.chainChoice === 'found') return found;
    if (this.chainChoice === 'none') return null;
    return { ...think, opened: this.chainChoice === 'opened' };
  }
}
