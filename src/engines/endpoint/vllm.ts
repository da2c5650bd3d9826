import * as v from 'valibot';
import type { EndpointModel } from '../../domain/model.ts';
import type { Likelihood } from '../../domain/likelihood.ts';
import { PromptLogProbsSchema, TokensSchema } from './api.ts';
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
 * Reads texts through vLLM: the prompt goes as ids, and `prompt_logprobs` tells of every token of it, in one pass. They are of
 * the raw logits, before any temperature (`--logprobs-mode raw_logprobs`, the default). More than 20 candidates a place need
 * `--max-logprobs`.
 */
export async function vllmReader(
  caller: Caller,
  model: EndpointModel,
  signal: AbortSignal,
): Promise<ForcedReader> {
  const tokenize = tokenizer(caller, model);
  const marks = await markIds(model, tokenize, signal);
  const read = (ids: readonly number[], width: number, abort: AbortSignal) =>
    promptLogProbs(caller, model, ids, width, abort);
  // Whether it can be done at all shows now and not in the middle of an audit.
  await read(await tokenize.text('a b', signal), 1, signal);
  return {
    marks,
    async likelihoods({ trial, messages, texts }, abort) {
      const opening = await tokenize.opening(messages, abort);
      const found: Likelihood[] = [];
      for (const text of texts) {
        const ids = await tokenize.text(text, abort);
        const places = await read([...opening, ...ids], 0, abort);
        const logProbs = ids.flatMap((id, at) => {
          const own = places[opening.length + at]?.find((one) => one.id === id);
          // What nothing stands before has no probability.
          if (own !== undefined) return Math.min(0, own.logProb);
          if (opening.length + at === 0) return [];
          throw caller.line.faults.unforced();
        });
        found.push({ tokens: ids, logProbs });
      }
      return { trial, likelihoods: found };
    },
    async distributions(row, width, abort) {
      const { prompt, text } = await forceRow(row, marks, tokenize, abort);
      const places = await read([...prompt, ...text], width, abort);
      return distributionsOf(row.key, text, places.slice(prompt.length), width);
    },
  };
}

function tokenizer(caller: Caller, model: EndpointModel): Tokenize {
  const ask = async (body: object, signal: AbortSignal) => {
    const asked = { path: '/tokenize', body: { model: model.model, ...body } };
    const { tokens } = await caller.json(asked, TokensSchema, signal);
    return tokens;
  };
  return {
    text: (prompt, signal) => ask({ prompt, add_special_tokens: false }, signal),
    opening: (messages, signal) =>
      messages.length === 0
        ? ask({ prompt: '', add_special_tokens: true }, signal)
        : ask({ messages, add_generation_prompt: true, ...thinkingOf(model) }, signal),
  };
}

/** The candidates of every place of a prompt; none at the first. @param width likeliest tokens a place, besides the prompt's own */
async function promptLogProbs(
  caller: Caller,
  model: EndpointModel,
  prompt: readonly number[],
  width: number,
  signal: AbortSignal,
): Promise<Candidate[][]> {
  const body = {
    model: model.model,
    prompt,
    // It must write something.
    max_tokens: 1,
    temperature: 0,
    prompt_logprobs: width,
    return_token_ids: true,
  };
  const asked = { path: '/v1/completions', body };
  const { choices } = await caller.json(asked, PromptLogProbsSchema, signal);
  const found = choices[0];
  const { faults } = caller.line;
  if (found?.prompt_logprobs.length !== prompt.length) throw faults.unforced();
  const ids = found.prompt_token_ids ?? prompt;
  if (ids.some((id, at) => id !== prompt[at])) throw faults.unforced();
  return found.prompt_logprobs.map((place) =>
    Object.entries(place ?? {}).map(([id, { logprob }]) => ({
      id: v.parse(idOf, id),
      logProb: logprob,
    })),
  );
}

/** Keys of JSON are texts. */
const idOf = v.pipe(v.string(), v.digits(), v.transform(Number));
