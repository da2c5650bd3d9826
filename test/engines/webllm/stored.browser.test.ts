import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/domain/hash.ts';
import type { ModelFile, WebllmModel } from '../../../src/domain/model.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import type { LoadedModel } from '../../../src/engines/engine.ts';
import { Models } from '../../../src/engines/hub/client.ts';
import type { ModelSource } from '../../../src/engines/model-source.ts';
import { createWebllmEngine } from '../../../src/engines/webllm/engine.ts';
import { StoredFiles } from '../../../src/engines/webllm/stored-files.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import type { Told } from './stored-worker.ts';
import { toyConfig, toyId, toyTokenizerFile } from './toy-runtime.ts';

const never = new AbortController().signal;
const quiet = { signal: never, onProgress: () => undefined };
const libraryName = 'Toy-q4f32_1-webgpu.wasm';
/** WebAssembly, and nothing that web-llm could run. */
const library = [0, 97, 115, 109, 1, 0, 0, 0];
const records = ['params_shard_0.bin', 'params_shard_1.bin'].map((dataPath, at) => ({
  dataPath,
  nbytes: 8,
  records: [
    { name: `w${at}`, shape: [2], dtype: 'float32', format: 'raw', nbytes: 8, byteOffset: 0 },
  ],
}));
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'mlc-chat-config.json': json(toyConfig),
  // The list's older name: the library asks by the newer one.
  'ndarray-cache.json': json({ metadata: {}, records }),
  'tokenizer.json': json(toyTokenizerFile),
  'params_shard_0.bin': Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  'params_shard_1.bin': Uint8Array.of(9, 10, 11, 12, 13, 14, 15, 16),
  [libraryName]: Uint8Array.from(library),
};

const models = new Models(
  () => new Worker(new URL('../../../workers/download.ts', import.meta.url), { type: 'module' }),
);
let key: string;

async function importModel(): Promise<string> {
  const from = Object.entries(files).map(([name, bytes]) => ({
    path: `Toy-q4f32_1-MLC/${name}`,
    file: new File([bytes], name),
  }));
  const [stored] = (await models.import({ from }, quiet)).models;
  expect(stored?.whole).toBe(true);
  return stored?.key ?? '';
}

const hashed = (): ModelFile[] =>
  Object.entries(files).map(([path, bytes]) => ({
    ...{ path, bytes: bytes.length, sha256: sha256(bytes) },
  }));

/** Addresses that nobody answers: whatever is fetched from them fails, and is told. */
const entry = (changes: Partial<WebllmModel> = {}) =>
  webllmModel({
    ...{ dtype: 'q4f32_1', contextWindow: 512, files: hashed() },
    url: 'https://hub.invalid/toy/Toy-q4f32_1-MLC',
    lib: `https://libs.invalid/${libraryName}`,
    ...changes,
  });

const toy = () =>
  new Worker(new URL('./stored-worker.ts', import.meta.url), { type: 'module', name: 'toy' });
const real = () =>
  new Worker(new URL('../../../workers/webllm.ts', import.meta.url), { type: 'module' });

function load(spawn: () => Worker, model = entry()): Promise<LoadedModel> {
  return createWebllmEngine(spawn, () => key).load(model, { device: 'webgpu', ...quiet });
}

function told(): Promise<Told> {
  const channel = new BroadcastChannel('toy');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage('tell');
  });
}

beforeAll(async () => {
  await models.remove('Toy-q4f32_1-MLC@found@webllm');
});
afterEach(async () => {
  if (key !== '') await models.remove(key);
});
afterAll(() => {
  models.close();
});

describe('a stored model for web-llm', () => {
  it('is read by the package itself, every file from the store, and answers with nothing fetched', async () => {
    key = await importModel();
    const model = await load(toy);
    const messages = [{ role: 'user' as const, content: 'Is it so? $& costs $$5.' }];
    const rows = [{ trial: 't', messages, sampling: greedy, seed: 0 }];
    const replies = [];
    for await (const event of model.generate(rows, never)) {
      if (event.type === 'done') replies.push(event.reply);
    }
    expect(replies).toMatchObject([{ chain: 'hm', answer: 'Yes.', stop: 'end' }]);
    expect(replies[0]?.tokens[0]).toBe(toyId('<think>'));
    const { fetched, weights, library: compiled } = await told();
    expect(fetched).toEqual([]);
    expect(weights).toEqual({
      w0: [...(files['params_shard_0.bin'] ?? [])],
      w1: [...(files['params_shard_1.bin'] ?? [])],
    });
    expect(compiled).toEqual(library);
    await model.close();
  });

  it('is loaded by the product’s worker up to what its compiled library is no use for', async () => {
    key = await importModel();
    await expect(load(real)).rejects.toMatchObject({
      kind: 'engine-failed',
      message: expect.stringMatching(/^Toy thinker could not be run: .+/) as string,
    });
  });

  it('is not taken where it is not stored, lacks a file, or a file has changed', async () => {
    const taken = (model: WebllmModel, source: ModelSource = { kind: 'stored', key }) =>
      new StoredFiles().take(source, model);
    await expect(taken(entry(), { kind: 'shipped', base: '' })).rejects.toMatchObject({
      kind: 'model-missing',
      message: 'Toy thinker is not stored in this browser.',
    });
    key = await importModel();
    await expect(taken(entry({ lib: 'https://libs.invalid/another.wasm' }))).rejects.toMatchObject({
      kind: 'model-missing',
      message: expect.stringContaining('without its compiled library, another.wasm') as string,
    });
    const bad = hashed().map((file) =>
      file.path === 'params_shard_1.bin' ? { ...file, sha256: '0'.repeat(64) } : file,
    );
    await expect(taken(entry({ files: bad }))).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining('params_shard_1.bin') as string,
    });
    await expect(taken(entry())).resolves.toMatchObject({
      weights: expect.stringMatching(/^https:\/\/stored\.invalid\//) as string,
    });
    await models.remove(key);
    await expect(load(real)).rejects.toMatchObject({
      kind: 'model-missing',
      message: expect.stringMatching(/^The file .* of Toy thinker could not be read/) as string,
      remedy: expect.stringContaining('download or import') as string,
    });
  });

  it('says which file the package asks for in vain, and fetches it from nowhere', async () => {
    key = await importModel();
    const fewer = hashed().filter(({ path }) => path !== 'params_shard_1.bin');
    const loading = load(toy, entry({ files: fewer }));
    await expect(loading).rejects.toMatchObject({
      kind: 'model-missing',
      message: expect.stringContaining('params_shard_1.bin of Toy thinker') as string,
    });
  });
});
