import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { Message } from '../../domain/item.ts';
import { endsInChain, type ChainMarks } from '../chain.ts';
import type { ForcedRow, TextRow } from '../engine.ts';
import type { ForcedText } from '../logits.ts';

/** Messages as the model's own template has them, up to where its reply begins. */
export function promptOf(messages: readonly Message[], tokenizer: PreTrainedTokenizer): number[] {
  const text = tokenizer.apply_chat_template([...messages], {
    add_generation_prompt: true,
    tokenize: false,
  });
  if (typeof text !== 'string') throw new TypeError('The chat template gave no text.');
  return plain(text, tokenizer);
}

/** A row's texts after its messages; without messages, after what the tokenizer puts before any text. */
export function forceTexts(
  { messages, texts }: TextRow,
  tokenizer: PreTrainedTokenizer,
): ForcedText[] {
  const prompt = opening(messages, tokenizer);
  return texts.map((text) => ({ prompt, text: plain(text, tokenizer) }));
}

/**
 * A row as ids: prompt, then the chain that it asks for, then the text.
 * @param prompt the row's messages as ids, where they are known
 */
export function forceRow(
  { messages, chain, text }: ForcedRow,
  tokenizer: PreTrainedTokenizer,
  marks: ChainMarks | null,
  prompt: readonly number[] = opening(messages, tokenizer),
): ForcedText {
  const before = typeof chain === 'string' ? [] : chain;
  return {
    prompt: [...prompt, ...(chain === 'empty' ? emptyChain(prompt, marks) : before)],
    text: typeof text === 'string' ? plain(text, tokenizer) : text,
  };
}

/** A chain with nothing in it; one that the template has opened is only closed. */
function emptyChain(prompt: readonly number[], marks: ChainMarks | null): number[] {
  if (marks === null) return [];
  return endsInChain(prompt, marks) ? [marks.close] : [marks.open, marks.close];
}

/** What stands before a text: messages, or without any what the tokenizer puts before every text. */
export function opening(messages: readonly Message[], tokenizer: PreTrainedTokenizer): number[] {
  return messages.length > 0
    ? promptOf(messages, tokenizer)
    : tokenizer.encode('', { add_special_tokens: true });
}

function plain(text: string, tokenizer: PreTrainedTokenizer): number[] {
  return tokenizer.encode(text, { add_special_tokens: false });
}
