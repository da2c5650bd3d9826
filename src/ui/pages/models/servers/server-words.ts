import type { EndpointServer } from '../../../../domain/model.ts';
import type { Tried } from '../../../../app/server-draft.svelte.ts';
import { count, duration } from '../../../format.ts';

export const serverName: Readonly<Record<EndpointServer, string>> = {
  vllm: 'vLLM',
  'llama.cpp': 'llama.cpp',
  ollama: 'Ollama',
  other: 'An OpenAI-compatible server',
};

/** How a model's chain came in its reply, as a sentence. */
export function chainText({ chain, stop }: Pick<Tried, 'chain' | 'stop'>): string {
  const marks = chain.chain === null ? '' : `${chain.chain.open} and ${chain.chain.close}`;
  switch (chain.by) {
    case 'field':
      return 'Its chain comes in a field of its own (reasoning_content).';
    case 'marks':
      return chain.chain?.opened === true
        ? `Its chain comes in the text and ends with ${chain.chain.close}: the chat template has opened it.`
        : `Its chain comes in the text, between ${marks}.`;
    case 'none':
      return stop === 'length'
        ? 'No chain was seen, and the reply was cut off: it may all be chain.'
        : 'It wrote no chain.';
  }
}

/** What can be measured through a server, as far as a model's test showed, a sentence each. */
export function measuredText({ capabilities }: Pick<Tried, 'capabilities'>): string[] {
  const { distributions, likelihoods } = capabilities;
  return [
    distributions === 'none'
      ? 'It tells no log-probabilities of given texts: drift is not measured.'
      : 'It tells the likeliest tokens of given texts: drift is measured as a lower bound.',
    likelihoods
      ? 'It tells how likely a sentence is: preference items can be read.'
      : 'It does not tell how likely a sentence is: preference items stay unread.',
  ];
}

/** “answered in 1.2 s” */
export function pace({ milliseconds }: Pick<Tried, 'milliseconds'>): string {
  const seconds = milliseconds / 1000;
  return `answered in ${seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds)}`;
}

export function contextText(context: number | null): string {
  return context === null ? '' : `, ${count(context)} tokens of context`;
}
