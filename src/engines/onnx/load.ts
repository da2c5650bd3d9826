import {
  AutoConfig,
  AutoModelForCausalLM,
  AutoTokenizer,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import type * as ort from 'onnxruntime-web/webgpu';
import * as v from 'valibot';
import { PlumblineError } from '../../domain/fault.ts';
import type { Thinking } from '../../domain/thinking.ts';
import type { ChainMarks } from '../chain.ts';
import type { LoadProgress } from '../engine.ts';
import { wrongEngine } from '../wrong-engine.ts';
import type { OnnxCalls } from './calls.ts';
import type { Decoder } from './decoder.ts';
import { loadFolder } from './library.ts';
import { createDecoder } from './session.ts';

export interface LoadedParts {
  readonly tokenizer: PreTrainedTokenizer;
  /** What thinking is set to; undefined for a model that has no such switch. */
  readonly thinking: Thinking | undefined;
  readonly decoder: Decoder;
}

const SizeSchema = v.object({ vocab_size: v.optional(v.number()) });

/** The part of a model's config that the empty first cache is made from. */
const ConfigSchema = v.object({
  num_attention_heads: v.number(),
  num_key_value_heads: v.optional(v.number()),
  hidden_size: v.number(),
  head_dim: v.optional(v.number()),
  eos_token_id: v.union([v.number(), v.array(v.number())]),
  pad_token_id: v.nullish(v.number()),
  max_position_embeddings: v.number(),
  ...SizeSchema.entries,
});

/**
 * Loads tokenizer and weights, each file checked against the catalogue, with nothing fetched from anywhere but the shipped folder, or
 * nothing at all where the model is stored.
 * @throws PlumblineError `model-missing`, `model-damaged`, `no-webgpu` or `engine-failed`
 */
export function loadParts(
  { model, device, source, threads }: OnnxCalls['load']['input'],
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedParts> {
  if (device === 'remote') throw wrongEngine(model);
  return loadFolder(model, { source, threads, onProgress }, async (path, files) => {
    const tokenizer = await AutoTokenizer.from_pretrained(path);
    // The library reads a chat template only where it stands in the tokenizer's config; many repositories keep it apart.
    const template = await files.text('chat_template.jinja');
    if (template !== null) tokenizer.chat_template = template;
    const causal = await AutoModelForCausalLM.from_pretrained(path, {
      device,
      dtype: model.dtype,
    });
    const config = v.parse(ConfigSchema, causal.config);
    const end = config.eos_token_id;
    const decoder = createDecoder(causal.sessions['model'] as ort.InferenceSession, {
      kvHeads: config.num_key_value_heads ?? config.num_attention_heads,
      headSize: config.head_dim ?? config.hidden_size / config.num_attention_heads,
      end: typeof end === 'number' ? [end] : end,
      pad: config.pad_token_id ?? 0,
      context: config.max_position_embeddings,
      vocabulary: config.vocab_size ?? null,
      device,
      marks: chainMarks(tokenizer, model.chain),
    });
    return { tokenizer, thinking: model.thinking, decoder };
  });
}

/** What can be told of a model without its weights. @throws PlumblineError as `loadParts` */
export function loadTokens({ model, source, threads }: OnnxCalls['load']['input']) {
  const options = { source, threads, onProgress: () => undefined };
  return loadFolder(model, options, async (path) => {
    const tokenizer = await AutoTokenizer.from_pretrained(path);
    const config = v.parse(SizeSchema, await AutoConfig.from_pretrained(path));
    const marks = chainMarks(tokenizer, model.chain);
    return { tokenizer, marks, vocabulary: config.vocab_size ?? null };
  });
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
