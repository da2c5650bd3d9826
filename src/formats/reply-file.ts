import { readInspect, readInspectArchive } from './inspect.ts';
import { linesOf, parseJson, type NumberedLine } from './lines.ts';
import { readLmEval } from './lm-eval.ts';
import { readOpenAiBatch } from './openai-batch.ts';
import { readAuditReplies, readOwnLines } from './own-lines.ts';
import { readPromptfoo } from './promptfoo.ts';
import type { SampleFile } from './samples.ts';

/** Formats of replies by name. */
export const replyFormats = [
  ...(['plumbline', 'audit', 'lm-eval', 'inspect', 'promptfoo', 'openai-batch'] as const),
] as const;
export type ReplyFormat = (typeof replyFormats)[number];

export const replyFormatName: Readonly<Record<ReplyFormat, string>> = {
  plumbline: 'Plumbline’s lines',
  audit: 'replies.jsonl of an audit',
  'lm-eval': 'samples of lm-evaluation-harness',
  inspect: 'an Inspect log',
  promptfoo: 'results of promptfoo',
  'openai-batch': 'output of an OpenAI batch',
};

export interface ReplyFile extends SampleFile {
  readonly format: ReplyFormat;
}

/** Lines that are looked at to find out what a file is. */
const looked = 20;

/**
 * Reads a file of replies or samples, whichever of the formats it is in.
 * @param asked the format, or null to go by what the file holds
 * @param group the field of an item's group
 * @throws Error that says why it cannot be read at all
 */
export async function readReplyFile(
  bytes: Uint8Array,
  asked: ReplyFormat | null = null,
  group: string | null = null,
): Promise<ReplyFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return { format: 'inspect', ...readInspectArchive(bytes, group) };
  }
  const isWhole = asked === 'inspect' || asked === 'promptfoo';
  const lines = isWhole ? [] : await collect(bytes);
  const format = asked ?? formatOf(lines);
  return { format, ...read(format, { bytes, lines, group }) };
}

interface Content {
  readonly bytes: Uint8Array;
  readonly lines: readonly NumberedLine[];
  readonly group: string | null;
}

function read(format: ReplyFormat, { bytes, lines, group }: Content): SampleFile {
  const text = () => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  switch (format) {
    case 'plumbline':
      return readOwnLines(lines, group);
    case 'audit':
      return readAuditReplies(lines, group);
    case 'lm-eval':
      return readLmEval(lines, group);
    case 'openai-batch':
      return readOpenAiBatch(lines);
    case 'inspect':
      return readInspect(text(), group);
    case 'promptfoo':
      return readPromptfoo(text(), group);
  }
}

/** What the first lines that are objects show the file to be; one that is an object over many lines is Inspect's or promptfoo's. */
function formatOf(lines: readonly NumberedLine[]): ReplyFormat {
  const [first] = lines;
  if (first === undefined) throw new Error('It is empty.');
  const seen = lines
    .slice(0, looked)
    .flatMap((line) => ('text' in line ? (keysOf(line.text) ?? []) : []));
  for (const keys of seen) {
    if (keys.has('doc_id') || keys.has('filtered_resps')) return 'lm-eval';
    if (keys.has('trial') && keys.has('side')) return 'audit';
    if (keys.has('custom_id') && (keys.has('response') || keys.has('error'))) return 'openai-batch';
    if (keys.has('reply') || keys.has('verdict')) return 'plumbline';
    if (keys.has('eval')) return 'inspect';
    if (keys.has('results') && keys.has('evalId')) return 'promptfoo';
  }
  if ('text' in first && first.text.trim() === '{') {
    const top = lines.slice(0, looked).map((line) => ('text' in line ? line.text : ''));
    return top.some((text) => /^\s{0,8}"(?:evalId|shareableUrl)"/.test(text)) ||
      top.some((text) => /^\s{0,8}"prompts"\s{0,4}:/.test(text))
      ? 'promptfoo'
      : 'inspect';
  }
  const [keys] = seen;
  throw new Error(
    keys === undefined
      ? 'It is of no known format: none of its first lines is JSON.'
      : `It is of no known format: its first line has ${[...keys].slice(0, 8).join(', ')}.`,
  );
}

function keysOf(text: string): Set<string> | null {
  try {
    const raw = parseJson(text, 'tolerant');
    return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? new Set(Object.keys(raw))
      : null;
  } catch {
    // A damaged line is told of when all are read.
    return null;
  }
}

async function collect(bytes: Uint8Array): Promise<NumberedLine[]> {
  async function* whole() {
    yield await Promise.resolve(bytes);
  }
  const lines: NumberedLine[] = [];
  for await (const line of linesOf(whole())) lines.push(line);
  return lines;
}
