import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bin/site.ts';
import { catalog, findModel } from '../../src/catalog/catalog.ts';
import type { OnnxModel } from '../../src/domain/model.ts';
import type { Repository } from './hub.ts';

/** A specimen as the catalogue has it. */
export function specimenModel(id: string): OnnxModel {
  const model = findModel(catalog, id);
  if (model.engine !== 'onnx') throw new Error(`${id} is no specimen.`);
  return model;
}

/** A specimen's files as a repository on the hub, with what lies about there besides. */
export function specimenRepository(id: string): Repository {
  const model = specimenModel(id);
  const paths = [...model.files.map(({ path }) => path), 'README.md'];
  const read = (path: string) =>
    new Uint8Array(readFileSync(join(root, 'public', model.path, path)));
  const files = new Map(paths.map((path) => [path, read(path)]));
  // Other weights of the same model, and files of other libraries: nothing of them is to be fetched.
  files.set('onnx/model_q4.onnx', Uint8Array.of(8, 8, 1));
  files.set('onnx/model_q4.onnx_data', new Uint8Array(1000));
  files.set('pytorch_model.bin', new Uint8Array(2000));
  return { commit: 'a1b2c3d4e5'.repeat(4), files };
}

/** A specimen under the file name that 4-bit weights have: so it stands in for a real model that the catalogue of the hub lists. */
export function standIn(id: string, commit: string): Repository {
  const { files } = specimenRepository(id);
  const graph = files.get('onnx/model_quantized.onnx');
  if (graph === undefined) throw new Error(`${id} has other weights.`);
  const kept = [...files].filter(([path]) => !path.startsWith('onnx/'));
  return { commit, files: new Map([...kept, ['onnx/model_q4.onnx', graph]]) };
}

/** Both sides of a real pair, by the names that they have on the hub. */
export function standInPair(): Readonly<Record<string, Repository>> {
  return {
    'LiquidAI/LFM2.5-1.2B-Instruct-ONNX': standIn('specimen-instruct', '1'.repeat(40)),
    'LiquidAI/LFM2.5-1.2B-Thinking-ONNX': standIn('specimen-reasoning-rl', '2'.repeat(40)),
  };
}

/** A compiled library as far as a file's kind tells: the shortest WebAssembly there is, and nothing that could be run. */
export const emptyLibrary = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** A repository in web-llm's layout: two shards of weights with their list, and nothing that could be run. */
export function webllmRepository(): Repository {
  const shards = [150_000, 700].map((bytes, at) => ({
    dataPath: `params_shard_${at}.bin`,
    nbytes: bytes,
  }));
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const files = new Map<string, Uint8Array>([
    ['mlc-chat-config.json', json({ model_type: 'micro', tokenizer_files: ['tokenizer.json'] })],
    ['tensor-cache.json', json({ metadata: {}, records: shards })],
    ['tokenizer.json', json({ model: {} })],
    ['README.md', json('')],
    ...shards.map(({ dataPath, nbytes }): [string, Uint8Array] => [
      dataPath,
      new Uint8Array(nbytes),
    ]),
  ]);
  return { commit: 'c'.repeat(40), files };
}
