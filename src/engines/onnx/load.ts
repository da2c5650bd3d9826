import {
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import factoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import type * as ort from 'onnxruntime-web/webgpu';
import * as v from 'valibot';
import { PlumblineError } from '../../domain/fault.ts';
import type { Model } from '../../domain/model.ts';
import type { ChainMarks } from '../chain.ts';
import type { Calls } from '../calls.ts';
import type { LoadProgress } from '../engine.ts';
import type { Decoder } from './decoder.ts';
import { ModelFiles } from './files.ts';
import { createDecoder } from './session.ts';

export interface LoadedParts {
  readonly tokenizer: PreTrainedTokenizer;
  readonly decoder: Decoder;
}

/** The part of a model's config that the empty first cache is made from. */
const ConfigSchema = v.object({
  num_attention_heads: v.number(),
  num_key_value_heads: v.optional(v.number()),
  hidden_size: v.number(),
  head_dim: v.optional(v.number()),
  eos_token_id: v.union([v.number(), v.array(v.number())]),
  pad_token_id: v.nullish(v.number()),
  max_position_embeddings: v.number(),
});

/**
 * Loads tokenizer and weights, each file checked against the catalogue, with nothing fetched from anywhere but `base`.
 * @throws PlumblineError `model-missing`, `model-damaged`, `no-webgpu` or `engine-failed`
 */
export async function loadParts(
  { model, device, base, threads }: Calls['load']['input'],
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedParts> {
  const folder = new URL(`${model.path}/`, base);
  const files = new ModelFiles(model, folder.href, onProgress);
  // A path from the root: the library takes an address for a remote model, and `a/b` for the name of one.
  const path = folder.pathname.slice(0, -1);
  configure(threads, files);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(path);
    const causal = await AutoModelForCausalLM.from_pretrained(path, {
      device,
      dtype: fileDtype(model),
    });
    const config = v.parse(ConfigSchema, causal.config);
    const end = config.eos_token_id;
    const decoder = createDecoder(causal.sessions['model'] as ort.InferenceSession, {
      kvHeads: config.num_key_value_heads ?? config.num_attention_heads,
      headSize: config.head_dim ?? config.hidden_size / config.num_attention_heads,
      end: typeof end === 'number' ? [end] : end,
      pad: config.pad_token_id ?? 0,
      context: config.max_position_embeddings,
      marks: chainMarks(tokenizer, model.chain),
    });
    return { tokenizer, decoder };
  } catch (error) {
    if (files.fault !== null) throw files.fault;
    if (error instanceof PlumblineError) throw error;
    throw new PlumblineError(
      {
        kind: 'engine-failed',
        message: `${model.title} could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
        kept: 'Every stored reply is kept.',
        remedy: 'Reload the page; if it fails again, choose the other device.',
      },
      { cause: error },
    );
  }
}

/**
 * What the library must be asked for to read the graph that the catalogue names. It makes the file's name from a dtype, and only
 * `fp32` adds nothing to it; a graph whose weights are stored in 8 bits and computed in fp32 lies under the plain name too.
 */
export function fileDtype({ files, dtype }: Model): Model['dtype'] {
  return files.some(({ path }) => path === 'onnx/model.onnx') ? 'fp32' : dtype;
}

/** Points the library at this origin and at our checked files; nothing else can be reached by it. */
function configure(threads: number, files: ModelFiles): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = files.fetch;
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('ONNX Runtime offers no WebAssembly settings.');
  wasm.wasmPaths = {
    mjs: new URL(factoryUrl, import.meta.url).href,
    wasm: new URL(wasmUrl, import.meta.url).href,
  };
  wasm.numThreads = threads;
}

function chainMarks(
  tokenizer: PreTrainedTokenizer,
  chain: { open: string; close: string } | null,
): ChainMarks | null {
  if (chain === null) return null;
  return { open: single(tokenizer, chain.open), close: single(tokenizer, chain.close) };
}

function single(tokenizer: PreTrainedTokenizer, mark: string): number {
  const [id, ...rest] = tokenizer.encode(mark, { add_special_tokens: false });
  if (id === undefined || rest.length > 0) {
    throw new PlumblineError({
      kind: 'engine-failed',
      message: `The chain mark ${mark} is not one token of this model's tokenizer.`,
      remedy: 'Correct the model’s entry in the catalogue.',
    });
  }
  return id;
}
