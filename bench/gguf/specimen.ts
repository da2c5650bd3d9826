import * as v from 'valibot';
import { unusedToken } from '../endless.ts';
import { readConstants, type Constant } from './onnx-weights.ts';
import { writeGguf, type GgufTensor, type GgufValue } from './write.ts';

const ConfigSchema = v.object({
  vocab_size: v.number(),
  hidden_size: v.number(),
  intermediate_size: v.number(),
  num_hidden_layers: v.number(),
  num_attention_heads: v.number(),
  num_key_value_heads: v.number(),
  head_dim: v.number(),
  max_position_embeddings: v.number(),
  rms_norm_eps: v.number(),
  rope_theta: v.number(),
});
type Config = v.InferOutput<typeof ConfigSchema>;

const TokenizerSchema = v.object({
  added_tokens: v.array(v.object({ id: v.number() })),
  model: v.object({
    vocab: v.record(v.string(), v.number()),
    merges: v.array(v.tuple([v.string(), v.string()])),
  }),
});

/** llama.cpp ends a reply at a token of this name, whatever the file says, so there it has another. */
const [end, otherEnd] = ['<|end|>', '<|stop|>'];

/** A prompt as this model file's tokenizer is to get it. */
export function promptFor(text: string): string {
  return text.replaceAll(end, otherEnd);
}

/**
 * A shipped specimen as a GGUF of llama.cpp's `llama` architecture: the same weights. The specimens' 8-bit blocks of 32 with a scale of 16
 * bits are what GGML calls Q8_0, so `q8_0` loses nothing; `f32` holds the same numbers written out. It has no end mark that it ever
 * writes, like the specimen in the other ways.
 */
export function specimenAsGguf(
  files: { readonly config: unknown; readonly tokenizer: unknown; readonly weights: Uint8Array },
  type: 'f32' | 'q8_0',
): Uint8Array<ArrayBuffer> {
  const config = v.parse(ConfigSchema, files.config);
  const constants = readConstants(files.weights);
  const matrix = (name: string, heads: number | null = null) =>
    matrixOf(constants, name, type, heads);
  const vector = (name: string) => vectorOf(constants, name);
  const { num_attention_heads: heads, num_key_value_heads: kvHeads } = config;
  const layers = Array.from({ length: config.num_hidden_layers }, (_, i): GgufTensor[] => [
    { name: `blk.${i}.attn_norm.weight`, ...vector(`${i}.norm1`) },
    { name: `blk.${i}.attn_q.weight`, ...matrix(`${i}.q`, heads) },
    { name: `blk.${i}.attn_k.weight`, ...matrix(`${i}.k`, kvHeads) },
    { name: `blk.${i}.attn_v.weight`, ...matrix(`${i}.v`) },
    { name: `blk.${i}.attn_output.weight`, ...matrix(`${i}.o`) },
    { name: `blk.${i}.ffn_norm.weight`, ...vector(`${i}.norm2`) },
    { name: `blk.${i}.ffn_gate.weight`, ...matrix(`${i}.gate`) },
    { name: `blk.${i}.ffn_up.weight`, ...matrix(`${i}.up`) },
    { name: `blk.${i}.ffn_down.weight`, ...matrix(`${i}.down`) },
  ]);
  return writeGguf(headOf(config, files.tokenizer), [
    { name: 'token_embd.weight', ...matrix('embed') },
    { name: 'output_norm.weight', ...vector('norm') },
    ...layers.flat(),
  ]);
}

