import { parseArgs } from 'node:util';
import { catalog } from '../../src/catalog/catalog.ts';
import { modelBytes } from '../../src/domain/model.ts';
import { inBytes } from '../../src/engines/hub/bytes.ts';
import { StoredModels } from '../../src/engines/hub/stored-models.ts';
import { FolderStore } from './folder-store.ts';

/** `plumbline models list`: a line a model, its parts divided by tabs. */
export async function listModels(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { in: { type: 'string' } } });
  const lines = values.in === undefined ? shipped() : await stored(values.in);
  process.stdout.write(lines.map((line) => `${line.join('\t')}\n`).join(''));
  return 0;
}

function shipped(): string[][] {
  return catalog.models.map((model) => [
    model.id,
    model.engine,
    model.dtype,
    inBytes(modelBytes(model)),
    model.licence,
  ]);
}

async function stored(folder: string): Promise<string[][]> {
  const models = await new StoredModels(new FolderStore(folder)).list();
  return models.map(({ key, manifest, bytes, whole }) => [
    manifest?.model ?? key,
    manifest?.engine ?? '',
    manifest?.engine === 'onnx' ? manifest.dtype : '',
    inBytes(bytes),
    manifest === null ? 'no manifest' : whole ? 'whole' : 'not whole',
  ]);
}
