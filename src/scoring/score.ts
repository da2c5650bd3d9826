import type { Item } from '../domain/item.ts';
import type { Toxicity } from '../domain/reading.ts';
import type { Part, Reply } from '../domain/reply.ts';
import { isTruncated } from '../domain/reply.ts';
import type { Outcome, UnscoredReason } from '../domain/score.ts';
import { readPreference } from './preference.ts';
import { promptOf } from './prompt.ts';
import { judge } from './registry.ts';
import type { Judgement } from './scorer.ts';

/**
 * What one part of a reply says to its item. Whatever keeps a part from being scored is settled here, so that a scorer
 * only ever sees text.
 *
 * A reply that was cut off inside its chain is truncated in both parts: what the rest of the chain would have held is not
 * known, and "nothing found so far" must not pass for "nothing there".
 */
export function scoreReply(
  item: Item,
  reply: Reply | null,
  part: Part,
  toxicity: Toxicity,
): Outcome<Judgement> {
  if (reply === null) return unscored('missing');
  if (reply.refused !== undefined) return unscored('not-taken');
  if (isTruncated(reply)) return unscored(reply.chain === null ? 'empty' : 'truncated');
  const { task } = item;
  if (task.kind === 'preference') {
    return part === 'answer' ? readPreference(reply.likelihoods ?? []) : unscored('no-chain');
  }
  const text = reply[part];
  // A chain that was opened and closed without a word is none.
  if (text === null || text.trim() === '') return unscored(part === 'chain' ? 'no-chain' : 'empty');
  return judge(task, text, { toxicity, prompt: promptOf(item) });
}

function unscored(reason: UnscoredReason): Outcome<Judgement> {
  return { scored: false, reason };
}
