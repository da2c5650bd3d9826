import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FolderStore } from '../../../bin/models/folder-store.ts';
import { toFault } from '../../../src/domain/fault.ts';
import { sha256 } from '../../../src/domain/hash.ts';
import { downloadModel } from '../../../src/engines/hub/download.ts';
import { manifestName, type Manifest } from '../../../src/engines/hub/manifest.ts';
import type { DownloadProgress } from '../../../src/engines/hub/progress.ts';
import { readManifest, type ModelRequest } from '../../../src/engines/hub/repository.ts';
import { StoredModels, type StoredModel } from '../../../src/engines/hub/stored-models.ts';
import { serveHub, type Hub } from '../../support/hub.ts';
import {
  emptyLibrary,
  specimenModel,
  specimenRepository,
  webllmRepository,
} from '../../support/specimen-repository.ts';
import { testTools } from './tools.ts';

const name = 'plumbline/Specimen-Instruct-ONNX';
const shipped = specimenModel('specimen-instruct');
const graph = 'onnx/model_quantized.onnx';
const never = new AbortController().signal;

let hub: Hub;
let folder: string;
let models: StoredModels;
let tools: ReturnType<typeof testTools>;
let progress: DownloadProgress[];

beforeAll(async () => {
  hub = await serveHub({
    [name]: specimenRepository('specimen-instruct'),
    'mlc/Micro-MLC': webllmRepository(),
    libs: { commit: 'b'.repeat(40), files: new Map([['micro.wasm', emptyLibrary]]) },
  });
});
afterAll(() => hub.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-models-'));
  models = new StoredModels(new FolderStore(folder));
  tools = testTools();
  progress = [];
});
afterEach(() => {
  hub.reset();
  rmSync(folder, { recursive: true });
});

const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  ...{ hub: hub.url, model: name, revision: 'main', engine: 'onnx', dtype: 'q8' },
  ...(more as object),
});
const ask = (more: Partial<ModelRequest> = {}) => readManifest(request(more), tools, never);

async function download(manifest?: Manifest, signal = never): Promise<StoredModel> {
  return downloadModel(manifest ?? (await ask()), models, tools, {
    hub: hub.url,
    signal,
    onProgress: (one) => progress.push(one),
  });
}

const graphAsked = () => hub.asked.filter(({ path }) => path.endsWith(graph));

/** Downloads until about half of the graph is there, then pauses. */
async function pauseInGraph(manifest: Manifest): Promise<void> {
  hub.trick(graph, { type: 'slow', step: 200_000, pause: 2 });
  const pause = new AbortController();
  const started = downloadModel(manifest, models, tools, {
    hub: hub.url,
    signal: pause.signal,
    onProgress: (one) => {
      if (one.file === graph && one.fileLoaded > 1_000_000) pause.abort();
    },
  });
  // Time stands still here, and progress is told by it: the files before are told at their ends.
  const timer = setInterval(() => void tools.sleep(200, never), 1);
  await expect(started).rejects.toThrow();
  clearInterval(timer);
}

/** The fault of what must fail, printed for the record. */
async function fault(work: Promise<unknown>) {
  const found = await work.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => toFault(error),
  );
  console.info(`${found.kind}: ${[found.message, found.kept, found.remedy].join(' | ')}`);
  return found;
}

describe('the manifest', () => {
  it('names the files of the wanted weights, pinned, with what the hub tells of each', async () => {
    const manifest = await ask();
    expect(manifest.commit).toBe('a1b2c3d4e5'.repeat(4));
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(
      shipped.files.map(({ path }) => path).sort(),
    );
    const byPath = new Map(manifest.files.map((file) => [file.path, file]));
    for (const { path, bytes, sha256 } of shipped.files) {
      expect(byPath.get(path)).toMatchObject({ bytes });
      // Large files have their SHA-256, small ones git's name.
      expect(byPath.get(path)?.sha256).toBe(bytes < 100_000 ? null : sha256);
      expect(byPath.get(path)?.gitSha1 === null).toBe(bytes >= 100_000);
    }
  });

  it('takes weights that lie beside the graph', async () => {
    const { files } = await ask({ dtype: 'q4' });
    expect(files.map(({ path }) => path)).toContain('onnx/model_q4.onnx_data');
  });

  it('tells which weights there are, where the wanted ones are not', async () => {
    const found = await fault(ask({ dtype: 'fp16' }));
    expect(found).toMatchObject({
      kind: 'model-missing',
      message: expect.stringContaining(
        'onnx/model_fp16.onnx. It has weights as: q8, q4.',
      ) as string,
    });
  });

  it('tells a name that is none, one that the hub refuses, a revision that is not there', async () => {
    expect(await fault(ask({ model: '../etc' }))).toMatchObject({ kind: 'bad-request' });
    expect(await fault(ask({ model: 'no/body' }))).toMatchObject({ kind: 'hub-refused' });
    expect(await fault(ask({ revision: 'v9' }))).toMatchObject({ kind: 'model-missing' });
  });

  it('waits where the hub is busy, as long as it asks for', async () => {
    hub.trick('/revision/main', { type: 'status', status: 429, headers: { 'retry-after': '7' } });
    await ask();
    expect(tools.slept).toEqual([7]);
  });
});

