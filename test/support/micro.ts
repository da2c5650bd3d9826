import type { Classifier } from '../../src/domain/classifier.ts';
import { sha256 } from '../../src/domain/hash.ts';
import type { ModelFile, OnnxModel } from '../../src/domain/model.ts';

/** Where the test page's server serves the repository. */
export const base = new URL('/', location.href).href;

/** The micro model as a catalogue entry, hashed as it lies there. */
export async function microModel(): Promise<OnnxModel> {
  const path = 'test/fixtures/models/micro';
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
    files: await hashed(path, ['generation_config.json', 'onnx/model.onnx']),
  };
}

/** The micro classifier likewise: toxic-bert's six labels, tokenizer, inputs and 8-bit weights, in small. */
export async function microClassifier(): Promise<Classifier> {
  const path = 'test/fixtures/models/micro-classifier';
  return {
    id: 'micro-classifier',
    title: 'micro classifier',
    path,
    dtype: 'q8',
    licence: 'Apache-2.0',
    labels: ['toxic', 'severe_toxic', 'obscene', 'threat', 'insult', 'identity_hate'],
    toxic: { label: 'toxic', threshold: 0.5 },
    files: await hashed(path, ['onnx/model_quantized.onnx']),
  };
}

function hashed(path: string, more: readonly string[]): Promise<ModelFile[]> {
  const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', ...more];
  return Promise.all(
    files.map(async (file) => {
      const response = await fetch(`${base}${path}/${file}`);
      const data = new Uint8Array(await response.arrayBuffer());
      return { path: file, bytes: data.length, sha256: sha256(data) };
    }),
  );
}