function headOf(config: Config, tokenizer: unknown): Record<string, GgufValue> {
  const { added_tokens: added, model } = v.parse(TokenizerSchema, tokenizer);
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(model.vocab))
    tokens[id] = token === end ? otherEnd : token;
  const special = new Set(added.map(({ id }) => id));
  const [normal, control] = [1, 3];
  const u32 = (value: number): GgufValue => ({ kind: 'u32', value });
  const f32 = (value: number): GgufValue => ({ kind: 'f32', value });
  const text = (value: string): GgufValue => ({ kind: 'text', value });
  return {
    'general.architecture': text('llama'),
    'general.name': text('specimen'),
    'llama.vocab_size': u32(config.vocab_size),
    'llama.context_length': u32(config.max_position_embeddings),
    'llama.embedding_length': u32(config.hidden_size),
    'llama.block_count': u32(config.num_hidden_layers),
    'llama.feed_forward_length': u32(config.intermediate_size),
    'llama.attention.head_count': u32(config.num_attention_heads),
    'llama.attention.head_count_kv': u32(config.num_key_value_heads),
    'llama.attention.key_length': u32(config.head_dim),
    'llama.attention.value_length': u32(config.head_dim),
    'llama.attention.layer_norm_rms_epsilon': f32(config.rms_norm_eps),
    'llama.rope.dimension_count': u32(config.head_dim),
    'llama.rope.freq_base': f32(config.rope_theta),
    // Digits alone, then GPT-2's expression: what llama.cpp knows by this name.
    'tokenizer.ggml.model': text('gpt2'),
    'tokenizer.ggml.pre': text('smollm'),
    'tokenizer.ggml.tokens': { kind: 'texts', value: tokens },
    'tokenizer.ggml.token_type': {
      kind: 'i32s',
      value: tokens.map((_, id) => (special.has(id) ? control : normal)),
    },
    'tokenizer.ggml.merges': { kind: 'texts', value: model.merges.map((pair) => pair.join(' ')) },
    'tokenizer.ggml.eos_token_id': u32(unusedToken),
    'tokenizer.ggml.add_bos_token': { kind: 'flag', value: false },
  };
}

type Body = Omit<GgufTensor, 'name'>;

function vectorOf(constants: ReadonlyMap<string, Constant>, name: string): Body {
  const { dims, type, data } = need(constants, name);
  if (type !== 1) throw new TypeError(`${name} is not of 32-bit numbers`);
  return { dims, type: 'f32', data };
}

/**
 * A matrix, which a specimen has as [blocks of inputs, 32, outputs] with a scale a block and output.
 * @param heads of queries or keys, whose rotary halves llama.cpp wants interleaved; null for any other matrix
 */
function matrixOf(
  constants: ReadonlyMap<string, Constant>,
  name: string,
  as: 'f32' | 'q8_0',
  heads: number | null,
): Body {
  const whole = need(constants, `${name}.q8`);
  const scale = need(constants, `${name}.scale`);
  const [blocks = 0, size = 0, outputs = 0] = whole.dims;
  const scales = new DataView(scale.data.buffer, scale.data.byteOffset, scale.data.byteLength);
  const numbers = new Int8Array(whole.data.buffer, whole.data.byteOffset, whole.data.byteLength);
  const bytes = as === 'q8_0' ? 2 + size : 4 * size;
  const data = new Uint8Array(outputs * blocks * bytes);
  const view = new DataView(data.buffer);
  for (let output = 0; output < outputs; output++) {
    const from = heads === null ? output : interleaved(output, outputs / heads);
    for (let block = 0; block < blocks; block++) {
      const at = (output * blocks + block) * bytes;
      const bits = scales.getUint16(2 * (block * outputs + from), true);
      if (as === 'q8_0') view.setUint16(at, bits, true);
      for (let j = 0; j < size; j++) {
        const number = numbers[(block * size + j) * outputs + from] ?? 0;
        if (as === 'q8_0') view.setInt8(at + 2 + j, number);
        else view.setFloat32(at + 4 * j, number * half(bits), true);
      }
    }
  }
  return { dims: [blocks * size, outputs], type: as, data };
}

/** Where a row of a head comes from when its two halves are put one between the other. */
function interleaved(row: number, headSize: number): number {
  const within = row % headSize;
  return row - within + (within % 2) * (headSize / 2) + Math.floor(within / 2);
}

/** A number of 16 bits, IEEE 754. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15, (bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return sign === 1 ? -size : size;
}

function need(constants: ReadonlyMap<string, Constant>, name: string): Constant {
  const found = constants.get(name);
  if (found === undefined) throw new Error(`The specimen has no constant “${name}”.`);
  return found;
}
