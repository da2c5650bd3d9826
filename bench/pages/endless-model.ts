import { catalog, findModel } from '../../src/catalog/catalog.ts';
import { sha256 } from '../../src/domain/hash.ts';
import type { OnnxModel } from '../../src/domain/model.ts';
import { endlessFolder } from '../endless.ts';
import { base } from './machine.ts';

/** A specimen that never stops by itself, as the bench server has it. */
export async function endlessModel(id: string): Promise<OnnxModel> {
  const model = findModel(catalog, id);
  if (model.engine !== 'onnx') throw new TypeError('Only models of the onnx engine are timed.');
  const path = `${endlessFolder}/${id}`;
  const files = await Promise.all(
    model.files.map(async (file) => {
      const response = await fetch(`${base}${path}/${file.path}`);
      const data = new Uint8Array(await response.arrayBuffer());
      return { ...file, bytes: data.length, sha256: sha256(data) };
    }),
  );
  return { ...model, path, files };
}
