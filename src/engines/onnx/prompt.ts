import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { Message } from '../../domain/item.ts';
import type { Thinking } from '../../domain/thinking.ts';
import { endsInChain, type ChainMarks } from '../chain.ts';
import type { ForcedRow, TextRow } from '../engine.ts';
import type { ForcedText } from '../logits.ts';

/** What turns messages into ids. */
export interface Prompting {
  readonly tokenizer: PreTrainedTokenizer;
  /** What thinking is set to; undefined for a model that has no such switch. */
  readonly thinking?: Thinking | undefined;
}

/** Messages as the model's own template has them, up to where its reply begins. */
export function promptOf(
  messages: readonly Message[],
  { tokenizer, thinking }: Prompting,
): number[] {
  const text = tokenizer.apply_chat_template(told(messages, thinking), {
    add_generation_prompt: true,
    tokenize: false,
    ...argumentOf(thinking),
  });
  if (typeof text !== 'string') throw new TypeError('The chat template gave no text.');
  return plain(text, tokenizer);
}

/** The template's own argument, where that is the switch. */
function argumentOf(thinking: Thinking | undefined): Readonly<Record<string, boolean>> {
  if (thinking?.how.by !== 'template') return {};
  return { [thinking.how.argument]: thinking.set === 'on' };
}

/** The messages with the switch's words at the end of the system message, where those are the switch. */
function told(messages: readonly Message[], thinking: Thinking | undefined): Message[] {
  if (thinking?.how.by !== 'system-message') return [...messages];
  const words = thinking.how[thinking.set];
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', content: words }, ...messages];
  return [{ ...first, content: `${first.content}\n${words}` }, ...rest];
}

/** A row's texts after its messages; without messages, after what the tokenizer puts before any text. */
export function forceTexts({ messages, texts }: TextRow, prompting: Prompting): ForcedText[] {
  const prompt = opening(messages, prompting);
  return texts.map((text) => ({ prompt, text: plain(text, prompting.tokenizer) }));
}

/**
 * A row as ids: prompt, then the chain that it asks for, then the text.
 * @param prompt the row's messages as ids, where they are known
 */
export function forceRow(
  { messages, chain, text }: ForcedRow,
  prompting: Prompting,
  marks: ChainMarks | null,
  prompt: readonly number[] = opening(messages, prompting),
): ForcedText {
  const before = typeof chain === 'string' ? [] : chain;
  return {
    prompt: [...prompt, ...(chain === 'empty' ? emptyChain(prompt, marks) : before)],
    text: typeof text === 'string' ? plain(text, prompting.tokenizer) : text,
  };
}

/** A chain with nothing in it; one that the template has opened is only closed. */
function emptyChain(prompt: readonly number[], marks: ChainMarks | null): number[] {
  if (marks === null) return [];
  return endsInChain(prompt, marks) ? [marks.close] : [marks.open, marks.close];
}

/** What stands before a text: messages, or without any what the tokenizer puts before every text. */
export function opening(messages: readonly Message[], prompting: Prompting): number[] {
  return messages.length > 0
    ? promptOf(messages, prompting)
    : prompting.tokenizer.encode('', { add_special_tokens: true });
}

function plain(text: string, tokenizer: PreTrainedTokenizer): number[] {
  return tokenizer.encode(text, { add_special_tokens: false });
}
