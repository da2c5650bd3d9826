import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderStore } from '../../../bin/models/folder-store.ts';
import { toFault } from '../../../src/domain/fault.ts';
import { openArchive } from '../../../src/engines/hub/archive.ts';
import { importModels, type ImportOptions } from '../../../src/engines/hub/import.ts';
import type { ImportFile } from '../../../src/engines/hub/import-file.ts';
import { manifestName, type Manifest } from '../../../src/engines/hub/manifest.ts';
import { StoredModels } from '../../../src/engines/hub/stored-models.ts';
import {
  emptyLibrary,
  specimenModel,
  specimenRepository,
  webllmRepository,
} from '../../support/specimen-repository.ts';

type Files = Map<string, Uint8Array>;

const shipped = specimenModel('specimen-instruct');
const graph = 'onnx/model_quantized.onnx';
const options: ImportOptions = {
  expected: null,
  dtype: null,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  now: () => 0,
};
const manifest: Manifest = {
  format: 1,
  engine: 'onnx',
  dtype: 'q8',
  model: 'plumbline/Specimen-Instruct-ONNX',
  commit: 'a'.repeat(40),
  files: shipped.files.map((file) => ({ ...file, gitSha1: null })),
};

let folder: string;
let models: StoredModels;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-import-'));
  models = new StoredModels(new FolderStore(folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A folder with the files of a specimen, and a note beside them. */
function specimen(id = 'specimen-instruct'): Files {
  const files = new Map(specimenRepository(id).files);
  for (const path of ['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', 'pytorch_model.bin']) {
    files.delete(path);
  }
  return files;
}

const withManifest = (files: Files) =>
  files.set(manifestName, new TextEncoder().encode(JSON.stringify(manifest)));

function inFolder(files: Files, top = 'stick/my model'): ImportFile[] {
  return [...files].map(([path, bytes]) => ({
    path: `${top}/${path}`,
    bytes: bytes.length,
    async *read() {
      yield* await Promise.resolve([bytes.subarray(0, 1000), bytes.subarray(1000)]);
    },
  }));
}

/** The fault of an import, printed for the record; nothing may be left of it. */
async function fault(files: readonly ImportFile[], more: Partial<ImportOptions> = {}) {
  const found = await importModels(files, models, { ...options, ...more }).then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => toFault(error),
  );
  console.info(`${found.kind}: ${[found.message, found.kept, found.remedy].join(' | ')}`);
  expect(readdirSync(folder)).toEqual([]);
  return found;
}

describe('an import', () => {
  it('takes a folder as it is found, by the names that its weights need, and says what it left', async () => {
    const { models: stored, ignored } = await importModels(inFolder(specimen()), models, options);
    const [model] = stored;
    expect(model).toMatchObject({ whole: true, manifest: { model: 'my-model', commit: null } });
    expect(await models.files(model?.key ?? '')).toEqual(
      expect.arrayContaining(shipped.files.map((file) => ({ ...file }))),
    );
    expect(ignored).toEqual(['stick/my model/README.md']);
  });

  it('takes a folder that brings its manifest, and checks against it', async () => {
    const files = inFolder(withManifest(specimen()), 'a/b');
    const { models: stored } = await importModels(files, models, options);
    expect(stored[0]?.manifest).toMatchObject({ model: manifest.model, commit: manifest.commit });
    // The same once more is nothing new.
    expect((await importModels(files, models, options)).models[0]?.key).toBe(stored[0]?.key);
  });

  it('takes several models at once', async () => {
    const both = [
      ...inFolder(specimen(), 'stick/one'),
      ...inFolder(specimen('specimen-reasoning-sft'), 'stick/two'),
    ];
    const { models: stored } = await importModels(both, models, options);
    expect(stored.map((one) => one.manifest?.model)).toEqual(['one', 'two']);
  });

  it('finds files that were saved without their folder', async () => {
    const flat: Files = new Map([...specimen()].map(([path, bytes]) => [basename(path), bytes]));
    const found = await importModels(inFolder(flat), models, { ...options, expected: manifest });
    expect(found.models[0]?.whole).toBe(true);
  });

  it.each([0, 6] as const)(
    'takes a zip archive, folded by %i, as it takes the folder',
    async (level) => {
      const members = [...specimen()].map(([path, bytes]) => [`my model/${path}`, bytes] as const);
      const archive = new Blob([zipSync(Object.fromEntries(members), { level })]);
      const files = await openArchive(archive);
      const { models: stored } = await importModels(files, models, options);
      const lying = readFileSync(join(folder, stored[0]?.key ?? '', graph));
      expect(lying.equals(readFileSync(join('public', shipped.path, graph)))).toBe(true);
    },
  );

  it('takes a model for web-llm', async () => {
    const files = new Map([...webllmRepository().files, ['micro-webgpu.wasm', emptyLibrary]]);
    const { models: stored } = await importModels(inFolder(files, 'Micro-MLC'), models, options);
    expect(stored[0]).toMatchObject({ whole: true, manifest: { engine: 'webllm' } });
    const paths = (await models.files(stored[0]?.key ?? '')).map(({ path }) => path);
    expect(paths).toContain('micro-webgpu.wasm');
  });
});

describe('an import that cannot be', () => {
  const without = (path: string) => {
    const files = specimen();
    files.delete(path);
    return files;
  };
  const cut = (path: string, to: number) => {
    const files = specimen();
    return files.set(path, (files.get(path) ?? new Uint8Array()).subarray(0, to));
  };
  const text = (words: string) => new TextEncoder().encode(words);

  it.each<[string, Files, string, RegExp]>([
    ['nothing', new Map(), 'model-foreign', /empty/],
    ['other files', new Map([['a.txt', text('a')]]), 'model-foreign', /no config\.json.*a\.txt/],
    ['no weights', without(graph), 'model-foreign', /no onnx\/model/],
    [
      'no tokenizer',
      without('tokenizer.json'),
      'model-missing',
      /a file is missing: tokenizer\.json/,
    ],
    [
      'weights cut off',
      cut(graph, 1_000_000),
      'model-damaged',
      /onnx of my-model is cut off: it has 1\.00 MB/,
    ],
    ['a tokenizer cut off', cut('tokenizer.json', 0), 'model-foreign', /it is empty/],
    [
      'a pointer in place of the weights',
      specimen().set(graph, text('version https://git-lfs.github.com/spec/v1\noid sha256:0\n')),
      'model-foreign',
      /wrong kind: it is a Git LFS pointer/,
    ],
    [
      'a web page in place of the config',
      specimen().set('config.json', text('<!DOCTYPE html><html>')),
      'model-foreign',
      /config\.json is of the wrong kind: it is a web page/,
    ],
    [
      'weights for another program',
      specimen().set(graph, text('GGUF\x03\0\0\0')),
      'model-foreign',
      /a GGUF file/,
    ],
    [
      'two kinds of weights',
      specimen().set('onnx/model_q4.onnx', text('\x08\x08')),
      'bad-request',
      /weights as q8, q4/,
    ],
    [
      'a config that is no JSON',
      specimen().set('config.json', text('{"a":')),
      'model-damaged',
      /config\.json cannot be read/,
    ],
    [
      'weights that lie beside the graph and were left behind',
      specimen().set(
        'config.json',
        text('{"transformers.js_config":{"use_external_data_format":{"model_quantized.onnx":2}}}'),
      ),
      'model-missing',
      /2 files are missing: onnx\/model_quantized\.onnx_data, onnx\/model_quantized\.onnx_data_1/,
    ],
  ])('is told by name: %s', async (_name, files, kind, message) => {
    expect(await fault(inFolder(files))).toMatchObject({
      kind,
      message: expect.stringMatching(message) as string,
    });
  });

  it.each<[string, Files, string, RegExp]>([
    ['a file missing', without(graph), 'model-missing', /Instruct-ONNX, a file is missing: onnx/],
    [
      'cut off',
      cut('tokenizer.json', 1000),
      'model-damaged',
      /tokenizer\.json .*1\.00 kB of 124 kB/,
    ],
    ['of another model', specimen('specimen-reasoning-sft'), 'model-foreign', /not the one of/],
    [
      'too long',
      specimen().set('config.json', text(JSON.stringify({ a: 'b'.repeat(700) }))),
      'model-foreign',
      /708 bytes instead of 604 bytes/,
    ],
  ])('is told by name, against a manifest: %s', async (_name, files, kind, message) => {
    const own = await fault(inFolder(withManifest(files)));
    expect(own).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    files.delete(manifestName);
    expect(await fault(inFolder(files), { expected: manifest })).toEqual(own);
  });

  it('is told by name: shards of web-llm missing or cut off', async () => {
    const files: Files = new Map(webllmRepository().files);
    files.set('params_shard_0.bin', new Uint8Array(10));
    expect((await fault(inFolder(files))).message).toMatch(/shard_0.*10 bytes of 150 kB/);
    files.delete('params_shard_1.bin');
    expect((await fault(inFolder(files))).message).toMatch(/missing: params_shard_1\.bin/);
  });

  it('is told by name: weights for web-llm without their compiled library, or with another file in its place', async () => {
    const files: Files = new Map(webllmRepository().files);
    const found = await fault(inFolder(files, 'Micro-MLC'));
    expect(found).toMatchObject({
      kind: 'model-missing',
      message: expect.stringMatching(/Of Micro-MLC, the compiled library is missing/) as string,
      remedy: expect.stringContaining('models fetch') as string,
    });
    files.set(
      'micro-webgpu.wasm',
      text('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
    );
    expect((await fault(inFolder(files))).message).toMatch(/wasm is of the wrong kind: .*pointer/);
  });

  it('is told: an archive that is none, is cut off or damaged', async () => {
    const whole = zipSync(Object.fromEntries(specimen()), { level: 0 });
    const opened = (bytes: Uint8Array<ArrayBuffer>) => openArchive(new Blob([bytes]));
    const told = async (work: Promise<unknown>) => {
      const found = toFault(await work.catch((error: unknown) => error));
      console.info(`${found.kind}: ${found.message}`);
      return found.kind;
    };
    expect(await told(opened(text('no archive at all')))).toBe('model-damaged');
    expect(await told(opened(whole.slice(0, 500_000)))).toBe('model-damaged');
    whole[1_000_000] = (whole[1_000_000] ?? 0) ^ 1;
    expect((await fault(await opened(whole))).kind).toBe('model-damaged');
  });
});
