import { sha256 } from '../../src/domain/hash.ts';
import type { Model } from '../../src/domain/model.ts';

/** Where the test page's server serves the repository. */
export const base = new URL('/', location.href).href;

const path = 'test/fixtures/models/micro';
const files = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model.onnx',
];

/** The micro model as a catalogue entry, hashed as it lies there. */
export async function microModel(): Promise<Model> {
  return {
    id: 'micro',
    title: 'micro',
    engine: 'onnx',
    path,
    dtype: 'fp32',
    parameters: 0,
    licence: 'Apache-2.0',
    chain: { open: '<think>', close: '</think>' },
    specimen: true,
    files: await Promise.all(
      files.map(async (file) => {
        const response = await fetch(`${base}${path}/${file}`);
        const data = new Uint8Array(await response.arrayBuffer());
        return { path: file, bytes: data.length, sha256: sha256(data) };
      }),
    ),
  };
}
