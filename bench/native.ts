import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import * as v from 'valibot';
import { root } from '../bin/site.ts';
import { greedy } from '../src/domain/sampling.ts';
import { decode } from '../src/engines/onnx/decode.ts';
import type { CacheTensor, Decoder, StepInput } from '../src/engines/onnx/decoder.ts';
import { unusedToken } from './endless.ts';
import type { PeerRow } from './peer/calls.ts';

const ConfigSchema = v.object({
  num_hidden_layers: v.number(),
  num_key_value_heads: v.number(),
  head_dim: v.number(),
  max_position_embeddings: v.number(),
  vocab_size: v.number(),
});
type Config = v.InferOutput<typeof ConfigSchema>;

/** Rows of a batch, as the engine's worker takes them. */
const batchRows = 32;

/** Our decode loop over ONNX Runtime outside of a browser: what is left to be gained there. */
export class NativeDecoder {
  readonly #decoder: Decoder;

  private constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  static async load(specimen: string, threads: number): Promise<NativeDecoder> {
    const folder = join(root, 'public/models', specimen);
    const text = await readFile(join(folder, 'config.json'), 'utf8');
    const config = v.parse(ConfigSchema, JSON.parse(text));
    const session = await ort.InferenceSession.create(join(folder, 'onnx/model_quantized.onnx'), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
    return new NativeDecoder(decoderOf(session, config));
  }

  /** One reply a row, in their order. */
  async answer(rows: readonly PeerRow[]): Promise<number[][]> {
    const { signal } = new AbortController();
    const tools = { signal, now: () => performance.now(), breathe: () => Promise.resolve() };
    const asked = rows
      .map(({ prompt, limit }, at) => ({
        trial: String(at),
        prompt,
        sampling: { ...greedy, maxTokens: limit },
        seed: 0,
      }))
      .sort((a, b) => a.prompt.length - b.prompt.length);
    const replies: number[][] = [];
    for (let at = 0; at < asked.length; at += batchRows) {
      for await (const event of decode(this.#decoder, asked.slice(at, at + batchRows), tools)) {
        if (event.type === 'done') replies[Number(event.row.trial)] = [...event.row.tokens];
      }
    }
    return replies;
  }
}

class NativeTensor implements CacheTensor {
  readonly tensor: ort.Tensor;

  constructor(tensor: ort.Tensor) {
    this.tensor = tensor;
  }

  gather(rows: readonly number[]): Promise<CacheTensor> {
    const { data, dims } = this.tensor;
    if (!(data instanceof Float32Array)) throw new TypeError('a past that is not float32');
    const [count = 1, ...rest] = dims;
    const size = data.length / count;
    const out = new Float32Array(size * rows.length);
    for (const [at, row] of rows.entries()) {
      out.set(data.subarray(row * size, (row + 1) * size), at * size);
    }
    return Promise.resolve(
      new NativeTensor(new ort.Tensor('float32', out, [rows.length, ...rest])),
    );
  }

  dispose(): void {
    this.tensor.dispose();
  }
}

function decoderOf(session: ort.InferenceSession, config: Config): Decoder {
  const { num_hidden_layers: layers, num_key_value_heads: heads, head_dim: size } = config;
  const names = Array.from({ length: layers }, (_, at) => [`${at}.key`, `${at}.value`]).flat();
  return {
    end: [unusedToken],
    pad: 0,
    marks: null,
    context: config.max_position_embeddings,
    vocabulary: config.vocab_size,
    cacheBytes: 2 * layers * heads * size * 4,
    device: () => Promise.resolve(null),
    // Pasts are not merged here: each batch is answered to its end before the next one begins.
    merge: null,
    async step(input) {
      const outputs = await session.run(feedsOf(input));
      const { data } = need(outputs['logits']);
      if (!(data instanceof Float32Array)) throw new TypeError('logits that are not float32');
      const cache = names.map((name) => new NativeTensor(need(outputs[`present.${name}`])));
      return { logits: data, vocabulary: config.vocab_size, cache };
    },
    read: () => Promise.reject(new Error('Only decoding is timed.')),
    close: () => session.release(),
  };

  function feedsOf({ rows, width, ids, positions, attention, cache }: StepInput) {
    const feeds: Record<string, ort.Tensor> = {
      input_ids: new ort.Tensor('int64', ids, [rows, width]),
      attention_mask: new ort.Tensor('int64', attention, [rows, attention.length / rows]),
      position_ids: new ort.Tensor('int64', positions, [rows, width]),
      num_logits_to_keep: new ort.Tensor('int64', BigInt64Array.of(1n), []),
    };
    for (const [at, name] of names.entries()) {
      const past = cache[at];
      feeds[`past_key_values.${name}`] =
        past instanceof NativeTensor
          ? past.tensor
          : new ort.Tensor('float32', new Float32Array(), [rows, heads, 0, size]);
    }
    return feeds;
  }
}

function need(tensor: ort.Tensor | undefined): ort.Tensor {
  if (tensor === undefined) throw new Error('The graph lacks an output.');
  return tensor;
}
