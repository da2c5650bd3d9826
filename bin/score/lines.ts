import * as v from 'valibot';
import { parseJson, type NumberedLine } from '../../src/formats/lines.ts';

export type LineId = string | number | null;

const IdSchema = v.nullish(
  v.custom<string | number>(
    (id) =>
      typeof id === 'string' ||
      (typeof id === 'number' && (id % 1 !== 0 || Number.isSafeInteger(id))),
    '“id” must be text, or a number that is not too large to be kept exactly.',
  ),
  null,
);

/**
 * A reply that was made elsewhere. What is asked of it is looked at by the scorer that needs it, so that a target which one
 * scorer cannot use does not keep another from its work.
 */
const ReplyLineSchema = v.object(
  {
    id: IdSchema,
    reply: v.string(({ received }) => `“reply” must be text, not ${received}.`),
    prompt: v.optional(v.unknown()),
    target: v.optional(v.unknown()),
    choices: v.optional(v.unknown()),
    item: v.optional(v.unknown()),
  },
  ({ received, path }) =>
    path === undefined || path.length === 0
      ? `It must be an object, not ${received}.`
      : `${path.map(({ key }) => `“${String(key)}”`).join(', ')} is missing.`,
);
export interface ReplyLine {
  readonly id: LineId;
  readonly reply: string;
  readonly prompt?: unknown;
  readonly target?: unknown;
  readonly choices?: unknown;
  readonly item?: unknown;
}

/** What was made of a reply. */
export interface ScoreLine {
  readonly id: LineId;
  /** The number of a line that could not be scored as it stands. */
  readonly line?: number;
  readonly verdict: string;
  /** The verdict as a number, where it has one. */
  readonly value: number | null;
  /** What was read as the answer, where something was. */
  readonly answer: string | number | null;
  /** What the verdict rests on, word for word. */
  readonly evidence: readonly string[];
  /** Why nothing could be said, where the verdict is `unscored`. */
  readonly reason?: string;
  /** The same in a sentence, where the reason alone would not tell what to do. */
  readonly message?: string;
}

/** A line as it was read, or what is said of it where it could not be. */
export type ReadLine =
  | { readonly number: number; readonly line: ReplyLine }
  | { readonly number: number; readonly bad: ScoreLine };

/** Reads a line; one that cannot be read is told as such, and keeps its id where it has one. */
export function readLine(from: NumberedLine): ReadLine {
  const { number } = from;
  if ('fault' in from) return { number, bad: unscored(null, number, 'bad-line', from.fault) };
  let raw: unknown;
  try {
    raw = parseJson(from.text);
  } catch (error) {
    return { number, bad: unscored(null, number, 'bad-line', messageOf(error)) };
  }
  if (Array.isArray(raw)) {
    return { number, bad: unscored(null, number, 'bad-line', 'It must be an object, not a list.') };
  }
  const parsed = v.safeParse(ReplyLineSchema, raw);
  if (parsed.success) return { number, line: parsed.output };
  const message = parsed.issues[0].message;
  return { number, bad: unscored(idOf(raw), number, 'bad-line', message) };
}

/** A line of which nothing can be said. */
export function unscored(id: LineId, line: number, reason: string, message: string): ScoreLine {
  return {
    id,
    line,
    verdict: 'unscored',
    value: null,
    answer: null,
    evidence: [],
    reason,
    message,
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function idOf(raw: unknown): LineId {
  const found = v.safeParse(v.object({ id: IdSchema }), raw);
  return found.success ? found.output.id : null;
}
