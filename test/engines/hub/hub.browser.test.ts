import { zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { catalog, findModel } from '../../../src/catalog/catalog.ts';
import type { Model, OnnxModel } from '../../../src/domain/model.ts';
import { greedy } from '../../../src/domain/sampling.ts';
import type { Row } from '../../../src/engines/engine.ts';
import { Models } from '../../../src/engines/hub/client.ts';
import type { PickedFile } from '../../../src/engines/hub/import-file.ts';
import { storedKey, type Manifest } from '../../../src/engines/hub/manifest.ts';
import { OpfsStore } from '../../../src/engines/hub/opfs.ts';
import type { ModelRequest } from '../../../src/engines/hub/repository.ts';
import { createOnnxEngine } from '../../../src/engines/onnx/engine.ts';
import { base } from '../../support/micro.ts';

const hub = inject('hub');
const request: ModelRequest = {
  ...{ hub, model: 'plumbline/Specimen-Instruct-ONNX', revision: 'main' },
  ...{ engine: 'onnx', dtype: 'q8' },
};
const never = new AbortController().signal;
const quiet = { signal: never, onProgress: () => undefined };
const shipped = onnxOnly(findModel(catalog, 'specimen-instruct'));
const graph = 'onnx/model_quantized.onnx';
const models = new Models(
  () => new Worker(new URL('../../../workers/download.ts', import.meta.url), { type: 'module' }),
);

function onnxOnly(model: Model): OnnxModel {
  if (model.engine !== 'onnx') throw new Error('The specimens are for the onnx engine.');
  return model;
}

/** What a model answers, loaded from where `key` says. */
async function replyOf(model: Model, key: string | null): Promise<readonly number[]> {
  const engine = createOnnxEngine(
    () => new Worker(new URL('../../../workers/onnx.ts', import.meta.url), { type: 'module' }),
    // A stored model asks nothing of any server: there is none at this address.
    key === null ? base : 'http://127.0.0.1:1/',
    1,
    () => key,
  );
  const loaded = await engine.load(model, { device: 'wasm', ...quiet });
  const row: Row = {
    trial: 't',
    messages: [{ role: 'user', content: 'What does the baker sell?' }],
    sampling: { ...greedy, maxTokens: 24 },
    seed: 0,
  };
  const tokens: number[] = [];
  for await (const event of loaded.generate([row], never)) {
    if (event.type === 'done') tokens.push(...event.reply.tokens);
  }
  await loaded.close();
  return tokens;
}

async function specimenFiles(top: string): Promise<PickedFile[]> {
  return Promise.all(
    shipped.files.map(async ({ path }) => {
      const response = await fetch(`${base}${shipped.path}/${path}`);
      const name = path.slice(path.lastIndexOf('/') + 1);
      return { path: `${top}/${path}`, file: new File([await response.blob()], name) };
    }),
  );
}

let fromShipped: readonly number[];

beforeAll(async () => {
  fromShipped = await replyOf(shipped, null);
});
afterEach(async () => {
  for (const { key } of await models.list()) await models.remove(key);
  const root = await navigator.storage.getDirectory();
  const left = await new OpfsStore().folders();
  expect(left).toEqual([]);
  await root.removeEntry('models', { recursive: true }).catch(() => undefined);
});

describe('a model of the hub, in a browser', () => {
  it('is downloaded with a pause, and answers from the store as the shipped one does', async () => {
    const manifest = await models.manifest(request, never);
    const key = storedKey(manifest);
    const pause = new AbortController();
    const first = (async () => {
      for await (const { file, fileLoaded } of models.download(manifest, hub, pause.signal)) {
        if (file === graph && fileLoaded > 0) pause.abort();
      }
    })();
    await first.catch((error: unknown) => {
      expect(error).toMatchObject({ kind: 'aborted' });
    });
    const last = [];
    for await (const progress of models.download(manifest, hub, never)) last.push(progress);
    const total = shipped.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(last.at(-1)).toMatchObject({ loaded: total, total, waiting: null });
    expect(await models.list()).toMatchObject([{ key, whole: true }]);
    expect(await models.verify(key, never)).toEqual([]);
    const [stored] = await models.list();
    const files = (stored?.manifest?.files ?? []).map(({ path, bytes, sha256 }) => ({
      ...{ path, bytes: bytes ?? 0, sha256: sha256 ?? '' },
    }));
    // No server is asked: the base is an address where nobody answers, and the hub is not in it.
    expect(await replyOf({ ...shipped, files }, key)).toEqual(fromShipped);
    expect(fromShipped.length).toBeGreaterThan(3);
  });

  it('goes on where another worker left off', async () => {
    const manifest = await models.manifest(request, never);
    const worker = new Models(
      () =>
        new Worker(new URL('../../../workers/download.ts', import.meta.url), { type: 'module' }),
    );
    for await (const { loaded } of worker.download(manifest, hub, never)) {
      if (loaded > 0) break;
    }
    worker.close();
    // The lock of a worker that was ended goes a little later than the worker.
    await expect.poll(() => finish(manifest)).toBe(true);
  });

  it('is not loaded when a file has changed, and says what to do', async () => {
    const manifest = await models.manifest(request, never);
    expect(await finish(manifest)).toBe(true);
    const key = storedKey(manifest);
    const folder = await (
      await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
    ).getDirectoryHandle(key);
    const writable = await (await folder.getFileHandle('config.json')).createWritable();
    await writable.write('{}');
    await writable.close();
    expect(await models.list()).toMatchObject([{ whole: false }]);
    await expect(replyOf(shipped, key)).rejects.toMatchObject({
      kind: 'model-damaged',
      remedy: expect.stringContaining('download or import') as string,
    });
    expect(await models.verify(key, never)).toEqual(['config.json']);
    await expect(replyOf(shipped, key)).rejects.toMatchObject({ kind: 'model-missing' });
    expect(await finish(manifest)).toBe(true);
    expect(await replyOf(shipped, key)).toEqual(fromShipped);
  });
});

async function finish(manifest: Manifest): Promise<boolean> {
  try {
    for await (const _ of models.download(manifest, hub, never));
  } catch {
    return false;
  }
  return (await models.list()).every(({ whole }) => whole);
}

describe('an import, in a browser', () => {
  it('takes a folder, and the model answers as the shipped one does', async () => {
    const from = await specimenFiles('my model');
    const { models: stored } = await models.import({ from }, quiet);
    expect(stored).toMatchObject([{ whole: true }]);
    expect(await replyOf(shipped, stored[0]?.key ?? '')).toEqual(fromShipped);
  });

  it('reads a chat template that stands apart from the tokenizer', async () => {
    const files = await specimenFiles('apart');
    const isConfig = ({ path }: PickedFile) => path.endsWith('/tokenizer_config.json');
    const config = JSON.parse((await files.find(isConfig)?.file.text()) ?? '') as {
      chat_template?: string;
    };
    const template = config.chat_template ?? '';
    expect(template).not.toBe('');
    delete config.chat_template;
    const from = [
      ...files.filter((one) => !isConfig(one)),
      { path: 'apart/tokenizer_config.json', file: new File([JSON.stringify(config)], 'a') },
      { path: 'apart/chat_template.jinja', file: new File([template], 'b') },
    ];
    const [stored] = (await models.import({ from }, quiet)).models;
    const own = (stored?.manifest?.files ?? []).map(({ path, bytes, sha256 }) => ({
      ...{ path, bytes: bytes ?? 0, sha256: sha256 ?? '' },
    }));
    expect(await replyOf({ ...shipped, files: own }, stored?.key ?? '')).toEqual(fromShipped);
  });

  it.each([0, 6] as const)('takes a zip archive, folded by %i', async (level) => {
    const members = await Promise.all(
      (await specimenFiles('my model')).map(
        async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())] as const,
      ),
    );
    const from = new File([zipSync(Object.fromEntries(members), { level })], 'model.zip');
    const [stored] = (await models.import({ from }, quiet)).models;
    expect(stored?.whole).toBe(true);
    const hashes = stored?.manifest?.files.map(({ path, sha256 }) => ({ path, sha256 }));
    const expected = shipped.files.map(({ path, sha256 }) => ({ path, sha256 }));
    expect(hashes).toEqual(expect.arrayContaining(expected));
  });

  it('tells by name what is wrong, and leaves nothing', async () => {
    const files = await specimenFiles('m');
    const without = files.filter(({ path }) => !path.endsWith('tokenizer.json'));
    await expect(models.import({ from: without }, quiet)).rejects.toMatchObject({
      kind: 'model-missing',
      message: 'Of m, a file is missing: tokenizer.json.',
    });
    const cut = files.map(({ path, file }) => ({
      path,
      file: path.endsWith(graph) ? new File([file.slice(0, 1_000_000)], file.name) : file,
    }));
    await expect(models.import({ from: cut }, quiet)).rejects.toMatchObject({
      kind: 'model-damaged',
    });
    expect(await models.list()).toEqual([]);
  });
});
