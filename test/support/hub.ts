import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository as the hub holds it. Files of more than `lfsFrom` bytes are large ones, whose SHA-256 it tells. */
export interface Repository {
  readonly commit: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What goes wrong with the next answer for a file. */
export type Trick =
  | { readonly type: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** The connection ends after so many bytes of the body. */
  | { readonly type: 'cut'; readonly after: number }
  /** One bit of the body is another. */
  | { readonly type: 'wrong' }
  | { readonly type: 'page' }
  /** Bytes at a time, with a pause between. */
  | { readonly type: 'slow'; readonly step: number; readonly pause: number }
  /** Sends so many bytes and then nothing, without an end. */
  | { readonly type: 'hang'; readonly after: number };

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** A hub on this machine in the public one's own layout. */
export interface Hub {
  /** Its address, with a `/` at its end. */
  readonly url: string;
  readonly asked: Asked[];
  /** Whether it knows ranges. */
  ranges: boolean;
  /** Put before every version tag, so that all files seem to have changed. */
  version: string;
  /** The next answers for a path that ends like this go wrong, one after another. */
  trick(ending: string, ...tricks: Trick[]): void;
  reset(): void;
  close(): Promise<void>;
}

const lfsFrom = 100_000;

/** Starts a hub that serves repositories by their names. */
export async function serveHub(repositories: Readonly<Record<string, Repository>>): Promise<Hub> {
  const tricks = new Map<string, Trick[]>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: Hub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: [],
    ranges: true,
    version: '',
    trick: (ending, ...more) => void tricks.set(ending, [...(tricks.get(ending) ?? []), ...more]),
    reset: () => {
      tricks.clear();
      hub.asked.length = 0;
      hub.ranges = true;
      hub.version = '';
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return hub;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', hub.url);
    const path = decodeURIComponent(url.pathname);
    const { range, 'if-range': ifRange } = request.headers;
    hub.asked.push({ path, range, ifRange: typeof ifRange === 'string' ? ifRange : undefined });
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'ETag, Link, Content-Range, Retry-After');
    // A page that is isolated may take it in.
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('connection', 'close');
    // Like the hub's file servers: a request that needs permission first is not let through.
    if (request.method === 'OPTIONS') {
      end(response, 403, 'no');
      return;
    }
    const ending = [...tricks.keys()].find((one) => path.endsWith(one));
    const trick = ending === undefined ? undefined : tricks.get(ending)?.shift();
    if (trick?.type === 'status') {
      for (const [name, value] of Object.entries(trick.headers ?? {}))
        response.setHeader(name, value);
      end(response, trick.status, 'no');
      return;
    }
    if (trick?.type === 'page') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      end(response, 200, '<!doctype html><title>Welcome to the hotel</title>');
      return;
    }
    const api = /^\/api\/models\/(.+)\/(revision|tree)\/([^/]+)$/.exec(path);
    if (api !== null) {
      tell(api, url, response);
      return;
    }
    const file = /^\/(.+)\/resolve\/([^/]+)\/(.+)$/.exec(path);
    const repository = repositories[file?.[1] ?? ''];
    const body = repository?.files.get(file?.[3] ?? '');
    const isRevision = [repository?.commit, 'main'].includes(file?.[2]);
    if (body === undefined || !isRevision) {
      end(response, 404, 'Entry not found');
      return;
    }
    return send(request, response, body, trick);
  }

  function tell([, model = '', what, revision = '']: string[], url: URL, response: ServerResponse) {
    const repository = repositories[model];
    if (repository === undefined) {
      end(response, 401, 'Repository not found');
      return;
    }
    const { commit, files } = repository;
    if (revision !== 'main' && revision !== commit) {
      end(response, 404, 'no such revision');
      return;
    }
    response.setHeader('content-type', 'application/json');
    if (what === 'revision') {
      end(response, 200, JSON.stringify({ id: model, sha: commit }));
      return;
    }
    const entries = [...files].map(([path, bytes]) => entry(path, bytes));
    const all = [{ type: 'directory', oid: '0'.repeat(40), size: 0, path: 'onnx' }, ...entries];
    // Few on a page, so that following the pages is tried.
    const from = Number(url.searchParams.get('cursor') ?? 0);
    if (from + 4 < all.length) {
      const next = `${hub.url}api/models/${model}/tree/${revision}?recursive=true&cursor=${from + 4}`;
      response.setHeader('link', `<${next}>; rel="next"`);
    }
    end(response, 200, JSON.stringify(all.slice(from, from + 4)));
  }

  async function send(
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array,
    trick: Trick | undefined,
  ): Promise<void> {
    const etag = `"${hub.version}${hash('sha256', body)}"`;
    response.setHeader('etag', etag);
    response.setHeader('content-type', 'application/octet-stream');
    const { range, 'if-range': ifRange } = request.headers;
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const isPart = hub.ranges && from > 0 && (ifRange === undefined || ifRange === etag);
    if (isPart && from >= body.length) {
      end(response, 416, '');
      return;
    }
    const start = isPart ? from : 0;
    if (isPart)
      response.setHeader('content-range', `bytes ${start}-${body.length - 1}/${body.length}`);
    const sent = Uint8Array.from(body.subarray(start));
    if (trick?.type === 'wrong') sent[sent.length - 1] = (sent[sent.length - 1] ?? 0) ^ 1;
    response.setHeader('content-length', sent.length);
    response.writeHead(isPart ? 206 : 200);
    if (trick?.type === 'cut' || trick?.type === 'hang') {
      await new Promise((resolve) => response.write(sent.subarray(0, trick.after), resolve));
      if (trick.type === 'hang') return;
      await pause(20);
      response.destroy();
      return;
    }
    if (trick?.type === 'slow') {
      for (let at = 0; at < sent.length && !response.destroyed; at += trick.step) {
        response.write(sent.subarray(at, at + trick.step));
        await pause(trick.pause);
      }
      response.end();
      return;
    }
    response.end(sent);
  }
}

function entry(path: string, bytes: Uint8Array) {
  const git = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const common = { type: 'file', size: bytes.length, path };
  if (bytes.length < lfsFrom) return { ...common, oid: git };
  const lfs = { oid: hash('sha256', bytes), size: bytes.length, pointerSize: 130 };
  return { ...common, oid: git, lfs, xetHash: 'f'.repeat(64) };
}

function hash(name: string, bytes: Uint8Array): string {
  return createHash(name).update(bytes).digest('hex');
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status);
  response.end(body);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
