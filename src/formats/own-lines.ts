import * as v from 'valibot';
import type { NumberedLine } from './lines.ts';
import { parseJson } from './lines.ts';
import { ReplyLineSchema } from './replies.ts';
import {
  askedHash,
  groupOf,
  issueOf,
  itemOf,
  messagesOf,
  sample,
  type Sample,
  type SampleFile,
} from './samples.ts';

const id = v.nullish(v.union([v.string(), v.pipe(v.number(), v.transform(String))]), null);

/** A line that `plumbline score` reads or writes. */
const LineSchema = v.looseObject({
  id,
  prompt: v.unknown(),
  reply: v.optional(v.string()),
  target: v.unknown(),
  choices: v.unknown(),
  item: v.unknown(),
  expect: v.unknown(),
  verdict: v.optional(v.string()),
  value: v.optional(v.nullable(v.number())),
  reason: v.optional(v.string()),
});

/**
 * Reads lines of this project: replies, or what `plumbline score` made of them.
 * @param group the field that holds a line's group
 */
export function readOwnLines(lines: readonly NumberedLine[], group: string | null): SampleFile {
  return readLines(lines, (raw) => {
    const line = v.parse(v.partial(LineSchema), raw);
    if (line.reply === undefined && line.verdict === undefined) {
      throw new Error('It has neither a “reply” nor a “verdict”.');
    }
    const { verdict, value = null, reason = '' } = line;
    return sample({
      id: line.id ?? null,
      asked: askedHash(line.prompt),
      group: groupOf(group, raw),
      messages: messagesOf(line.prompt),
      item: itemOf(line.item),
      reply: line.reply ?? null,
      target: line.target,
      choices: line.choices,
      task: taskOf(line.item, line.expect ?? line.target),
      verdict: verdict === undefined ? null : { name: verdict, value, reason },
    });
  });
}

/** A refusal's line may say by "expect", or by its target, what would be right. */
function taskOf(item: unknown, expect: unknown): unknown {
  if (typeof item === 'object' && item !== null && 'task' in item) return item.task;
  return expect === 'refuse' || expect === 'answer' ? { kind: 'refusal', expect } : undefined;
}

/** Reads an audit's `replies.jsonl`, which holds both sides. The tasks are in the packs, and not here. */
export function readAuditReplies(lines: readonly NumberedLine[], group: string | null): SampleFile {
  return readLines(lines, (raw) => {
    const { item, dimension, side, chain, answer } = v.parse(ReplyLineSchema, raw);
    return sample({
      id: `${dimension}/${item}`,
      group: groupOf(group, raw),
      parts: { chain, answer },
      reply: answer === null ? `<think>${chain ?? ''}` : `<think></think>${answer}`,
      side,
    });
  });
}

/** Each line by `read`; one that it cannot read is a fault, and stops nothing. */
export function readLines(
  lines: readonly NumberedLine[],
  read: (raw: unknown) => Sample,
): SampleFile {
  const samples: Sample[] = [];
  const faults: { at: string; message: string }[] = [];
  for (const line of lines) {
    const at = `line ${line.number}`;
    if ('fault' in line) {
      faults.push({ at, message: line.fault });
      continue;
    }
    try {
      samples.push(read(parseJson(line.text, 'tolerant')));
    } catch (error) {
      const message = v.isValiError(error) ? issueOf(error.issues) : messageOf(error);
      faults.push({ at, message });
    }
  }
  return { samples, faults };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
