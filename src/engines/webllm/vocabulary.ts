import * as v from 'valibot';
import type { WebllmModel } from '../../domain/model.ts';
import type { ChainMarks } from '../chain.ts';
import type { LogitSource, Vocabulary } from '../logits.ts';
import { PlumblineError } from '../../domain/fault.ts';
import { toModelError } from './faults.ts';

/** Reads one of a model's files as JSON, by its name. */
export type ReadJson = (name: string) => Promise<unknown>;

/** The parts of a tokenizer's file that say which tokens there are. */
const TokenizerSchema = v.object({
  model: v.object({
    vocab: v.union([v.record(v.string(), v.number()), v.array(v.tuple([v.string(), v.number()]))]),
  }),
  added_tokens: v.optional(v.array(v.object({ id: v.number(), content: v.string() })), []),
});

const ConfigSchema = v.object({ vocab_size: v.number() });

/**
 * What can be told of a model without its weights. All tokens that were added count as special, whether or not the tokenizer calls
 * them so: marks of chains are often called text.
 * @throws PlumblineError `model-missing` where the files cannot be had, `model-damaged` where they are not what they should be
 */
export async function describeModel(
  { chain, title }: Pick<WebllmModel, 'chain' | 'title'>,
  readJson: ReadJson,
): Promise<Pick<LogitSource, 'vocabulary' | 'marks'>> {
  const [tokenizer, config] = await Promise.all([
    readJson('tokenizer.json'),
    readJson('mlc-chat-config.json'),
  ]).catch((error: unknown) => {
    throw toModelError(error, title);
  });
  const parsed = v.safeParse(v.tuple([TokenizerSchema, ConfigSchema]), [tokenizer, config]);
  if (!parsed.success) throw damaged(title);
  const [{ model, added_tokens: added }, { vocab_size: size }] = parsed.output;
  const tokens: (string | undefined)[] = [];
  const { vocab } = model;
  if (Array.isArray(vocab)) for (const [id, [token]] of vocab.entries()) tokens[id] = token;
  else for (const [token, id] of Object.entries(vocab)) tokens[id] = token;
  for (const { id, content } of added) tokens[id] = content;
  const vocabulary: Vocabulary = { tokens, special: new Set(added.map(({ id }) => id)), size };
  return { vocabulary, marks: chain === null ? null : marksIn(tokens, chain, title) };
}

function marksIn(
  tokens: readonly (string | undefined)[],
  { open, close }: { open: string; close: string },
  title: string,
): ChainMarks {
  const found = { open: tokens.indexOf(open), close: tokens.indexOf(close) };
  if (found.open >= 0 && found.close >= 0) return found;
  throw new PlumblineError({
    kind: 'engine-failed',
    message: `The chain marks ${open} and ${close} are not tokens of ${title}.`,
    remedy: 'Correct the model’s entry in the catalogue.',
  });
}

function damaged(title: string): PlumblineError {
  return new PlumblineError({
    kind: 'model-damaged',
    message: `The tokenizer or the settings of ${title} are not what such files hold.`,
    kept: 'Nothing of it was used. Every stored reply is kept.',
    remedy: 'Delete the model’s files and fetch them again.',
  });
}
