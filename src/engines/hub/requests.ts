import type { Rng } from '../../domain/rng.ts';
import { retryAfter } from './back-off.ts';
import type { Patience } from './patience.ts';

/** The outside world as far as a download needs it; handed in, so that tests can decide over time and chance. */
export interface NetTools {
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after a time, rejects at an abort. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  readonly rng: Rng;
  /**
   * Whether `If-Range` may be sent to an address. In a browser it makes a request to another origin ask for permission first,
   * which the hub's file servers do not answer; `Range` alone does not.
   */
  sendsIfRange(address: string): boolean;
}

/** Milliseconds without a byte after which a connection is taken for dead. */
const stall = 30_000;

/** A connection on which nothing comes any more. */
export class StallError extends Error {
  override readonly name = 'StallError';
}

/**
 * The outcome of something that the network brings, or an error where it brings nothing for half a minute.
 * @param giveUp ends what hangs
 */
export async function orStall<T>(
  work: Promise<T>,
  tools: NetTools,
  giveUp: () => void,
): Promise<T> {
  const done = new AbortController();
  const late = tools.sleep(stall, done.signal).then(() => {
    giveUp();
    throw new StallError(`nothing came for ${stall / 1000} seconds`);
  });
  // When the work is done first, the sleep is aborted and its rejection is nobody's business.
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** Whether a server says that the same request may work later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Asks until there is an answer that waiting would not change. @throws PlumblineError `hub-unreachable` or `aborted` */
export async function ask(
  address: string,
  patience: Patience,
  tools: NetTools,
  signal: AbortSignal,
): Promise<Response> {
  for (;;) {
    const found = await tryOnce(address, {}, tools, signal);
    if (found instanceof Response) {
      if (!isPassing(found.status)) return found;
      await found.body?.cancel();
      const asked = retryAfter(found.headers.get('retry-after'), tools.now());
      await patience.wait(`it answered ${found.status}`, signal, asked);
    } else await patience.wait(found.why, signal);
  }
}

/** One request, with nothing of the user or the page in it; or why there was no answer. */
export async function tryOnce(
  address: string,
  headers: Readonly<Record<string, string>>,
  tools: NetTools,
  signal: AbortSignal,
): Promise<Response | { readonly why: string }> {
  signal.throwIfAborted();
  const given = new AbortController();
  const own = AbortSignal.any([signal, given.signal]);
  const request = tools.fetch(address, {
    headers,
    signal: own,
    // Gigabytes do not belong into the browser's own cache.
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  try {
    return await orStall(request, tools, () => {
      given.abort();
    });
  } catch (error) {
    signal.throwIfAborted();
    return { why: reason(error) };
  }
}

/** What a failed request says of itself, in a few words; node tells the cause apart. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const told = cause instanceof Error && cause.message !== '' ? cause.message : error.message;
  return told === 'Failed to fetch' ? 'the connection failed' : told;
}

/** Whether an answer is a web page. */
export function isPage(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').toLowerCase().startsWith('text/html');
}
