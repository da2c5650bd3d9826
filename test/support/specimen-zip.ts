import { zipSync } from 'fflate';
import { catalog, findModel } from '../../src/catalog/catalog.ts';
import { base } from './micro.ts';

/** A specimen's folder as a zip archive, for tests in a browser; `change` may take files away or spoil them. */
export async function specimenZip(
  id: string,
  change: (files: Record<string, Uint8Array>) => void = () => undefined,
): Promise<File> {
  const model = findModel(catalog, id);
  if (model.engine !== 'onnx') throw new Error(`${id} is no specimen.`);
  const files: Record<string, Uint8Array> = {};
  for (const { path } of model.files) {
    const response = await fetch(`${base}${model.path}/${path}`);
    files[`${id}/${path}`] = new Uint8Array(await response.arrayBuffer());
  }
  change(files);
  return new File([new Uint8Array(zipSync(files, { level: 0 }))], `${id}.zip`);
}
