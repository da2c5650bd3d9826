import { PlumblineError } from '../../domain/fault.ts';
import { errorOf } from './api.ts';
import { readText } from './body.ts';
import { stopped, type Faults } from './faults.ts';
import { Passing } from './passing.ts';
import { EventTooLong } from './sse.ts';
import type { Access, EndpointTools } from './tools.ts';
import { Watch } from './watch.ts';

/** A server with all that is needed to ask it. */
export interface Line {
  /** As `checkAddress` gives it. */
  readonly address: string;
  readonly access: Access;
  readonly tools: EndpointTools;
  readonly faults: Faults;
}

/** A request: by POST where there is a body, which goes as JSON. */
export interface Asked {
  readonly path: string;
  readonly body?: unknown;
}

/** What a reader of an answer is told. */
export interface Hearing {
  /** To be called whenever a piece of the answer came. */
  readonly alive: () => void;
  /** When it was asked. */
  readonly sent: number;
}

/** The server has no such path, or no such model. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

/**
 * Sends a request, once, and reads its answer. No cookie and no address of a page goes with it, and no redirect is followed:
 * it could lead off the machine.
 * @throws Passing for what may go when it is asked again, NotThere for 404, and PlumblineError for all else
 */
export async function send<T>(
  { address, access, tools, faults }: Line,
  { path, body }: Asked,
  signal: AbortSignal,
  read: (response: Response, hearing: Hearing) => Promise<T>,
): Promise<T> {
  const watch = new Watch();
  let begun = false;
  try {
    if (signal.aborted) throw stopped();
    watch.start(access.patience.answer);
    const sent = tools.now();
    const response = await tools.fetch(`${address}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(access.key === null ? {} : { authorization: `Bearer ${access.key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, watch.signal]),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    begun = true;
    const alive = () => {
      watch.start(access.patience.silence);
    };
    alive();
    if (!response.ok) {
      throw await failed(response, faults, { date: tools.date(), ofRow: body !== undefined });
    }
    if (isHtml(response)) throw faults.page();
    return await read(response, { alive, sent });
  } catch (error) {
    if (signal.aborted) throw stopped();
    if (watch.signal.aborted) {
      const waited = begun ? access.patience.silence : access.patience.answer;
      throw new Passing(faults.slow(waited, begun));
    }
    if (error instanceof EventTooLong) {
      throw faults.unreadable('with an event that is too long to be one', '');
    }
    const known = [PlumblineError, Passing, NotThere].some((kind) => error instanceof kind);
    if (known) throw error;
    if (!begun && (await tools.forbids(address))) throw faults.forbidden();
    // The runtimes have words of their own for this, and a browser none at all.
    throw new Passing(begun ? faults.dropped() : faults.unreachable());
  } finally {
    watch.stop();
  }
}

/** What a status other than 2xx means. */
async function failed(
  response: Response,
  faults: Faults,
  { date, ofRow }: { date: number; ofRow: boolean },
): Promise<Error> {
  const { status } = response;
  if (status < 400) return faults.elsewhere();
  const words = isHtml(response) ? '' : wordsOf(await readText(response, 2 ** 16));
  if (status === 401 || status === 403) return faults.refused(status, words);
  if (status === 404) return new NotThere(words);
  if (status === 429 || status === 503) {
    const wait = waitOf(response.headers.get('retry-after'), date);
    return new Passing(faults.busy(status, words, wait), { wait, busy: true });
  }
  if (status >= 500 || status === 408 || status === 425) {
    return new Passing(faults.broken(status, words));
  }
  return ofRow ? faults.rejected(status, words) : faults.broken(status, words);
}

function wordsOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return errorOf(body) ?? text;
  } catch {
    return text;
  }
}

/** Milliseconds of a `Retry-After`, in seconds or as a date; null for none. Source: RFC 9110, 10.2.3. */
export function waitOf(header: string | null, date: number): number | null {
  if (header === null) return null;
  const written = header.trim();
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1000;
  const until = Date.parse(written);
  return Number.isNaN(until) ? null : Math.max(0, until - date);
}

function isHtml(response: Response): boolean {
  return /^text\/html\b|\bxhtml\b/i.test(response.headers.get('content-type') ?? '');
}
