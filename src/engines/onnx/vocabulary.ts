import type { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import type { Vocabulary } from '../logits.ts';

/** The part of a tokenizer's file that says which tokens were added to what it was trained on. */
const AddedSchema = v.object({
  added_tokens: v.optional(v.array(v.object({ id: v.number() })), []),
});

/**
 * A tokenizer's tokens. All that were added count as special, whether or not its file calls them so: marks of chains are
 * often called text.
 * @param size numbers in a row of logits; the tokenizer's own count where that is not known
 */
export function vocabularyOf(tokenizer: PreTrainedTokenizer, size: number | null): Vocabulary {
  const tokens: (string | undefined)[] = [];
  for (const [token, id] of tokenizer.get_vocab()) tokens[id] = token;
  const { added_tokens: added } = v.parse(AddedSchema, tokenizer._tokenizerJSON);
  return {
    tokens,
    special: new Set([...added.map(({ id }) => id), ...tokenizer.all_special_ids]),
    size: size ?? tokens.length,
  };
}
