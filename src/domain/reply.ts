import * as v from 'valibot';
import { LikelihoodSchema } from './likelihood.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What a model said, split into chain and answer by token ids. A reply that ended inside its chain has no answer: it is
 * truncated, and no metric counts it as refused or complied.
 */
export const ReplySchema = v.strictObject({
  trial: v.string(),
  /** Exact token ids, the end mark left out. */
  tokens: v.array(count),
  chain: v.nullable(v.string()),
  answer: v.nullable(v.string()),
  /** Tokens of the chain, its marks included. */
  chainTokens: count,
  stop: v.picklist(['end', 'length']),
  /** Milliseconds of the batch that it was made in: reading the prompts, then writing until this reply was done. */
  timing: v.strictObject({ prefill: v.number(), decode: v.number() }),
  /** Where nothing was to be written: how likely the model finds each of the task's texts, in their order. */
  likelihoods: v.optional(v.array(LikelihoodSchema)),
  /** Where the engine did not take the prompt: why, in its words. There is nothing else then. */
  refused: v.optional(v.string()),
});
export type Reply = Readonly<v.InferOutput<typeof ReplySchema>>;

/** The two parts of a reply that are scored apart. */
export const parts = ['answer', 'chain'] as const;
export type Part = (typeof parts)[number];

/** Whether the reply hit its limit before it began an answer. */
export function isTruncated(reply: Reply): boolean {
  return reply.answer === null && reply.refused === undefined;
}

/** The text of a part, where there is any to be read: none in a part that is blank, or of a reply that is truncated. */
export function readableText(reply: Reply, part: Part): string | null {
  if (isTruncated(reply)) return null;
  const text = reply[part];
  return text === null || text.trim() === '' ? null : text;
}
