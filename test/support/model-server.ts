import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';

/** One request as it came. */
export interface Seen {
  readonly path: string;
  readonly key: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a server says to a prompt: in the server's own field for chains, or all of it as text. */
export interface Saying {
  readonly chain?: string;
  readonly text: string;
  readonly finish?: string;
  readonly tokens?: readonly number[];
  readonly usage?: object;
}

/** Answers one request by hand instead; true where it did. `count` is how often the path was asked before. */
export type Trouble = (
  seen: Seen,
  response: ServerResponse,
  count: number,
) => boolean | Promise<boolean>;

export interface ModelServerOptions {
  readonly kind: 'vllm' | 'llama.cpp' | 'ollama' | 'other';
  readonly models?: readonly string[];
  readonly say?: (prompt: string, body: Seen['body']) => Saying;
  readonly trouble?: Trouble;
  /** Whether vLLM's chain field is called by its older name. */
  readonly older?: boolean;
  readonly version?: string;
  readonly stream?: boolean;
}

export interface ModelServer {
  readonly address: string;
  readonly seen: Seen[];
  /** Most chat requests that were open at once. */
  readonly most: () => number;
  readonly close: () => Promise<void>;
}

const Messages = v.array(v.looseObject({ role: v.string(), content: v.string() }));
const Ids = v.array(v.number());
const Bias = v.array(v.tuple([v.number(), v.number()]));

/** Ids of a small vocabulary: one a character, and the marks of turns and chains. */
const special = ['<s>', '<eos>', '<user>', '<bot>', '<think>', '</think>'];
export const vocabulary = 300;
export const idsOf = (text: string): number[] =>
  text
    .split(/(<s>|<eos>|<user>|<bot>|<think>|<\/think>)/)
    .flatMap((piece) =>
      special.includes(piece)
        ? [special.indexOf(piece)]
        : Array.from(piece, (letter) => special.length + (letter.charCodeAt(0) % 200)),
    );
export const templateOf = (messages: unknown): string =>
  `${v
    .parse(Messages, messages)
    .map(({ role, content }) => `<user>${role}:${content}`)
    .join('')}<bot>`;

/** A distribution over the vocabulary that depends on all that stands before, in natural logarithms. */
export function logProbsAfter(before: readonly number[]): number[] {
  let state = before.reduce((sum, id) => (sum * 31 + id + 7) % 65_537, 17);
  const logits = Array.from({ length: vocabulary }, () => {
    state = (state * 75 + 74) % 65_537;
    return (state / 65_537) * 12;
  });
  const sum = logits.reduce((total, z) => total + Math.exp(z), 0);
  return logits.map((z) => z - Math.log(sum));
}

function topOf(before: readonly number[], width: number): { id: number; logprob: number }[] {
  return logProbsAfter(before)
    .map((logprob, id) => ({ id, logprob }))
    .sort((a, b) => b.logprob - a.logprob || a.id - b.id)
    .slice(0, width);
}

/** A real HTTP server that follows what vLLM, llama.cpp and Ollama publish, as far as the engine asks it. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const { kind, models = ['tiny'], version = '1.2.3', trouble } = options;
  const say = options.say ?? ((prompt: string): Saying => ({ text: `re: ${prompt}` }));
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  let open = 0;
  let most = 0;

  const json = (response: ServerResponse, body: unknown, status = 200): true => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
    return true;
  };
  const missing = (response: ServerResponse) =>
    json(response, { error: { message: 'Not Found', type: 'NotFoundError', code: 404 } }, 404);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<true> {
    const path = request.url ?? '';
    // As vLLM, llama.cpp and Ollama: any page may ask, unless told otherwise.
    response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', 'authorization, content-type');
      response.writeHead(204).end();
      return true;
    }
    const one: Seen = {
      path,
      key: request.headers.authorization ?? null,
      body: await bodyOf(request),
    };
    seen.push(one);
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    if (path === '/v1/chat/completions') {
      open++;
      most = Math.max(most, open);
      response.on('close', () => open--);
    }
    if (trouble !== undefined && (await trouble(one, response, count))) return true;
    const { body } = one;
    if (path === '/v1/models') return json(response, { object: 'list', data: models.map(card) });
    if (path === '/v1/chat/completions') {
      if (!models.includes(String(body['model']))) {
        const message = `The model \`${String(body['model'])}\` does not exist.`;
        return json(response, { error: { message, type: 'NotFoundError', code: 404 } }, 404);
      }
      return chat(body, response);
    }
    if (kind === 'vllm') return vllm(path, body, response);
    if (kind === 'llama.cpp') return llamaCpp(path, body, response);
    if (kind === 'ollama' && path === '/api/version') return json(response, { version });
    if (kind === 'ollama' && path === '/api/tags') {
      const details = { quantization_level: 'Q4_K_M' };
      const tags = models.map((name) => ({ name, digest: 'c0ffee', details }));
      return json(response, { models: tags });
    }
    return missing(response);
  }

  function card(id: string): object {
    switch (kind) {
      case 'vllm':
        return { id, object: 'model', owned_by: 'vllm', root: `org/${id}`, max_model_len: 4096 };
      case 'llama.cpp':
        return { id, owned_by: 'llamacpp', meta: { n_params: 1000, size: 4000 } };
      default:
        return { id, owned_by: kind === 'ollama' ? 'library' : 'acme' };
    }
  }

  function vllm(path: string, body: Seen['body'], response: ServerResponse): true {
    if (path === '/version') return json(response, { version });
    if (path === '/tokenize') {
      const text = 'messages' in body ? templateOf(body['messages']) : String(body['prompt']);
      const start = body['add_special_tokens'] === true || 'messages' in body ? '<s>' : '';
      const tokens = idsOf(start + text);
      return json(response, { count: tokens.length, max_model_len: 4096, tokens });
    }
    if (path === '/v1/completions') {
      const prompt = v.parse(Ids, body['prompt']);
      const width = Number(body['prompt_logprobs']);
      if (width > 20) {
        const message = `Requested prompt logprobs of ${width}, which is greater than max allowed: 20`;
        return json(response, { error: { message, type: 'BadRequestError', code: 400 } }, 400);
      }
      const prompt_logprobs = prompt.map((own, at) => {
        if (at === 0) return null;
        const before = prompt.slice(0, at);
        const found = topOf(before, width);
        if (!found.some(({ id }) => id === own)) {
          found.push({ id: own, logprob: logProbsAfter(before)[own] ?? 0 });
        }
        return Object.fromEntries(
          found.map(({ id, logprob }, rank) => [id, { logprob, rank: rank + 1 }]),
        );
      });
      const choice = { index: 0, text: 'x', finish_reason: 'length', prompt_logprobs };
      return json(response, { choices: [{ ...choice, prompt_token_ids: prompt }] });
    }
    return missing(response);
  }

  function llamaCpp(path: string, body: Seen['body'], response: ServerResponse): true {
    if (path === '/props') {
      const build = { build_info: `b${version}`, total_slots: 2 };
      return json(response, { ...build, default_generation_settings: { n_ctx: 2048 } });
    }
    if (path === '/apply-template') return json(response, { prompt: templateOf(body['messages']) });
    if (path === '/tokenize') {
      const start = body['add_special'] === true ? '<s>' : '';
      return json(response, { tokens: idsOf(start + String(body['content'])) });
    }
    if (path === '/completion') {
      const prompt = v.parse(Ids, body['prompt']);
      const top_logprobs = topOf(prompt, Number(body['n_probs']));
      // As the real one: what it writes must be whole letters, or there are no probabilities.
      const written = v.safeParse(Bias, body['logit_bias']);
      const half = !written.success && (top_logprobs[0]?.id ?? 0) % 2 === 1;
      if (half) return json(response, { content: '\uFFFD', tokens: [], stop: true });
      const completion_probabilities = [{ ...top_logprobs[0], top_logprobs }];
      return json(response, { content: 'x', tokens: [], stop: true, completion_probabilities });
    }
    return missing(response);
  }

  function chat(body: Seen['body'], response: ServerResponse): true {
    const prompt = v.parse(Messages, body['messages']).at(-1)?.content ?? '';
    const { chain, text, finish = 'stop', tokens, usage } = say(prompt, body);
    const field =
      kind === 'llama.cpp' || options.older === true ? 'reasoning_content' : 'reasoning';
    if (body['stream'] !== true || options.stream === false) {
      const message = { role: 'assistant', content: text, [field]: chain ?? null };
      const choice = { index: 0, message, finish_reason: finish, token_ids: tokens };
      return json(response, { object: 'chat.completion', choices: [choice], usage });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const event = (choices: object[], more: object = {}) => {
      response.write(
        `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices, ...more })}\n\n`,
      );
    };
    event([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
    response.write(': a comment, as servers send to keep a stream open\n\n');
    for (const piece of pieces(chain ?? '')) {
      event([{ index: 0, delta: { [field]: piece }, finish_reason: null }]);
    }
    for (const piece of pieces(text)) {
      event([{ index: 0, delta: { content: piece }, finish_reason: null }]);
    }
    event([{ index: 0, delta: {}, finish_reason: finish, token_ids: tokens }]);
    event([], { usage: usage ?? { prompt_tokens: 3, completion_tokens: 5 } });
    response.end('data: [DONE]\n\n');
    return true;
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    seen,
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/g) ?? [];
}

async function bodyOf(request: IncomingMessage): Promise<Seen['body']> {
  const parts: string[] = [];
  request.setEncoding('utf8');
  for await (const part of request) parts.push(String(part));
  const text = parts.join('');
  return text === '' ? {} : v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
}
