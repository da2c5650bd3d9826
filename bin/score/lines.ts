import * as v from 'valibot';
import { PlumblineError } from '../../src/domain/fault.ts';
import { TaskSchema } from '../../src/domain/item.ts';

/** A reply that was made elsewhere. What a scorer does not read may be there, and is left alone. */
const ReplyLineSchema = v.object({
  id: v.union([v.string(), v.number()]),
  reply: v.string(),
  prompt: v.optional(v.string()),
  target: v.optional(v.union([v.string(), v.pipe(v.number(), v.transform(String))])),
  scale: v.optional(v.tuple([v.number(), v.number()])),
  choices: v.optional(v.pipe(v.array(v.string()), v.minLength(2))),
  item: v.optional(v.object({ task: TaskSchema })),
});
export type ReplyLine = v.InferOutput<typeof ReplyLineSchema>;

/** What was made of a reply. */
export interface ScoreLine {
  readonly id: string | number;
  readonly verdict: string;
  /** The verdict as a number, where it has one. */
  readonly value: number | null;
  /** What was read as the answer, where something was. */
  readonly answer: string | number | null;
  /** What the verdict rests on, word for word. */
  readonly evidence: readonly string[];
  /** Why nothing could be said, where the verdict is `unscored`. */
  readonly reason?: string;
}

export interface NumberedLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a stream, blank ones left out. Only a line break ends one: JSON may hold all that else looks like one. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const [first = '', ...more] = chunk.split('\n');
    rest += first;
    for (const start of more) {
      number++;
      if (rest.trim() !== '') yield { number, text: rest };
      rest = start;
    }
  }
  if (rest.trim() !== '') yield { number: number + 1, text: rest };
}

/** Reads a line. @throws Error that says what is wrong with it */
export function parseLine(text: string): ReplyLine {
  try {
    return v.parse(ReplyLineSchema, JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (!v.isValiError(error)) throw error;
    const path = v.getDotPath(error.issues[0]);
    throw new Error(path === null ? error.message : `“${path}”: ${error.message}`, {
      cause: error,
    });
  }
}

/** The fault of a line that cannot be scored. `before` is how many were. */
export function badLine({ number }: NumberedLine, before: number, error: unknown): PlumblineError {
  const why = error instanceof Error ? error.message : String(error);
  const many = before === 1 ? 'The one line before it was' : `The ${before} lines before it were`;
  return new PlumblineError(
    {
      kind: 'replies-damaged',
      message: `Line ${number} of the input cannot be scored. ${why}`,
      kept: before === 0 ? 'Nothing was written.' : `${many} scored and written.`,
      remedy: 'Correct the line or leave it out; the lines after it are still to be scored.',
    },
    { cause: error },
  );
}
