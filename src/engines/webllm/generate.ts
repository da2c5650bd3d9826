import type { ChatCompletionRequestStreaming } from '@mlc-ai/web-llm';
import { PlumblineError } from '../../domain/fault.ts';
import { sha256 } from '../../domain/hash.ts';
import type { Reply } from '../../domain/reply.ts';
import { splitChain } from '../chain.ts';
import type { Row } from '../engine.ts';
import type { DeviceWatch } from '../device-watch.ts';
import { refuseAborted, stopped, toModelError } from './faults.ts';
import type { Pipeline } from './internals.ts';
import type { Loaded } from './load.ts';
import { emptyThinking, idsOf, requestMessages } from './prompt.ts';

export interface WriteTools {
  readonly signal: AbortSignal;
  readonly watch: DeviceWatch;
  readonly now: () => number;
  /** Called after every token with the text so far, marks included, to be made only when wanted. */
  readonly onStep: (text: () => string) => void;
}

/**
 * Answers one row. The library writes one sequence at a time.
 * @throws PlumblineError `aborted` between two tokens, `bad-request` where the prompt fills the context or a cut is asked for that the
 *   library lacks, `engine-lost` or `engine-failed`
 */
export async function writeReply(row: Row, loaded: Loaded, tools: WriteTools): Promise<Reply> {
  const { engine, pipeline, tap, model } = loaded;
  const { signal, watch, now, onStep } = tools;
  const request = requestOf(row, loaded);
  const interrupt = () => {
    engine.interruptGenerate();
  };
  const began = now();
  const sampledAt: number[] = [];
  tap.onToken = () => {
    sampledAt.push(now());
  };
  signal.addEventListener('abort', interrupt);
  try {
    refuseAborted(signal);
    // Without it, a dialogue that goes on where the last one ended would keep that one's state.
    await engine.resetChat(false, model.webllmId);
    const chunks = (await watch.race(engine.chat.completions.create(request)))[
      Symbol.asyncIterator
    ]();
    let finish: string | null = null;
    for (;;) {
      const next = await watch.race(chunks.next());
      if (next.done === true) break;
      finish = next.value.choices[0]?.finish_reason ?? finish;
      // The library forgets an interrupt that came while it took up the request.
      if (signal.aborted) interrupt();
      onStep(() => decode(tap.tokens, pipeline));
    }
    if (finish === 'abort' || finish === null) throw stopped();
    const ended = now();
    const [prefilled = ended] = sampledAt;
    const timing = { prefill: prefilled - began, decode: ended - prefilled };
    return { ...toReply(row.trial, tap.tokens, finish, loaded), timing };
  } catch (error) {
    throw toModelError(error, model.title);
  } finally {
    signal.removeEventListener('abort', interrupt);
    tap.onToken = () => undefined;
  }
}

/** Every value that changes a reply is sent: what is left out falls back to each model's own, and two models would differ. */
function requestOf(row: Row, { model, pipeline }: Loaded): ChatCompletionRequestStreaming {
  const { temperature, topP, topK, maxTokens } = row.sampling;
  if (topK > 0 && temperature > 0) throw noTopK();
  const quiet = model.thinking === 'off';
  // The empty chain counts against the limit: without this, a model told not to think would have less room.
  const header = quiet ? idsOf(emptyThinking, pipeline).length : 0;
  return {
    model: model.webllmId,
    messages: requestMessages(row.messages, model, pipeline),
    stream: true,
    n: 1,
    // The library makes 1e-6 of 0. Two tokens whose logits differ by less than about 1e-5 are then drawn between, by the seed.
    temperature,
    // The library takes no 0, and nothing below 1e-5.
    top_p: Math.max(topP, 1e-5),
    frequency_penalty: 0,
    presence_penalty: 0,
    repetition_penalty: 1,
    seed: rowSeed(row),
    max_tokens: maxTokens + header,
    ...(model.thinking === null ? {} : { extra_body: { enable_thinking: !quiet } }),
  };
}

/**
 * A row's own seed. The library multiplies it by 48,271 modulo 2³¹ − 1 for its first draw, so that small seeds as people give them
 * would all begin with a number near 0; and rows with one seed would draw alike.
 */
export function rowSeed({ seed, trial }: Pick<Row, 'seed' | 'trial'>): number {
  return 1 + (Number.parseInt(sha256(`${seed} ${trial}`).slice(0, 12), 16) % (2 ** 31 - 2));
}

function toReply(
  trial: string,
  sampled: readonly number[],
  finish: string,
  { model, pipeline, marks }: Loaded,
): Omit<Reply, 'timing'> {
  const { tokens, ended } = withoutEnd(sampled, finish, pipeline);
  const opened = model.thinking !== 'off' && model.chain?.opened === true;
  const { chain, answer, chainTokens } = splitChain(tokens, marks, opened);
  const text = (ids: readonly number[] | null) =>
    ids === null ? null : decode(ids, pipeline).trim();
  return {
    trial,
    tokens,
    chain: text(chain),
    answer: text(answer),
    chainTokens,
    stop: ended ? 'end' : 'length',
  };
}

/** The tokens of a reply without the token, or the tokens of the string, that ended it. */
function withoutEnd(
  sampled: readonly number[],
  finish: string,
  pipeline: Pipeline,
): { tokens: number[]; ended: boolean } {
  const { stop_token_ids: ends, stop_str: strings } = pipeline.getConversationObject().config;
  const last = sampled.at(-1);
  // The library calls it `length` where the end mark is the last token that the context holds.
  if (last !== undefined && ends.includes(last))
    return { tokens: sampled.slice(0, -1), ended: true };
  if (finish !== 'stop') return { tokens: [...sampled], ended: false };
  const whole = decode(sampled, pipeline);
  const at = Math.max(...strings.map((string) => whole.lastIndexOf(string)), -1);
  let kept = sampled.length;
  while (at >= 0 && kept > 0 && decode(sampled.slice(0, kept), pipeline).length > at) kept--;
  return { tokens: sampled.slice(0, kept), ended: true };
}

function decode(ids: readonly number[], { tokenizer }: Pipeline): string {
  return ids.length === 0 ? '' : tokenizer.decode(Int32Array.from(ids));
}

function noTopK(): PlumblineError {
  return new PlumblineError({
    kind: 'bad-request',
    message: 'The web-llm engine cannot cut to the K likeliest tokens.',
    kept: 'Nothing was asked.',
    remedy: 'Set topK to 0, and cut by topP.',
  });
}
