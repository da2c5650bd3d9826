import type { EndpointModel } from '../../domain/model.ts';
import type { Row } from '../engine.ts';

/**
 * The body of a request for one reply. Every value is sent that the server knows: what is left out it would fill from its own or
 * the model's defaults, and two models would be asked differently. Messages go as the item has them: no system message is added.
 */
export function chatBody(model: EndpointModel, { messages, sampling, seed }: Row): object {
  const { temperature, topP, topK, maxTokens } = sampling;
  return {
    model: model.model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    seed,
    presence_penalty: 0,
    frequency_penalty: 0,
    ...own(model, topK),
    ...thinkingOf(model),
  };
}

/** What is not OpenAI's: a server that does not know it may refuse the whole request, so each gets only its own. */
function own({ server }: EndpointModel, topK: number): object {
  switch (server) {
    case 'vllm':
      return {
        top_k: topK === 0 ? -1 : topK,
        min_p: 0,
        repetition_penalty: 1,
        return_token_ids: true,
        // Marks of chains may be special tokens; without this they vanish from the text.
        skip_special_tokens: false,
      };
    case 'llama.cpp':
      return {
        top_k: topK,
        min_p: 0,
        repeat_penalty: 1,
        typical_p: 1,
        dry_multiplier: 0,
        xtc_probability: 0,
        // A prompt that is taken from the cache gives other logits in the last digits.
        cache_prompt: false,
      };
    case 'ollama':
    case 'other':
      return topK === 0 ? {} : { top_k: topK };
  }
}

/** The switch of a model that can think or not, as its server names it. */
export function thinkingOf({ server, thinking }: EndpointModel): object {
  if (thinking === null) return {};
  const on = thinking === 'on';
  if (server === 'vllm' || server === 'llama.cpp') {
    return { chat_template_kwargs: { enable_thinking: on } };
  }
  return { reasoning_effort: on ? 'medium' : 'none' };
}
