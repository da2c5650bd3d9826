import type { OnnxModel } from '../../domain/model.ts';
import { faultOf } from './faults.ts';

/** Which files of a repository are meant: for which engine and, for onnx, in which way of storing weights. */
export type Variant =
  { readonly engine: 'onnx'; readonly dtype: OnnxModel['dtype'] } | { readonly engine: 'webllm' };

/** What transformers.js puts behind a graph's name for a way of storing weights. */
const suffixes: Readonly<Record<OnnxModel['dtype'], string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
};

/** The path of the graph. */
export function graphPath(dtype: OnnxModel['dtype']): string {
  return `onnx/model${suffixes[dtype]}.onnx`;
}

/** The ways of storing weights that a repository has graphs for. */
export function dtypesIn(paths: readonly string[]): OnnxModel['dtype'][] {
  const all: readonly OnnxModel['dtype'][] = ['fp32', 'fp16', 'q8', 'q4', 'q4f16'];
  return all.filter((dtype) => paths.includes(graphPath(dtype)));
}

/** Files that no model of an engine can do without; each entry lists names of which one must be there. */
export function requiredFiles(variant: Variant): readonly (readonly string[])[] {
  if (variant.engine === 'onnx') {
    const graph = graphPath(variant.dtype);
    return [['config.json'], ['tokenizer.json'], ['tokenizer_config.json'], [graph]];
  }
  return [
    ['mlc-chat-config.json'],
    ['tensor-cache.json', 'ndarray-cache.json'],
    ['tokenizer.json', 'tokenizer.model'],
  ];
}

/**
 * The files that a model needs, out of all that its repository holds.
 * @throws PlumblineError `model-missing`, naming what is not there
 */
export function neededFiles(model: string, variant: Variant, paths: readonly string[]): string[] {
  const missing = missingFiles(variant, paths);
  if (missing.length > 0) {
    const others = variant.engine === 'onnx' ? dtypesIn(paths) : [];
    throw faultOf.lacks(model, missing, others);
  }
  return paths.filter((path) => isNeeded(variant, path));
}

/** Of the files that a model cannot do without, those that are not there. */
export function missingFiles(variant: Variant, paths: readonly string[]): string[] {
  return requiredFiles(variant)
    .filter((names) => !names.some((name) => paths.includes(name)))
    .map((names) => names.join(' or '));
}

function isNeeded(variant: Variant, path: string): boolean {
  if (/^tokenizer[^/]*\.json$/.test(path)) return true;
  if (variant.engine === 'onnx') {
    const graph = graphPath(variant.dtype);
    if (path === graph || isDataOf(graph, path)) return true;
    return ['config.json', 'generation_config.json', 'chat_template.jinja'].includes(path);
  }
  // The compiled library lies elsewhere on the hub, and beside the weights on a stick.
  if (/^params_shard_\d+\.bin$/.test(path) || /^[^/]+\.wasm$/.test(path)) return true;
  return webllmFiles.includes(path);
}

const webllmFiles = [
  ...['mlc-chat-config.json', 'tensor-cache.json', 'ndarray-cache.json'],
  ...['tokenizer.model', 'vocab.json', 'merges.txt', 'added_tokens.json'],
];

/** Weights that lie beside a graph: `model_q4.onnx_data`, then `_data_1` and so on. */
function isDataOf(graph: string, path: string): boolean {
  return path.startsWith(`${graph}_data`) && /^_data(?:_\d+)?$/.test(path.slice(graph.length));
}
