import { sha256 } from '../../src/domain/hash.ts';
import type { OnnxModel } from '../../src/domain/model.ts';
import { base } from './machine.ts';

const path = 'test/fixtures/models/micro';
const files = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'generation_config.json',
  'onnx/model.onnx',
];

/** The tests' model, small enough for WebGPU in software, hashed as it lies there. */
export async function microModel(): Promise<OnnxModel> {
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
