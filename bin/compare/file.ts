import { readFileSync } from 'node:fs';
import { PlumblineError } from '../../src/domain/fault.ts';
import { readInspect, readInspectArchive } from '../../src/formats/inspect.ts';
import { linesOf, parseJson, type NumberedLine } from '../../src/formats/lines.ts';
import { readLmEval } from '../../src/formats/lm-eval.ts';
import { readAuditReplies, readOwnLines } from '../../src/formats/own-lines.ts';
import type { SampleFile } from '../../src/formats/samples.ts';

/** Formats by name; `auto` goes by what the file holds. */
export const formats = ['plumbline', 'audit', 'lm-eval', 'inspect'] as const;
export type Format = (typeof formats)[number];

export interface OpenedFile extends SampleFile {
  readonly format: Format;
}

/** Lines that are looked at to find out what a file is. */
const looked = 20;

/**
 * Reads a file of samples, whichever of the formats it is in.
 * @throws PlumblineError where it cannot be read at all
 */
export async function openFile(
  path: string,
  asked: Format | null,
  group: string | null,
): Promise<OpenedFile> {
  try {
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
      return { format: 'inspect', ...readInspectArchive(bytes, group) };
    }
    const lines = asked === 'inspect' ? [] : await collect(bytes);
    const format = asked ?? formatOf(lines);
    return { format, ...read(format, { bytes, lines, group }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlumblineError(
      {
        kind: 'bad-request',
        message: `${path} cannot be compared. ${why}`,
        kept: 'Nothing was compared.',
      },
      { cause: error },
    );
  }
}

interface Content {
  readonly bytes: Uint8Array;
  readonly lines: readonly NumberedLine[];
  readonly group: string | null;
}

function read(format: Format, { bytes, lines, group }: Content): SampleFile {
  switch (format) {
    case 'plumbline':
      return readOwnLines(lines, group);
    case 'audit':
      return readAuditReplies(lines, group);
    case 'lm-eval':
      return readLmEval(lines, group);
    case 'inspect':
      return readInspect(new TextDecoder('utf-8', { fatal: true }).decode(bytes), group);
  }
}

/** What the first lines that are objects show the file to be; one that is an object over many lines is Inspect's. */
function formatOf(lines: readonly NumberedLine[]): Format {
  const [first] = lines;
  if (first === undefined) throw new Error('It is empty.');
  const seen = lines
    .slice(0, looked)
    .flatMap((line) => ('text' in line ? (keysOf(line.text) ?? []) : []));
  for (const keys of seen) {
    if (keys.has('doc_id') || keys.has('filtered_resps')) return 'lm-eval';
    if (keys.has('trial') && keys.has('side')) return 'audit';
    if (keys.has('reply') || keys.has('verdict')) return 'plumbline';
    if (keys.has('eval')) return 'inspect';
  }
  if ('text' in first && first.text.trim() === '{') return 'inspect';
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
