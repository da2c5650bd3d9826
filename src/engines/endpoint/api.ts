import * as v from 'valibot';

/**
 * What servers answer, as far as it is used. Loose: servers add members of their own, and those are no fault. As read in
 * - vLLM: entrypoints/openai/chat_completion/protocol.py and completion/protocol.py at 002032ee, serve/tokenize/protocol.py
 *   at 030ea52e (2026)
 * - llama.cpp: tools/server/README.md at 00dc8057, and the sources that llama-cpp-python 0.3.36 brings (2026)
 * - Ollama: "OpenAI compatibility" of its documentation for v0.40.12, and openai/openai.go at 00988753
 */
const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const ids = v.array(id);
const text = v.nullish(v.string());

/** The chain is `reasoning_content` at llama.cpp and in older vLLM, `reasoning` in newer vLLM and at Ollama. */
const said = v.looseObject({ content: text, reasoning_content: text, reasoning: text });
export type Said = Readonly<v.InferOutput<typeof said>>;

const usage = v.nullish(
  v.looseObject({
    completion_tokens: v.nullish(id),
    completion_tokens_details: v.nullish(v.looseObject({ reasoning_tokens: v.nullish(id) })),
  }),
);

const choice = {
  finish_reason: text,
  /** Only vLLM, and only when asked by `return_token_ids`. */
  token_ids: v.nullish(ids),
};

/** One event of `POST /v1/chat/completions` with `stream`. The last one may have no choice, only what was used. */
export const ChunkSchema = v.looseObject({
  choices: v.array(v.looseObject({ ...choice, delta: v.nullish(said) })),
  usage,
});
export type Chunk = Readonly<v.InferOutput<typeof ChunkSchema>>;

/** The same without `stream`, as a server answers that cannot stream. */
export const CompletionSchema = v.looseObject({
  choices: v.pipe(v.array(v.looseObject({ ...choice, message: said })), v.minLength(1)),
  usage,
});
export type Completion = Readonly<v.InferOutput<typeof CompletionSchema>>;

/** `GET /v1/models`. */
export const ModelsSchema = v.looseObject({
  data: v.array(
    v.looseObject({
      id: v.string(),
      owned_by: text,
      /** vLLM: what it was told to serve, and the context that it gives it. */
      root: text,
      max_model_len: v.nullish(v.number()),
      /** llama.cpp. */
      meta: v.nullish(
        v.looseObject({ n_params: v.nullish(v.number()), size: v.nullish(v.number()) }),
      ),
    }),
  ),
});
export type ServedModel = Readonly<v.InferOutput<typeof ModelsSchema>['data'][number]>;

/** vLLM's `GET /version`, and Ollama's `GET /api/version`. */
export const VersionSchema = v.looseObject({ version: v.string() });

/** llama.cpp's `GET /props`. */
export const PropsSchema = v.looseObject({
  build_info: text,
  total_slots: v.nullish(v.number()),
  default_generation_settings: v.looseObject({ n_ctx: v.nullish(v.number()) }),
});

/** Ollama's `GET /api/tags`. */
export const TagsSchema = v.looseObject({
  models: v.array(
    v.looseObject({
      name: v.string(),
      digest: v.string(),
      details: v.nullish(v.looseObject({ quantization_level: text })),
    }),
  ),
});

/** `POST /tokenize`, of vLLM and of llama.cpp. */
export const TokensSchema = v.looseObject({ tokens: ids });

/** vLLM's `POST /v1/completions` with `prompt_logprobs`: at each place the likeliest tokens and the prompt's own; null at the first. */
export const PromptLogProbsSchema = v.looseObject({
  choices: v.pipe(
    v.array(
      v.looseObject({
        prompt_logprobs: v.array(
          v.nullable(v.record(v.string(), v.looseObject({ logprob: v.number() }))),
        ),
        prompt_token_ids: v.nullish(ids),
      }),
    ),
    v.minLength(1),
  ),
});

/** llama.cpp's `POST /apply-template`. */
export const TemplateSchema = v.looseObject({ prompt: v.string() });

/** llama.cpp's `POST /completion` with `n_probs`, before sampling changed them. */
export const StepSchema = v.looseObject({
  completion_probabilities: v.pipe(
    v.array(
      v.looseObject({
        top_logprobs: v.array(v.looseObject({ id, logprob: v.number() })),
      }),
    ),
    v.minLength(1),
  ),
});

/** A fault, as OpenAI writes it and all three servers do; Ollama's own paths, FastAPI and proxies write it in other ways. */
const ErrorSchema = v.union([
  v.pipe(
    v.looseObject({ error: v.looseObject({ message: v.string() }) }),
    v.transform(({ error }) => error.message),
  ),
  v.pipe(
    v.looseObject({ error: v.string() }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.looseObject({ detail: v.string() }),
    v.transform(({ detail }) => detail),
  ),
  v.pipe(
    v.looseObject({ object: v.literal('error'), message: v.string() }),
    v.transform(({ message }) => message),
  ),
]);

/** The sentence of a fault; null for what is none. */
export function errorOf(body: unknown): string | null {
  const { success, output } = v.safeParse(ErrorSchema, body);
  return success ? output : null;
}
