import type { ChatCompletionMessageParam } from '@mlc-ai/web-llm';
import { PlumblineError } from '../../domain/fault.ts';
import type { Message } from '../../domain/item.ts';
import type { WebllmModel } from '../../domain/model.ts';
import { endsInChain, type ChainMarks } from '../chain.ts';
import type { ForcedRow, TextRow } from '../engine.ts';
import type { ForcedText } from '../logits.ts';
import { protectMessage } from './escape.ts';
import type { Pipeline } from './internals.ts';

/** What the library puts before a reply for `enable_thinking: false`, whatever the model. */
export const emptyThinking = '<think>\n\n</think>\n\n';

type Asking = Pick<WebllmModel, 'system' | 'thinking'>;

/** Messages as they are sent: a system message always goes first, so that no model falls back to its own. */
export function requestMessages(
  messages: readonly Message[],
  { system }: Asking,
  pipeline: Pipeline,
): ChatCompletionMessageParam[] {
  const template = pipeline.getConversationObject().config;
  const [first] = messages;
  const all =
    first?.role === 'system'
      ? messages
      : [{ role: 'system' as const, content: system }, ...messages];
  return all.map(({ role, content }) => ({
    role,
    content: protectMessage(content, role, template),
  }));
}

/** The token ids of a prompt, up to where the reply begins: what the library makes of the same request. */
export function promptOf(
  messages: readonly Message[],
  asking: Asking,
  pipeline: Pipeline,
): number[] {
  const conversation = pipeline.getConversationObject();
  const before = [...(conversation.config.system_prefix_token_ids ?? [])];
  if (messages.length === 0) return before;
  const [system, ...rest] = requestMessages(messages, asking, pipeline);
  conversation.reset();
  conversation.override_system_message = textOf(system);
  for (const message of rest) conversation.appendMessage(message.role, textOf(message));
  const quiet = asking.thinking === 'off';
  if (quiet) conversation.appendEmptyThinkingReplyHeader('assistant', emptyThinking);
  else conversation.appendReplyHeader('assistant');
  const pieces = conversation.getPromptArray(pipeline.config);
  // `reset` forgets all but that the last message is an empty chain; only a finished reply ends that.
  conversation.finishReply('');
  conversation.reset();
  return [...before, ...pieces.flatMap((piece) => idsOf(String(piece), pipeline))];
}

/** A row's texts after its messages; without messages, after what the model's template puts before everything. */
export function forceTexts(
  { messages, texts }: TextRow,
  asking: Asking,
  pipeline: Pipeline,
): ForcedText[] {
  const prompt = promptOf(messages, asking, pipeline);
  return texts.map((text) => ({ prompt, text: idsOf(text, pipeline) }));
}

/** A row as ids: prompt, then the chain that it asks for, then the text. */
export function forceRow(
  { messages, chain, text }: ForcedRow,
  asking: Asking,
  pipeline: Pipeline,
  marks: ChainMarks | null,
): ForcedText {
  const prompt = promptOf(messages, asking, pipeline);
  const before =
    chain === 'none' ? [] : chain === 'empty' ? emptyChain(prompt, asking, marks) : chain;
  return {
    prompt: [...prompt, ...before],
    text: typeof text === 'string' ? idsOf(text, pipeline) : text,
  };
}

/** A chain with nothing in it; one that the template has opened is only closed, and one that is there already is enough. */
function emptyChain(
  prompt: readonly number[],
  { thinking }: Asking,
  marks: ChainMarks | null,
): number[] {
  if (marks === null || thinking === 'off') return [];
  return endsInChain(prompt, marks) ? [marks.close] : [marks.open, marks.close];
}

/** Marks as token ids. @throws PlumblineError `engine-failed` where one is not a single token */
export function chainMarks(
  { chain }: Pick<WebllmModel, 'chain'>,
  pipeline: Pipeline,
): ChainMarks | null {
  if (chain === null) return null;
  const single = (mark: string): number => {
    const [id, ...rest] = idsOf(mark, pipeline);
    if (id !== undefined && rest.length === 0) return id;
    throw new PlumblineError({
      kind: 'engine-failed',
      message: `The chain mark ${mark} is not one token of this model's tokenizer.`,
      remedy: 'Correct the model’s entry in the catalogue.',
    });
  };
  return { open: single(chain.open), close: single(chain.close) };
}

export function idsOf(text: string, { tokenizer }: Pipeline): number[] {
  return Array.from(tokenizer.encode(text));
}

function textOf(message: ChatCompletionMessageParam | undefined): string {
  return typeof message?.content === 'string' ? message.content : '';
}
