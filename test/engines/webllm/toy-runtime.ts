/**
 * A runtime in the place of the compiled model library: a language model of characters, small and exactly known, behind the calls that
 * the library's pipeline makes. No weights, no GPU.
 */

export const specials = [
  '<|sys|>',
  '<|user|>',
  '<|bot|>',
  '<|end|>',
  '<think>',
  '</think>',
  '[THINK]',
  '[/THINK]',
] as const;

/** Characters, then specials; the rest of a row of logits is padding. */
export const toySize = 144;

export function toyId(special: (typeof specials)[number]): number {
  return 128 + specials.indexOf(special);
}

export const toyTokenizer = {
  encode(text: string): Int32Array {
    const ids: number[] = [];
    for (let at = 0; at < text.length;) {
      const special = specials.find((one) => text.startsWith(one, at));
      const code = text.charCodeAt(at);
      ids.push(special === undefined ? (code < 128 ? code : 63) : toyId(special));
      at += special?.length ?? 1;
    }
    return Int32Array.from(ids);
  },
  decode: (ids: Int32Array): string =>
    Array.from(ids, (id) => (id < 128 ? String.fromCharCode(id) : (specials[id - 128] ?? ''))).join(
      '',
    ),
  getVocabSize: () => 128 + specials.length,
  dispose: () => undefined,
};

/** The same tokenizer as a file, which the package's own tokenizer reads. */
export const toyTokenizerFile = {
  version: '1.0',
  added_tokens: specials.map((content) => ({
    ...{ id: toyId(content), content, special: false, normalized: false },
    ...{ single_word: false, lstrip: false, rstrip: false },
  })),
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: { type: 'Fuse' },
  model: {
    type: 'BPE',
    vocab: Object.fromEntries(
      Array.from({ length: 128 }, (_, id) => [String.fromCharCode(id), id]),
    ),
    merges: [],
  },
};

/** Settings as a model's `mlc-chat-config.json` has them; its own sampling is not neutral. */
export const toyConfig = {
  vocab_size: toySize,
  tokenizer_files: ['tokenizer.json'],
  tokenizer_info: { token_postproc_method: 'raw', prepend_space_in_encode: false },
  context_window_size: 512,
  sliding_window_size: -1,
  attention_sink_size: -1,
  temperature: 0.6,
  top_p: 0.95,
  repetition_penalty: 1.1,
  frequency_penalty: 0.5,
  presence_penalty: 0.5,
  conv_template: {
    system_template: '<|sys|>{system_message}<|end|>',
    system_message: 'You are the model’s own system message.',
    roles: { user: '<|user|>', assistant: '<|bot|>', tool: '<|user|>' },
    role_templates: { user: '{user_message}', assistant: '{assistant_message}' } as
      Record<string, string> | undefined,
    seps: ['<|end|>'],
    role_content_sep: '',
    role_empty_sep: '',
    stop_str: [] as string[],
    stop_token_ids: [toyId('<|end|>')],
  },
};

export interface ToyOptions {
  /** The token after all that was read since the last `<|bot|>`; null for whatever the model makes of it. */
  readonly next?: (since: readonly number[]) => number | null;
  /** Called at every forward, with the number of tokens that were read by then. */
  readonly onForward?: (read: number) => void;
  readonly onePass?: 'right' | 'wrong' | 'missing' | 'throws';
  readonly hybrid?: boolean;
  readonly prefillChunk?: number;
  readonly maxBatch?: number;
}

/** What the pipeline asked of the runtime. */
export interface ToyLog {
  readonly temperatures: number[];
  readonly topPs: number[];
  readonly seeds: number[];
  readonly forwards: { readonly by: string; readonly tokens: number }[];
  penalties: number;
  /** Everything that was read since the cache was last cleared. */
  readonly history: number[];
}

class Tensor {
  shape: readonly number[];
  dtype: string;
  data: Float32Array | Int32Array;

