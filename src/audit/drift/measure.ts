import type { DriftRecord } from '../../domain/drift.ts';
import { PlumblineError } from '../../domain/fault.ts';
import type { Side } from '../../domain/pair.ts';
import type { LogitSource } from '../../engines/logits.ts';
import type { CallContext } from '../../engines/server.ts';
import type { DriftTold } from './calls.ts';
import type { Kept, Measured } from './kept.ts';
import { otherTexts, type BaselineText } from './paired.ts';
import type { DriftRow } from './plan.ts';
import { recordsOf } from './record.ts';

/** What both models are to read, and what is known of both. */
export interface Reading {
  readonly rows: readonly DriftRow[];
  readonly marks: Readonly<Record<Side, LogitSource['marks']>>;
  /** 1 for each id that both models share. */
  readonly shared: Uint8Array;
  /** Whether beginnings that texts share may be read once. */
  readonly share: boolean;
  readonly context: CallContext<DriftTold>;
}

/** Has the baseline read texts, and keeps what it makes of them. */
export async function readAll(
  texts: readonly BaselineText[],
  baseline: LogitSource,
  kept: Kept,
  { share, context }: Reading,
): Promise<void> {
  const read = texts.filter(({ text }) => text.length > 0);
  const options = { on: kept.on, signal: context.signal, share };
  for await (const part of baseline.read(read, options)) numbers(() => kept.take(part, read));
}

/** Has the other model read the same texts, and gives the records as they are complete. */
export async function* measureAll(
  texts: readonly BaselineText[],
  other: LogitSource,
  kept: Kept,
  { marks, share, context }: Reading,
): AsyncGenerator<DriftRecord[], void, undefined> {
  const all = otherTexts(texts, other, marks);
  const read = all.filter(({ text }) => text.length > 0);
  const none = all.filter(({ text }) => text.length === 0);
  if (none.length > 0) yield none.flatMap((text) => recordsOf(text, [], other.piece));
  const places = read.map((): Measured[] => []);
  const options = { on: kept.on, signal: context.signal, share };
  for await (const part of other.read(read, options)) {
    const complete: DriftRecord[] = [];
    try {
      const measured = await numbers(() => kept.measure(part, read));
      for (const [at, run] of part.runs.entries()) {
        const text = read[run.text];
        const found = places[run.text];
        if (text === undefined || found === undefined) continue;
        found.push(...(measured[at] ?? []));
        if (found.length < text.text.length) continue;
        complete.push(...recordsOf(text, found, other.piece));
      }
    } finally {
      part.release();
    }
    yield complete;
  }
}

/** What is measured is checked there: a number that is none, or no probability at all, is the model's fault. */
function numbers<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PlumblineError(
      {
        kind: 'engine-failed',
        message: `Drift cannot be measured from what a model gives: ${error.message}.`,
        kept: 'All replies are kept, and the report has everything but drift.',
        remedy: 'Try the other device, or another precision of the model.',
      },
      { cause: error },
    );
  }
}
