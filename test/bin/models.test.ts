import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelFiles } from '../../bin/catalog.ts';
import { checkModels } from '../../bin/models/check.ts';
import { modelsCommand } from '../../bin/models/command.ts';
import { catalog } from '../../src/catalog/catalog.ts';
import { hub } from '../../src/catalog/hub.ts';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('models list', () => {
  it('names every model that ships and every pair of the hub, with its builds', async () => {
    expect(await modelsCommand(['list'])).toBe(0);
    for (const { id } of [...catalog.models, ...catalog.classifiers]) expect(out).toContain(id);
    for (const { id } of hub.pairs)
      expect(out).toMatch(new RegExp(`^${id.replaceAll('.', '\\.')} `, 'm'));
    expect(out).toMatch(
      /^llama-3\.1-8b-r1 +webllm +q4f16_1 +same-parent +distillation +9\.0 GB +5\.2 GB$/m,
    );
    expect(err).toContain('Sizes of the hub are estimates');
  });

  it('gives the catalogue as JSON', async () => {
    expect(await modelsCommand(['list', '--json'])).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ hub: { pairs: { length: hub.pairs.length } } });
  });
});

describe('models check', () => {
  it('finds the models that ship whole', async () => {
    expect(await modelsCommand(['check'])).toBe(0);
    expect(out.match(/^whole/gm)).toHaveLength(catalog.models.length + catalog.classifiers.length);
    expect(out).not.toContain('bad');
  });

  it('names each file that is missing, cut off or changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    try {
      const micro = fileURLToPath(new URL('../fixtures/models/micro', import.meta.url));
      cpSync(micro, join(folder, 'micro'), { recursive: true });
      const model = { id: 'micro', path: 'micro', files: modelFiles(micro) };
      expect(checkModels(folder, [model]).whole).toEqual([
        { model: 'micro', path: 'micro', files: 5 },
      ]);
      rmSync(join(folder, 'micro/tokenizer.json'));
      writeFileSync(join(folder, 'micro/config.json'), '{');
      const graph = model.files.find(({ path }) => path.endsWith('.onnx'));
      writeFileSync(join(folder, 'micro/onnx/model.onnx'), Buffer.alloc(graph?.bytes ?? 0));
      const { whole, faults } = checkModels(folder, [model]);
      expect(whole).toEqual([]);
      expect(faults.map(({ file, why }) => `${file} ${why}`)).toEqual([
        expect.stringMatching(/^config\.json has 1 bytes in place of \d+$/),
        'tokenizer.json is missing',
        'onnx/model.onnx does not have its hash',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('models fetch', () => {
  it('knows the models of the hub', async () => {
    expect(await modelsCommand(['fetch', 'nothing', '--to', 'x'])).toBe(1);
    expect(err).toContain('Choose one of: ministral-3-3b-instruct');
  });

  it.each([[[]], [['nothing']], [['fetch']], [['fetch', 'a']], [['list', '--no']]])(
    'is used wrongly: %j',
    async (args) => {
      expect(await modelsCommand(args)).toBe(2);
    },
  );
});
