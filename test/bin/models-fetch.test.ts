import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseFetch } from '../../bin/models/fetch.ts';
import { FolderStore } from '../../bin/models/folder-store.ts';
import { lineOf } from '../../bin/models/progress.ts';
import { root } from '../../bin/site.ts';
import { hub as hubCatalog } from '../../src/catalog/hub.ts';
import { RepositorySchema } from '../../src/engines/hub/manifest.ts';
import { importModels } from '../../src/engines/hub/import.ts';
import type { ImportFile } from '../../src/engines/hub/import-file.ts';
import { StoredModels } from '../../src/engines/hub/stored-models.ts';
import { serveHub, type Hub } from '../support/hub.ts';
import { specimenRepository } from '../support/specimen-repository.ts';

const name = 'plumbline/Specimen-Instruct-ONNX';
let hub: Hub;
let to: string;

beforeAll(async () => {
  hub = await serveHub({ [name]: specimenRepository('specimen-instruct') });
});
afterAll(() => hub.close());
beforeEach(() => {
  to = mkdtempSync(join(tmpdir(), 'plumbline-fetch-'));
});
afterEach(() => {
  hub.reset();
  rmSync(to, { recursive: true });
});

/** Runs the command as a process of its own. */
function plumbline(...args: string[]) {
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env['NODE_ENV'];
  const child = spawn(process.execPath, ['bin/run.mjs', 'plumbline', 'models', ...args], {
    cwd: root,
    env,
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<{ status: number | null; out: string; errors: string }>((resolve) => {
    child.on('close', (status) => {
      resolve({ status, out, errors });
    });
  });
  return { child, ended };
}

const fetchArgs = () => ['fetch', name, '--to', to, '--dtype', 'q8', '--hub', hub.url];

// Each of these starts node and compiles the command line, up to four times.
describe('models fetch', { timeout: 240_000 }, () => {
  it('is stopped by Ctrl-C, goes on, and makes a folder that an import takes', async () => {
    hub.trick('onnx/model_quantized.onnx', { type: 'slow', step: 100_000, pause: 100 });
    const first = plumbline(...fetchArgs());
    await expect
      .poll(() => hub.asked.some(({ path }) => path.endsWith('.onnx')), { timeout: 30_000 })
      .toBe(true);
    setTimeout(() => first.child.kill('SIGINT'), 500);
    const stopped = await first.ended;
    expect(stopped.errors).toContain('the same command goes on with it');
    expect(stopped.status).toBe(130);
    expect((await plumbline('list', '--in', to).ended).out).toMatch(/q8 .* not whole/);

    hub.asked.length = 0;
    const { status, out, errors } = await plumbline(...fetchArgs()).ended;
    expect(errors).toMatch(/5 files, 2\.99 MB, commit a1b2c3d4e5/);
    expect(status).toBe(0);
    expect(hub.asked.find(({ path }) => path.endsWith('.onnx'))?.range).toMatch(/^bytes=\d+-$/);

    // With no hub any more: the folder is all that another machine has.
    const made = out.trim();
    const source = new FolderStore(made);
    const files = await Promise.all(
      (await source.list('')).map(async (path): Promise<ImportFile> => {
        const bytes = (await source.stat(path))?.bytes ?? 0;
        return { path, bytes, read: () => source.read(path) };
      }),
    );
    const elsewhere = new StoredModels(new FolderStore(join(to, 'elsewhere')));
    const imported = await importModels(files, elsewhere, {
      ...{ expected: null, dtype: null, signal: new AbortController().signal },
      ...{ onProgress: () => undefined, now: () => 0 },
    });
    expect(imported).toMatchObject({
      models: [{ whole: true, manifest: { model: name } }],
      ignored: [],
    });
    const graph = 'onnx/model_quantized.onnx';
    expect(readFileSync(join(made, graph))).toEqual(
      readFileSync(join(root, 'public/models/specimen-instruct', graph)),
    );
  });

  it('takes what `fetch` made for a mirror of plain files', async () => {
    expect((await plumbline(...fetchArgs()).ended).status).toBe(0);
    const stored = (await new StoredModels(new FolderStore(to)).list())[0];
    const made = new FolderStore(join(to, stored?.key ?? ''));
    const files = new Map<string, Uint8Array>();
    for (const path of await made.list('')) {
      files.set(path, new Uint8Array(readFileSync(join(to, stored?.key ?? '', path))));
    }
    const mirror = await serveHub({ [name]: { commit: stored?.manifest?.commit ?? '', files } });
    try {
      const again = join(to, 'again');
      const args = ['fetch', name, '--to', again, '--dtype', 'q8', '--hub', mirror.url];
      expect((await plumbline(...args).ended).status).toBe(0);
      expect(mirror.asked.filter(({ path }) => path.startsWith('/api/'))).toEqual([]);
    } finally {
      await mirror.close();
    }
  });

  it('ends with 1 and says why', async () => {
    const { status, errors } = await plumbline('fetch', 'no/body', '--to', to, '--hub', hub.url)
      .ended;
    expect(status).toBe(1);
    expect(errors).toContain('refuses no/body to those who have not logged in (401)');
  });
});

describe('arguments of models fetch', () => {
  it.each([
    ['', 'One ID is needed'],
    ['a/b', '--to is needed'],
    ['a/b --to c --dtype q3', '--dtype takes'],
    ['a/b --to c --engine tpu', '--engine takes'],
    ['a/b --to c --engine webllm', '--library is needed'],
    ['a/b --to c --hub ftp://x', 'neither http nor https'],
    ['a/b --to c --hub nonsense', 'no address'],
  ])('%s → %s', (args, message) => {
    expect(() => parseFetch(args.split(' ').filter((one) => one !== ''))).toThrow(message);
  });

  it('asks the public hub for four-bit weights where nothing else is said', () => {
    expect(parseFetch(['a/b', '--to', 'c'])).toEqual({
      to: 'c',
      request: {
        ...{ hub: 'https://huggingface.co/', model: 'a/b', revision: 'main' },
        ...{ engine: 'onnx', dtype: 'q4' },
      },
    });
  });
});

it('a model of the catalogue is fetched from its repository, with its library', () => {
  const hubUrl = 'https://huggingface.co/';
  const { request } = parseFetch(['ministral-3-3b-instruct', '--to', 'c', '--dtype', 'q4f32_1']);
  expect(request).toMatchObject({
    ...{ hub: hubUrl, engine: 'webllm', revision: 'main' },
    model: 'mlc-ai/Ministral-3-3B-Instruct-2512-BF16-q4f32_1-MLC',
    library: expect.stringMatching(/q4f32_1.*\.wasm$/) as string,
  });
  expect(() => parseFetch(['ministral-3-3b-instruct', '--to', 'c', '--dtype', 'q8'])).toThrow(
    'for the webllm engine, as q4f16_1 or q4f32_1',
  );
  // Named by its repository, it is run by the same library.
  const byName = parseFetch([request.model, '--to', 'c', '--engine', 'webllm']);
  expect(byName.request).toEqual(request);
  for (const { id } of hubCatalog.models) {
    expect(v.is(RepositorySchema, parseFetch([id, '--to', 'c']).request.model), id).toBe(true);
  }
});

it('a line tells how far a download is', () => {
  const progress = {
    file: 'a',
    fileLoaded: 1,
    fileTotal: 2,
    loaded: 2.1e9,
    total: 3e9,
    waiting: null,
  };
  expect(lineOf({ ...progress, rate: 12e6, left: 75 })).toBe(
    '2.10 GB of 3.00 GB, 12.0 MB/s, 1:15 left · a',
  );
  const waiting = { seconds: 3.2, why: 'it answered 503' };
  expect(lineOf({ ...progress, rate: null, left: null, waiting })).toBe(
    '2.10 GB of 3.00 GB, waiting 4 s: it answered 503 · a',
  );
});
