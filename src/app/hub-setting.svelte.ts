import { hubAddress, publicHub } from '../engines/hub/mirror.ts';

const key = 'plumbline.hub';

/** Where models are fetched from: the public hub, or what the user wrote. Kept in the browser where it lets us. */
export class HubSetting {
  #text = $state.raw(load());

  /** As the user wrote it; empty for the public hub. */
  get text(): string {
    return this.#text;
  }

  /** The address, with a `/` at its end. */
  get address(): string {
    return addressOf(this.#text);
  }

  /** @throws PlumblineError `bad-request` where it can be no address: then nothing is changed */
  set(text: string): void {
    addressOf(text);
    this.#text = text.trim();
    save(this.#text);
  }
}

export { publicHub };

function addressOf(text: string): string {
  return hubAddress(text, document.baseURI);
}

function load(): string {
  try {
    const kept = localStorage.getItem(key) ?? '';
    addressOf(kept);
    return kept;
  } catch {
    // Storage is refused, or what it holds is no address: the public hub then.
    return '';
  }
}

function save(text: string): void {
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // The setting holds until the tab closes; there is nowhere to keep it.
  }
}
