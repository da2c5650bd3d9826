import type { AddressRules } from './address.ts';

/** A reply that is only text, in its two parts; the answer is null where it ended inside its chain. */
export type SplitText = (text: string) => {
  readonly chain: string | null;
  readonly answer: string | null;
};

/** What the engine needs and does not make itself. */
export interface EndpointTools {
  readonly fetch: typeof fetch;
  /** Whether the policy of the page stopped a request to an address: to whoever asks, that looks like a server that is down. */
  readonly forbids: (address: string) => Promise<boolean>;
  /** Resolves after some milliseconds; rejects at once when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Uniform in [0, 1): spreads what waits, and nothing else. */
  readonly random: () => number;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Milliseconds since 1970, for dates that a server names. */
  readonly date: () => number;
  readonly split: SplitText;
}

/** How a server may be asked. Kept in memory, and nowhere else. */
export interface Access extends AddressRules {
  /** Sent as a bearer token; null for a server that asks for none. */
  readonly key: string | null;
  /** Rows that are asked at once, at most. */
  readonly concurrency: number;
  readonly patience: Patience;
}

/** How long a server is waited for, in milliseconds. */
export interface Patience {
  /** Until it begins to answer. */
  readonly answer: number;
  /** Between two pieces of an answer. */
  readonly silence: number;
  /** Times that a row is asked before it is given up. */
  readonly attempts: number;
  /** The first wait between two of them; it doubles up to `longest`. */
  readonly pause: number;
  /** The longest wait, also where the server asks for one. */
  readonly longest: number;
}

/** A long chain on a busy cluster may take minutes to begin, and then comes token by token. */
export const patience: Patience = {
  answer: 10 * 60_000,
  silence: 2 * 60_000,
  attempts: 5,
  pause: 1_000,
  longest: 2 * 60_000,
};

export const defaultAccess: Access = {
  key: null,
  allowRemote: false,
  allowPlain: false,
  concurrency: 8,
  patience,
};