describe('a download', () => {
  it('brings the files that ship, byte for byte, and nothing else', async () => {
    const stored = await download();
    expect(stored.whole).toBe(true);
    expect(await models.files(stored.key)).toEqual(
      expect.arrayContaining(shipped.files.map((file) => ({ ...file }))),
    );
    const isFile = ({ path }: { path: string }) => path.includes('/resolve/a1b2');
    const fetched = hub.asked.filter(isFile);
    expect(fetched).toHaveLength(shipped.files.length);
    const lying = readFileSync(join(folder, stored.key, graph));
    expect(lying.equals(readFileSync(join('public', shipped.path, graph)))).toBe(true);
  });

  it('tells how far it is, up to all bytes', async () => {
    await download();
    const total = shipped.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(progress.at(-1)).toMatchObject({ loaded: total, total });
    const loaded = progress.map((one) => one.loaded);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
  });

  it('asks nothing for what is there', async () => {
    const manifest = await ask();
    await download(manifest);
    hub.asked.length = 0;
    await download(manifest);
    expect(hub.asked).toEqual([]);
  });

  it('goes on where it was paused, by a range of the version it began with', async () => {
    const manifest = await ask();
    await pauseInGraph(manifest);
    expect((await models.list())[0]).toMatchObject({ whole: false });
    hub.asked.length = 0;
    expect((await download(manifest)).whole).toBe(true);
    expect(graphAsked()).toHaveLength(1);
    expect(Number(/^bytes=(\d+)-$/.exec(graphAsked()[0]?.range ?? '')?.[1])).toBeGreaterThan(1e6);
    expect(graphAsked()[0]?.ifRange).toMatch(/^"/);
    expect(hub.asked).toHaveLength(1);
  });

  it.each([
    ['the server knows no ranges', () => (hub.ranges = false)],
    ['the file is another version by now', () => (hub.version = 'v2-')],
  ])('starts a file anew where %s', async (_why, change) => {
    const manifest = await ask();
    await pauseInGraph(manifest);
    change();
    expect((await download(manifest)).whole).toBe(true);
  });

  it('notices another version by itself, where the server is not asked to', async () => {
    const manifest = await ask();
    await pauseInGraph(manifest);
    hub.version = 'v2-';
    hub.asked.length = 0;
    tools = { ...tools, sendsIfRange: () => false };
    expect((await download(manifest)).whole).toBe(true);
    expect(graphAsked().map(({ range }) => range === undefined)).toEqual([false, true]);
    expect(graphAsked()[0]?.ifRange).toBeUndefined();
  });

  it('starts anew where the server says that there is no such range', async () => {
    const manifest = await ask();
    await pauseInGraph(manifest);
    hub.trick(graph, { type: 'status', status: 416 });
    expect((await download(manifest)).whole).toBe(true);
  });

  it('drops a part that another hand has changed, and a state that is torn', async () => {
    const manifest = await ask();
    await pauseInGraph(manifest);
    const [{ key } = { key: '' }] = await models.list();
    const part = join(folder, key, `${graph}.part`);
    const bytes = readFileSync(part);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(part, bytes);
    expect((await download(manifest)).whole).toBe(true);
    writeFileSync(join(folder, key, 'plumbline-state.json'), '{"parts":');
    expect((await models.list())[0]?.whole).toBe(false);
    hub.asked.length = 0;
    expect((await download(manifest)).whole).toBe(true);
    expect(hub.asked, 'files are hashed anew, not fetched').toEqual([]);
  });

  it('goes on after a connection is cut in the middle, waiting longer each time', async () => {
    const cut = { type: 'cut', after: 0 } as const;
    hub.trick(graph, { type: 'cut', after: 1_000_000 }, cut, cut, cut);
    expect((await download()).whole).toBe(true);
    const [first, ...others] = graphAsked().map(({ range }) => range);
    expect(first).toBeUndefined();
    // All four go on from what the first connection brought, which may be a little less than was sent.
    expect(others).toHaveLength(4);
    expect(new Set(others).size).toBe(1);
    expect(others[0]).toMatch(/^bytes=\d{5,7}-$/);
    // A failure after new bytes is the first one again: 1, then 2, 4, 8, of which a half is drawn.
    expect(tools.slept).toHaveLength(4);
    for (const [at, most] of [1, 2, 4, 8].entries()) {
      expect(tools.slept[at]).toBeGreaterThanOrEqual(most / 2);
      expect(tools.slept[at]).toBeLessThanOrEqual(most);
    }
    const waits = progress.flatMap(({ waiting }) => waiting ?? []);
    expect(waits.map(({ why }) => why).join()).toContain('cut in the middle');
  });

  it('ends a connection on which nothing comes, and goes on', async () => {
    hub.trick(graph, { type: 'hang', after: 500_000 });
    expect((await download()).whole).toBe(true);
    expect(graphAsked()[1]?.range).toMatch(/^bytes=\d{5,6}-$/);
  });

  it('does as a busy server asks, in seconds or by a date, and waits through its errors', async () => {
    const date = new Date(tools.now() + 9000).toUTCString();
    hub.trick(
      graph,
      { type: 'status', status: 429, headers: { 'retry-after': '30' } },
      { type: 'status', status: 503, headers: { 'retry-after': date } },
      { type: 'status', status: 502 },
    );
    expect((await download()).whole).toBe(true);
    // By the time of the second answer, those 30 seconds are over.
    expect(tools.slept[0]).toBe(30);
    expect(tools.slept).toHaveLength(3);
  });

  it('fetches a file with wrong bytes once more', async () => {
    hub.trick(graph, { type: 'wrong' });
    expect((await download()).whole).toBe(true);
    expect(graphAsked()).toHaveLength(2);
    hub.trick('config.json', { type: 'wrong' });
    await models.remove((await models.list())[0]?.key ?? '');
    expect((await download()).whole).toBe(true);
  });
});

describe('a download that cannot be', () => {
  it.each<[string, Parameters<Hub['trick']>, string, RegExp]>([
    ['wrong bytes twice', [graph, { type: 'wrong' }, { type: 'wrong' }], 'model-damaged', /twice/],
    ['a file that is gone', [graph, { type: 'status', status: 404 }], 'model-missing', /404/],
    ['a gated model', ['config.json', { type: 'status', status: 401 }], 'hub-refused', /gated/],
    ['a private model', ['config.json', { type: 'status', status: 403 }], 'hub-refused', /403/],
    ['a network that asks to log in', [graph, { type: 'page' }], 'hub-unreachable', /web page/],
    [
      'a server that asks for an hour',
      [graph, { type: 'status', status: 429, headers: { 'retry-after': '3600' } }],
      'hub-unreachable',
      /60 minutes/,
    ],
    [
      'a server that is down',
      [graph, ...Array.from({ length: 6 }, () => ({ type: 'status', status: 500 }) as const)],
      'hub-unreachable',
      /500, 6 times/,
    ],
  ])('is told plainly: %s', async (_name, trick, kind, message) => {
    const manifest = await ask();
    hub.trick(...trick);
    const found = await fault(download(manifest));
    expect(found).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(found.remedy).toBeTruthy();
    // Once it is repaired, the same call goes on, with what is there.
    hub.reset();
    expect((await download(manifest)).whole).toBe(true);
  });

  it('is told plainly: no connection', async () => {
    const manifest = await ask();
    const closed = await serveHub({});
    await closed.close();
    const gone = { hub: closed.url, signal: never, onProgress: () => undefined };
    const found = await fault(downloadModel(manifest, models, tools, gone));
    expect(found.kind).toBe('hub-unreachable');
  });

  it('is told before the first byte: too little room', async () => {
    class Small extends FolderStore {
      override free(): Promise<number> {
        return Promise.resolve(1_000_000);
      }
    }
    models = new StoredModels(new Small(folder));
    const manifest = await ask();
    hub.asked.length = 0;
    const found = await fault(download(manifest));
    expect(found).toMatchObject({ kind: 'storage-full' });
    expect(hub.asked).toEqual([]);
  });
});

describe('a model for web-llm', () => {
  it('is its shards, its lists and a compiled library from elsewhere, of which nothing is known before', async () => {
    const library = `${hub.url}libs/resolve/main/micro.wasm`;
    const manifest = await ask({ model: 'mlc/Micro-MLC', engine: 'webllm', library });
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([
      'micro.wasm',
      'mlc-chat-config.json',
      'params_shard_0.bin',
      'params_shard_1.bin',
      'tensor-cache.json',
      'tokenizer.json',
    ]);
    const stored = await download(manifest);
    expect(stored.whole).toBe(true);
    const wasm = (await models.files(stored.key)).find(({ path }) => path === 'micro.wasm');
    expect(wasm).toEqual({ path: 'micro.wasm', bytes: 8, sha256: sha256(emptyLibrary) });
  });

  const shard = 'params_shard_0.bin';
  const wanted = () =>
    ask({
      ...{ model: 'mlc/Micro-MLC', engine: 'webllm' },
      library: `${hub.url}libs/resolve/main/micro.wasm`,
    });

  it('goes on in the middle of a shard, and takes no shard whose bytes are wrong', async () => {
    const manifest = await wanted();
    expect(manifest.files.find(({ path }) => path === shard)?.sha256).toMatch(/^[0-9a-f]{64}$/);
    hub.trick(shard, { type: 'cut', after: 100_000 });
    expect((await download(manifest)).whole).toBe(true);
    const asked = hub.asked.filter(({ path }) => path.endsWith(shard));
    expect(asked.map(({ range }) => range)[1]).toMatch(/^bytes=\d+-$/);
    await models.remove((await models.list())[0]?.key ?? '');
    hub.trick(shard, { type: 'wrong' }, { type: 'wrong' });
    expect(await fault(download(manifest))).toMatchObject({ kind: 'model-damaged' });
  });

  it('says which library is not at its address, or is none, and goes on when it is there', async () => {
    const manifest = await wanted();
    hub.trick('micro.wasm', { type: 'status', status: 404 });
    expect(await fault(download(manifest))).toMatchObject({
      kind: 'model-missing',
      message: expect.stringContaining('no file micro.wasm') as string,
    });
    hub.trick('micro.wasm', { type: 'page' });
    expect(await fault(download(manifest))).toMatchObject({ kind: 'hub-unreachable' });
    const other = { ...manifest, files: manifest.files.map((one) => ({ ...one })) };
    const library = other.files.find(({ url }) => url !== undefined);
    if (library !== undefined) library.url = `${hub.url}mlc/Micro-MLC/resolve/main/README.md`;
    expect(await fault(download(other))).toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('no wasm file') as string,
    });
    hub.asked.length = 0;
    expect((await download(manifest)).whole).toBe(true);
    expect(hub.asked.map(({ path }) => path)).toEqual(['/libs/resolve/main/micro.wasm']);
  });

  it('pins the library that came first: another one is not taken for it', async () => {
    const { key, manifest } = await download(await wanted());
    const path = join(folder, key, 'micro.wasm');
    writeFileSync(path, Uint8Array.of(0, 97, 115, 109, 2, 0, 0, 0));
    expect(await models.verify(key, never)).toEqual(['micro.wasm']);
    hub.trick('micro.wasm', { type: 'wrong' }, { type: 'wrong' });
    expect(await fault(download(manifest ?? undefined))).toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('another one than when it was first fetched') as string,
    });
    expect((await download(manifest ?? undefined)).whole).toBe(true);
  });

  it('comes from a mirror with its library, though that was first fetched from elsewhere', async () => {
    const { key, manifest } = await download(await wanted());
    const paths = [...(manifest?.files ?? []).map(({ path }) => path), manifestName];
    const files = new Map(
      paths.map((path) => [path, new Uint8Array(readFileSync(join(folder, key, path)))]),
    );
    const commit = manifest?.commit ?? '';
    const mirror = await serveHub({ 'mlc/Micro-MLC': { commit, files } });
    try {
      await models.remove(key);
      hub.asked.length = 0;
      const where = { hub: mirror.url, model: 'mlc/Micro-MLC', engine: 'webllm' } as const;
      const mirrored = await ask({ ...where, library: 'https://libs.invalid/micro.wasm' });
      const there = { hub: mirror.url, signal: never, onProgress: () => undefined };
      expect((await downloadModel(mirrored, models, tools, there)).whole).toBe(true);
      expect(hub.asked).toEqual([]);
      expect(mirror.asked.some(({ path }) => path.endsWith('/micro.wasm'))).toBe(true);
    } finally {
      await mirror.close();
    }
  });
});

describe('stored models', () => {
  it('are listed with what they take, and deleted with nothing left', async () => {
    const { key } = await download();
    const [listed] = await models.list();
    expect(listed?.bytes).toBeGreaterThan(shipped.files.reduce((sum, { bytes }) => sum + bytes, 0));
    await models.remove(key);
    expect(await models.list()).toEqual([]);
    expect(await models.store.folders()).toEqual([]);
  });

  it('are verified again: what went bad is named, dropped and fetched anew', async () => {
    const { key, manifest } = await download();
    const path = join(folder, key, 'tokenizer.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('a', 'b'));
    rmSync(join(folder, key, 'config.json'));
    expect(await models.verify(key, never)).toEqual(['config.json', 'tokenizer.json']);
    await expect(models.files(key)).rejects.toMatchObject({ kind: 'model-missing' });
    hub.asked.length = 0;
    expect((await download(manifest ?? undefined)).whole).toBe(true);
    expect(hub.asked).toHaveLength(2);
    expect(await models.verify(key, never)).toEqual([]);
  });
});
