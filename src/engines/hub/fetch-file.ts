import { faultOf } from './faults.ts';
import type { FileStore } from './file-store.ts';
import type { HubFile } from './manifest.ts';
import type { ModelState } from './model-state.ts';
import { retryAfter } from './back-off.ts';
import { Part } from './part.ts';
import type { Patience } from './patience.ts';
import { isPage, isPassing, orStall, StallError, tryOnce, type NetTools } from './requests.ts';

/** One file that is to be fetched. */
export interface FileJob {
  readonly model: string;
  readonly file: HubFile;
  readonly address: string;
  /** Where the part is stored. */
  readonly part: string;
}

export interface FileTools {
  readonly store: FileStore;
  readonly state: ModelState;
  readonly net: NetTools;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** Bytes that are there, and how many of them arrived just now. */
  onBytes(loaded: number, arrived: number): void;
  onSize(bytes: number): void;
}

const cutInTheMiddle = 'the connection was cut in the middle of a file';

/** What one request came to. */
type Outcome =
  | { readonly type: 'whole'; readonly sha256: string }
  /** The connection broke, or the server is busy: what is there is kept. */
  | { readonly type: 'broken'; readonly why: string; readonly asked: number | null }
  /** The part does not fit to what the server has now. */
  | { readonly type: 'stale' }
  | { readonly type: 'wrong' };

/**
 * Fetches a file into its part, going on where an earlier try ended, and checks it.
 * A file whose hash is wrong is dropped and fetched once more.
 * @returns its SHA-256; the part then holds the whole file
 * @throws PlumblineError `model-damaged`, `model-missing`, `hub-refused`, `hub-unreachable`, `storage-full` or `aborted`
 */
export async function fetchFile(job: FileJob, tools: FileTools): Promise<string> {
  const { store, patience, signal } = tools;
  const part = await Part.open(job.file, job.part, store, tools.state);
  tools.onBytes(part.length, 0);
  let [wrong, stale] = [0, 0];
  for (;;) {
    const outcome = part.isFull() ? finished(part) : await request(job, part, tools);
    if (outcome.type === 'whole') return outcome.sha256;
    if (outcome.type === 'broken') {
      await patience.wait(outcome.why, signal, outcome.asked);
      continue;
    }
    await store.remove(job.part);
    part.restart();
    if (outcome.type === 'wrong') wrong += 1;
    else stale += 1;
    if (wrong === 2) {
      // The hash of a file from elsewhere is the one that we found ourselves.
      const told = job.file.url === undefined ? faultOf.damaged : faultOf.changed;
      throw told(job.model, job.file.path);
    }
    // A server that never agrees with itself is as good as one that is down.
    if (stale > 2) await patience.wait('the file changes while it is fetched', signal);
  }
}

function finished(part: Part): Outcome {
  const sha256 = part.finish();
  return sha256 === null ? { type: 'wrong' } : { type: 'whole', sha256 };
}

async function request(job: FileJob, part: Part, tools: FileTools): Promise<Outcome> {
  const { file, address } = job;
  const { net, signal, state } = tools;
  const etag = part.length > 0 ? state.part(file.path) : null;
  const headers: Record<string, string> = {};
  if (part.length > 0) {
    headers['range'] = `bytes=${part.length}-`;
    // A weak tag is the same for like files, not for the same bytes (RFC 9110, 13.1.5).
    if (etag && !etag.startsWith('W/') && net.sendsIfRange(address)) headers['if-range'] = etag;
  }
  const response = await tryOnce(address, headers, net, signal);
  if (!(response instanceof Response)) return { type: 'broken', why: response.why, asked: null };
  try {
    return (await judge(response, job, part, tools)) ?? (await receive(response, job, part, tools));
  } finally {
    await response.body?.cancel().catch(() => undefined);
  }
}

/** What an answer means before its body is read; null where the body is what was asked for. */
async function judge(
  response: Response,
  job: FileJob,
  part: Part,
  { net, state }: FileTools,
): Promise<Outcome | null> {
  const { status, headers } = response;
  const { host } = new URL(job.address);
  if (isPassing(status)) {
    const asked = retryAfter(headers.get('retry-after'), net.now());
    return { type: 'broken', why: `it answered ${status}`, asked };
  }
  if (status === 401 || status === 403) throw faultOf.refused(host, job.model, status);
  if (status === 416) return { type: 'stale' };
  if (!response.ok) throw faultOf.noFile(host, job.model, job.file.path, status);
  if (isPage(response)) throw faultOf.portal(job.address);
  const etag = headers.get('etag');
  if (status === 206) {
    const known = state.part(job.file.path);
    const from = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
    const isElsewhere = from !== undefined && Number(from) !== part.length;
    const isOther = typeof known === 'string' && etag !== null && etag !== known;
    return isElsewhere || isOther ? { type: 'stale' } : null;
  }
  // The whole file: the server knows no ranges, or has another version than the part is of.
  part.restart();
  await state.begin(job.file.path, etag);
  return null;
}

async function receive(
  response: Response,
  { file, part: path }: FileJob,
  part: Part,
  { store, net, signal, patience, onBytes, onSize }: FileTools,
): Promise<Outcome> {
  const end = file.bytes ?? statedEnd(response, part.length);
  if (end !== null) onSize(end);
  const writer = await store.write(path, part.length);
  const reader = response.body?.getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await read(reader, net, signal);
      if ('why' in next) return { type: 'broken', why: next.why, asked: null };
      if (next.done || next.value === undefined) break;
      if (part.length + next.value.length > (end ?? Infinity)) return { type: 'wrong' };
      await writer.write(next.value);
      part.add(next.value);
      patience.renew();
      onBytes(part.length, next.value.length);
    }
  } finally {
    await writer.close();
    await reader?.cancel().catch(() => undefined);
  }
  if (part.length < (end ?? 0)) {
    return { type: 'broken', why: cutInTheMiddle, asked: null };
  }
  return finished(part);
}

/** Where a file ends that the hub tells no size of; nothing is known where it comes compressed. */
function statedEnd({ headers }: Response, from: number): number | null {
  const stated = headers.get('content-length');
  if (stated === null || headers.get('content-encoding') !== null) return null;
  return from + Number(stated);
}

type Next = { readonly done: boolean; readonly value?: Uint8Array } | { readonly why: string };

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  net: NetTools,
  signal: AbortSignal,
): Promise<Next> {
  if (reader === undefined) return { done: true };
  try {
    const { done, value } = await orStall(reader.read(), net, () => void reader.cancel());
    return done ? { done } : { done, value };
  } catch (error) {
    signal.throwIfAborted();
    // What browsers and node say of a broken connection differs and helps nobody.
    const isStall = error instanceof StallError;
    return { why: isStall ? error.message : cutInTheMiddle };
  }
}
