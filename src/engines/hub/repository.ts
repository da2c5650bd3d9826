import * as v from 'valibot';
import { PlumblineError } from '../../domain/fault.ts';
import { faultOf } from './faults.ts';
import {
  manifestName,
  ManifestSchema,
  RepositorySchema,
  type HubFile,
  type Manifest,
} from './manifest.ts';
import { fileAddress, publicHub } from './mirror.ts';
import { neededFiles, type Variant } from './needed-files.ts';
import { Patience, type Waiting } from './patience.ts';
import { ask, isPage, type NetTools } from './requests.ts';

/** Which model, as a user or the catalogue names it. */
export type ModelRequest = Variant & {
  /** The hub's address or a mirror's, with a `/` at its end. */
  readonly hub: string;
  readonly model: string;
  /** A branch, tag or commit. */
  readonly revision: string;
  /** web-llm's compiled library, which lies elsewhere. */
  readonly library?: string;
};

const CommitSchema = v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) });

/** An entry of the hub's tree. Of a large file `oid` names a pointer, and `lfs.oid` is the SHA-256 of the file itself. */
const TreeSchema = v.array(
  v.object({
    type: v.string(),
    path: v.string(),
    size: v.number(),
    oid: v.string(),
    lfs: v.optional(v.object({ oid: v.string(), size: v.number() })),
  }),
);

/**
 * What a model needs of its repository, pinned to the commit that the revision names now. A mirror may bring its own manifest, as
 * `plumbline models fetch` writes it; where it brings none it is asked like the hub.
 * @throws PlumblineError `model-missing`, `hub-refused`, `hub-unreachable`, `bad-request` or `aborted`
 */
export async function readManifest(
  request: ModelRequest,
  tools: NetTools,
  signal: AbortSignal,
  onWait: (waiting: Waiting | null) => void = () => undefined,
): Promise<Manifest> {
  if (!v.is(RepositorySchema, request.model)) throw badName(request.model);
  const patience = new Patience(new URL(request.hub).host, tools, onWait);
  const get = (address: string) => ask(address, patience, tools, signal);
  if (request.hub !== publicHub) {
    const own = await mirrored(request, get);
    if (own !== null) return own;
  }
  return fromHub(request, get);
}

type Get = (address: string) => Promise<Response>;

/** The manifest that a mirror of plain files holds, or null where there is none for these weights. */
async function mirrored(request: ModelRequest, get: Get): Promise<Manifest | null> {
  const { hub, model, revision } = request;
  const response = await get(fileAddress(hub, model, revision, manifestName));
  if (!response.ok || isPage(response)) {
    await response.body?.cancel();
    return null;
  }
  const manifest = await readJson(ManifestSchema, response);
  if (manifest.model !== model || !sameVariant(manifest, request)) return null;
  // A mirror holds all that its manifest names: a compiled library, too, which first came from elsewhere.
  return { ...manifest, files: manifest.files.map(({ url: _url, ...file }) => file) };
}

function sameVariant(manifest: Manifest, wanted: Variant): boolean {
  if (manifest.engine === 'webllm' || wanted.engine === 'webllm') {
    return manifest.engine === wanted.engine;
  }
  return manifest.dtype === wanted.dtype;
}

async function fromHub(request: ModelRequest, get: Get): Promise<Manifest> {
  const { hub, model, revision } = request;
  const api = `${hub}api/models/${model}`;
  const named = await checked(
    await get(`${api}/revision/${encodeURIComponent(revision)}`),
    request,
  );
  const commit = (await readJson(CommitSchema, named)).sha;
  const files: HubFile[] = [];
  for (let page: string | null = `${api}/tree/${commit}?recursive=true`; page !== null;) {
    const response: Response = await checked(await get(page), request);
    page = nextPage(response, hub);
    for (const entry of await readJson(TreeSchema, response)) {
      if (entry.type === 'file') files.push(toFile(entry));
    }
  }
  const wanted = new Set(
    neededFiles(
      model,
      request,
      files.map(({ path }) => path),
    ),
  );
  const chosen = files.filter(({ path }) => wanted.has(path));
  const common = { format: 1, model, commit } as const;
  if (request.engine === 'onnx') {
    return v.parse(ManifestSchema, {
      ...{ ...common, engine: 'onnx', dtype: request.dtype, files: chosen },
    });
  }
  const library = request.library === undefined ? [] : [libraryFile(request.library)];
  return v.parse(ManifestSchema, { ...common, engine: 'webllm', files: [...chosen, ...library] });
}

function toFile({ path, size, oid, lfs }: v.InferOutput<typeof TreeSchema>[number]): HubFile {
  if (lfs === undefined) return { path, bytes: size, sha256: null, gitSha1: oid };
  return { path, bytes: lfs.size, sha256: lfs.oid, gitSha1: null };
}

/** A compiled library: neither its size nor a hash of it is published. */
function libraryFile(url: string): HubFile {
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  return { path: decodeURIComponent(name), bytes: null, sha256: null, gitSha1: null, url };
}

/** The next page of a long list (RFC 8288), only where it is on the same hub. */
function nextPage(response: Response, hub: string): string | null {
  const link = /<([^<>]+)>\s*;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined) return null;
  const next = new URL(link, response.url || hub);
  return next.origin === new URL(hub).origin ? next.href : null;
}

async function checked(response: Response, request: ModelRequest): Promise<Response> {
  const { hub, model, revision } = request;
  const { host } = new URL(hub);
  if (response.ok) {
    if (!isPage(response)) return response;
    await response.body?.cancel();
    throw faultOf.portal(host);
  }
  await response.body?.cancel();
  // The hub answers 401 for a name that does not exist, too, so that nobody learns which private ones do.
  if (response.status === 401 || response.status === 403) {
    throw faultOf.refused(host, model, response.status);
  }
  if (response.status === 404) throw faultOf.noModel(host, model, revision);
  throw faultOf.unreadable(host, `it answered ${response.status}`);
}

async function readJson<T>(schema: v.GenericSchema<unknown, T>, response: Response): Promise<T> {
  try {
    const data: unknown = await response.json();
    return v.parse(schema, data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw faultOf.unreadable(new URL(response.url).host, why);
  }
}

function badName(model: string): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: `“${model}” is no name of a model on the hub.`,
    kept: 'Nothing was fetched.',
    remedy: 'Write it as owner/name, for example onnx-community/Qwen3-0.6B-ONNX.',
  });
}