  constructor(shape: readonly number[], dtype: string, data?: Float32Array | Int32Array) {
    const size = shape.reduce((product, one) => product * one, 1);
    this.shape = shape;
    this.dtype = dtype;
    this.data = data ?? (dtype === 'int32' ? new Int32Array(size) : new Float32Array(size));
  }

  view(shape: readonly number[]): Tensor {
    return new Tensor(shape, this.dtype, this.data);
  }

  copyFrom(source: Tensor | ArrayLike<number>): this {
    this.data.set(source instanceof Tensor ? source.data : source);
    return this;
  }

  toArray(): Float32Array | Int32Array {
    return this.data.slice();
  }

  dispose(): void {
    this.data = new Float32Array();
  }
}

/** Logits after a history: fixed numbers in [−3, 3), which hang on the last three tokens and on the length. */
export function toyLogits(history: readonly number[], next: number | null): Float32Array {
  const [a = 0, b = 0, c = 0] = history.slice(-3).reverse();
  return Float32Array.from({ length: toySize }, (_, id) => {
    let mixed = Math.imul(id + 1, 2654435761) ^ Math.imul(a + 7, 40503) ^ Math.imul(b + 3, 69069);
    mixed ^= Math.imul(c + 1, 362437) ^ Math.imul(history.length, 521288629);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822519);
    return ((mixed >>> 8) / 2 ** 24) * 6 - 3 + (id === next ? 40 : 0);
  });
}

/** The part of the runtime that is known here by its names; the package finds the rest. */
export interface ToyInstance {
  beginScope(): number;
  endScope(): number;
  createVirtualMachine(): object;
  empty(shape: readonly number[], dtype: string): object;
}

