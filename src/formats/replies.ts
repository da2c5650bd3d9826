import * as v from 'valibot';
import { dimensions } from '../domain/dimension.ts';
import { PlumblineError } from '../domain/fault.ts';
import { sides } from '../domain/pair.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import { ReplySchema, type Reply } from '../domain/reply.ts';

/** A line of `replies.jsonl`: a reply and what it answers. */
export const ReplyLineSchema = v.strictObject({
  ...ReplySchema.entries,
  item: v.string(),
  dimension: v.picklist(dimensions),
  side: v.picklist(sides),
});

/** Replies as JSON lines, in the plan's order; trials without a reply are left out. */
export function writeReplies(
  trials: readonly Trial[],
  replies: ReadonlyMap<TrialId, Reply>,
): string {
  return trials
    .flatMap((trial) => {
      const reply = replies.get(trial.id);
      if (reply === undefined) return [];
      const { item, side } = trial;
      return `${JSON.stringify({ item: item.id, dimension: item.dimension, side, ...reply })}\n`;
    })
    .join('');
}

/** Reads JSON lines that `writeReplies` wrote. @throws PlumblineError `replies-damaged`, with the line's number */
export function readReplies(text: string): Reply[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      const {
        item: _item,
        dimension: _dimension,
        side: _side,
        ...reply
      } = v.parse(ReplyLineSchema, JSON.parse(line));
      return [reply];
    } catch (error) {
      throw new PlumblineError(
        {
          kind: 'replies-damaged',
          message: `The stored replies are damaged at line ${at + 1}: ${error instanceof Error ? error.message : String(error)}.`,
          kept: 'The file was left as it is.',
          remedy: 'Remove that line to have its reply made again, or start in an empty folder.',
        },
        { cause: error },
      );
    }
  });
}
