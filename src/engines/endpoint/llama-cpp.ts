import type { EndpointModel } from '../../domain/model.ts';
import { StepSchema, TemplateSchema, TokensSchema } from './api.ts';
import type { Caller } from './caller.ts';
import { thinkingOf } from './chat.ts';
import {
  distributionsOf,
  forceRow,
  markIds,
  type Candidate,
  type ForcedReader,
  type Tokenize,
} from './forced.ts';

/**
 * Reads texts through llama.cpp, token by token: it tells of the token that it would write next and of no other, so each place is
 * a request of its own, with all before it taken from the cache. The probabilities are of the raw logits (`post_sampling_probs`
 * is off). It does not tell of a token that is not among the likeliest, so it has no likelihoods.
 */
export async function llamaCppReader(
  caller: Caller,
  model: EndpointModel,
  signal: AbortSignal,
): Promise<ForcedReader> {
  const tokenize = tokenizer(caller, model);
  const marks = await markIds(model, tokenize, signal);
  const plain = await tokenize.text('a', signal);
  const step = stepper(caller, model, plain.at(-1) ?? 0);
  // Whether it can be done at all shows now and not in the middle of an audit.
  await step(plain, 1, signal);
  return {
    marks,
    likelihoods: null,
    async distributions(row, width, abort) {
      const { prompt, text } = await forceRow(row, marks, tokenize, abort);
      const places: Candidate[][] = [];
      for (let at = 0; at < text.length; at++) {
        places.push(await step([...prompt, ...text.slice(0, at)], width, abort));
      }
      return distributionsOf(row.key, text, places, width);
    },
  };
}

function tokenizer(caller: Caller, model: EndpointModel): Tokenize {
  const ask = async (content: string, special: boolean, signal: AbortSignal) => {
    // A template's own beginning of everything is taken out of what it gives: it is put in here.
    const body = { content, add_special: special, parse_special: true };
    const { tokens } = await caller.json({ path: '/tokenize', body }, TokensSchema, signal);
    return tokens;
  };
  return {
    text: (text, signal) => ask(text, false, signal),
    async opening(messages, signal) {
      if (messages.length === 0) return ask('', true, signal);
      const body = { messages, ...thinkingOf(model) };
      const asked = { path: '/apply-template', body };
      const { prompt } = await caller.json(asked, TemplateSchema, signal);
      return ask(prompt, true, signal);
    },
  };
}

/**
 * Asks for the candidates after a prompt. Something must be written, and it is no candidate's business what: a plain letter, since
 * a token that is only part of a letter's bytes is answered without any probabilities. The bias that makes it so acts after
 * the probabilities are taken.
 * @param letter a token that is a whole letter
 */
function stepper(caller: Caller, { model }: EndpointModel, letter: number) {
  return async (
    prompt: readonly number[],
    width: number,
    signal: AbortSignal,
  ): Promise<Candidate[]> => {
    const body = {
      model,
      prompt,
      n_predict: 1,
      n_probs: width,
      post_sampling_probs: false,
      logit_bias: [[letter, 10_000]],
      cache_prompt: true,
      temperature: 0,
      stream: false,
    };
    const found = await caller.json({ path: '/completion', body }, StepSchema, signal);
    return (found.completion_probabilities[0]?.top_logprobs ?? []).map(({ id, logprob }) => ({
      id,
      logProb: logprob,
    }));
  };
}