export function createToyRuntime(options: ToyOptions): { tvm: ToyInstance; log: ToyLog } {
  const { next, onForward, onePass = 'right', hybrid = false, prefillChunk = 64 } = options;
  const log: ToyLog = {
    temperatures: [],
    topPs: [],
    seeds: [],
    forwards: [],
    penalties: 0,
    history: [],
  };
  const { history } = log;
  let random = 1;
  let depth = 0;

  /** The library numbers its draws so; a small seed begins near 0. */
  const draw = () => (random = (random * 48271) % 2147483647) / 2147483647;

  function logitsNow(): Float32Array {
    const since = history.slice(history.lastIndexOf(toyId('<|bot|>')) + 1);
    return toyLogits(history, next?.(since) ?? null);
  }

  /** Reads the embeddings, which are the ids themselves, and gives logits of the places that were asked for. */
  function forward(by: string, input: Tensor, places: readonly number[]): { get: () => Tensor } {
    const ids = Array.from(input.data);
    log.forwards.push({ by, tokens: ids.length });
    const rows: Float32Array[] = [];
    for (const [at, id] of ids.entries()) {
      history.push(id);
      if (places.includes(at)) rows.push(logitsNow());
    }
    onForward?.(history.length);
    const data = Float32Array.from(rows.flatMap((row) => [...row]));
    return { get: () => new Tensor([1, rows.length, toySize], 'float32', data) };
  }

  const last = (input: Tensor) => [input.data.length - 1];
  const functions: Record<string, (...args: never[]) => unknown> = {
    _metadata: () =>
      JSON.stringify({
        params: [],
        prefill_chunk_size: prefillChunk,
        max_batch_size: options.maxBatch ?? 8,
        ...(hybrid ? { kv_state_kind: 'hybrid' } : {}),
      }),
    prefill: (input: Tensor) => forward('prefill', input, last(input)),
    decode: (input: Tensor) => forward('decode', input, last(input)),
    batch_decode: (input: Tensor) => forward('batch_decode', input, last(input)),
    batch_prefill: (input: Tensor, places: Tensor) => {
      if (onePass === 'throws') throw new Error('the kernel was compiled for something else');
      const output = forward('batch_prefill', input, Array.from(places.data));
      if (onePass === 'wrong') output.get().data[0] = (output.get().data[0] ?? 0) + 0.01;
      return output;
    },
    create_tir_paged_kv_cache: () => ({ dispose: () => undefined }),
    create_rnn_state: () => ({ dispose: () => undefined }),
    embed: (ids: Tensor) =>
      new Tensor([ids.data.length, 1], 'float32', Float32Array.from(ids.data)),
    apply_bitmask_inplace: () => undefined,
    apply_penalty_inplace: () => log.penalties++,
    apply_logit_bias_inplace: () => undefined,
    softmax_with_temperature: (logits: Tensor, temperature: Tensor) => {
      const t = temperature.data[0] ?? 1;
      log.temperatures.push(t);
      const peak = Math.max(...logits.data);
      const weights = Array.from(logits.data, (z) => Math.exp((z - peak) / t));
      const sum = weights.reduce((all, one) => all + one, 0);
      return new Tensor(
        logits.shape,
        'float32',
        Float32Array.from(weights, (w) => w / sum),
      );
    },
    argsort_probs: (probs: Tensor) => {
      const ids = Array.from(probs.data.keys()).sort(
        (x, y) => (probs.data[y] ?? 0) - (probs.data[x] ?? 0) || x - y,
      );
      const sorted = [
        new Tensor(
          [1, toySize],
          'float32',
          Float32Array.from(ids, (id) => probs.data[id] ?? 0),
        ),
        new Tensor([1, toySize], 'int32', Int32Array.from(ids)),
      ];
      return { get: (at: number) => sorted[at] };
    },
    sample_with_top_p: (probs: Tensor, ids: Tensor, u: Tensor, _rows: Tensor, topP: Tensor) => {
      const most = topP.data[0] ?? 1;
      log.topPs.push(most);
      let left = (u.data[0] ?? 0) * Math.min(1, most);
      const at = probs.data.findIndex((p) => (left -= p) < 0);
      return new Tensor([1], 'int32', Int32Array.of(ids.data[Math.max(0, at)] ?? 0));
    },
  };
  if (onePass === 'missing') Reflect.deleteProperty(functions, 'batch_prefill');
  if (hybrid) for (const name of ['prefill', 'decode']) Reflect.deleteProperty(functions, name);

  const owned = <T extends object>(value: T) => Object.assign(value, { dispose: () => undefined });
  const inScope = () => {
    if (depth === 0)
      throw new Error('Must call beginScope to use functions that returns TVM objects');
  };
  const globals: Record<string, () => unknown> = {
    'vm.builtin.kv_state_clear': () => (history.length = 0),
  };
  const tvm = {
    beginScope: () => depth++,
    endScope: () => depth--,
    detachFromCurrentScope: (value: unknown) => value,
    attachToCurrentScope: (value: unknown) => value,
    webgpu: () => ({ sync: () => Promise.resolve() }),
    cpu: () => 'cpu',
    createVirtualMachine: () =>
      owned({
        getFunction: (name: string) => {
          inScope();
          const found = functions[name];
          if (found === undefined) throw new Error(`Cannot find function ${name}`);
          return owned(found);
        },
      }),
    getGlobalFunc: (name: string) => owned(globals[name] ?? (() => undefined)),
    getParamsFromCacheByName: () => owned({}),
    makeShapeTuple: (shape: readonly number[]) => shape,
    empty: (shape: readonly number[], dtype: string) => {
      inScope();
      return new Tensor(shape, dtype);
    },
    uniform: () => new Tensor([1], 'float32', Float32Array.of(draw())),
    setSeed: (seed: number) => {
      log.seeds.push(seed);
      random = seed % 2147483647 || 1;
    },
    concatEmbeddings: () => {
      throw new Error('one text at a time');
    },
    dispose: () => undefined,
  };
  return { tvm, log };
}
