import { toFault, type Fault } from '../domain/fault.ts';
import type { EndpointModel } from '../domain/model.ts';
import { isLoopback, remoteWarning } from '../engines/endpoint/address.ts';
import type { Look } from '../engines/endpoint/look.ts';
import { defaultAccess, type Access } from '../engines/endpoint/tools.ts';
import type { ServerDesk } from './server-desk.ts';
import type { ServerPair, ServerPairs } from './server-pairs.svelte.ts';

/** A server as the form has it: what was typed and allowed, and what it showed of itself. */
export class ServerPlace {
  #text = $state('');
  /** Typed by the user; empty for none. */
  key = $state('');
  keepKey = $state(false);
  allowRemote = $state(false);
  allowPlain = $state(false);
  #look = $state.raw<Look | null>(null);
  #fault = $state.raw<Fault | null>(null);
  #looking = $state.raw<AbortController | null>(null);

  /** @param look what is known of it already, for a pair that is changed */
  constructor(text = '', look: Look | null = null) {
    this.#text = text;
    this.#look = look;
  }

  get text(): string {
    return this.#text;
  }
  /** Another address is another server: what was allowed for the last one does not hold for it. */
  set text(text: string) {
    this.#text = text;
    this.#look = null;
    this.#fault = null;
    this.allowRemote = false;
    this.allowPlain = false;
  }
  get look(): Look | null {
    return this.#look;
  }
  get fault(): Fault | null {
    return this.#fault;
  }
  get looking(): boolean {
    return this.#looking !== null;
  }

  /** The host where it is another machine; null for this one, and while there is no address yet. */
  get remote(): string | null {
    const url = URL.canParse(this.#text.trim()) ? new URL(this.#text.trim()) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
    return isLoopback(url.hostname) ? null : url.host;
  }
  /** What is to be read before another machine may be asked; null for this one. */
  get warning(): string | null {
    return this.remote === null ? null : remoteWarning(this.remote);
  }
  /** Whether what goes there could be read on the way. */
  get plain(): boolean {
    return this.remote !== null && /^\s*http:/i.test(this.#text);
  }

  access(concurrency: number): Access {
    const { allowRemote, allowPlain } = this;
    const key = this.key === '' ? null : this.key;
    return { ...defaultAccess, allowRemote, allowPlain, key, concurrency };
  }

  /** Asks what is there. A fault is shown and not thrown. */
  async ask(desk: ServerDesk): Promise<void> {
    this.#looking?.abort();
    const looking = new AbortController();
    this.#looking = looking;
    this.#look = null;
    this.#fault = null;
    const asked = this.#text;
    try {
      const found = await desk.look(asked, this.access(defaultAccess.concurrency), looking.signal);
      if (asked === this.#text) this.#look = found;
    } catch (error) {
      if (!looking.signal.aborted) this.#fault = toFault(error);
    } finally {
      if (this.#looking === looking) this.#looking = null;
    }
  }

  stop(): void {
    this.#looking?.abort();
  }
}

/** The server of a pair that is changed, as far as the pair says. */
export function knownPlace(
  servers: ServerPairs,
  model: EndpointModel | undefined,
  entry: ServerPair | null,
  other?: EndpointModel,
): ServerPlace {
  if (model === undefined) return new ServerPlace();
  const models = [model, ...(other === undefined || other.model === model.model ? [] : [other])];
  const { address, server } = model;
  const place = new ServerPlace(address, { address, server, models });
  const { key } = servers.accessTo(address);
  place.key = key ?? '';
  place.keepKey = servers.isKeyKept(address);
  place.allowRemote = entry?.access[address]?.allowRemote ?? false;
  place.allowPlain = entry?.access[address]?.allowPlain ?? false;
  return place;
}
