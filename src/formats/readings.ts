import * as v from 'valibot';
import { canonicalJson } from '../domain/hash.ts';
import type { Reading } from '../domain/reading.ts';

const HashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What a classifier read in texts, as a bundle tells it. It is a model, so unlike a rule it cannot be asked again where nothing runs. */
export interface BundledReadings {
  /** Digest of the classifier: readings of another one are no readings of this. */
  readonly classifier: string;
  /** By the SHA-256 of the text. */
  readonly byText: ReadonlyMap<string, Reading>;
}

const HeadSchema = v.strictObject({ classifier: HashSchema });
const LineSchema = v.strictObject({
  text: HashSchema,
  probabilities: v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  truncated: v.boolean(),
});

/** Readings as JSON lines: the classifier, then one text a line, in the order of their hashes. */
export function writeReadings({ classifier, byText }: BundledReadings): string {
  const sorted = [...byText].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([text, reading]) => ({ text, ...reading }));
  return [{ classifier }, ...lines].map((line) => `${canonicalJson(line)}\n`).join('');
}

/** Reads JSON lines that `writeReadings` wrote. @throws Error, with the line's number */
export function readReadings(text: string): BundledReadings {
  const [head, ...lines] = text.split('\n').map((line, at) => ({ line, at }));
  const { classifier } = parse(HeadSchema, head);
  const found = lines.filter(({ line }) => line.trim() !== '');
  const byText = found.map((line) => {
    const { text: hash, ...reading } = parse(LineSchema, line);
    return [hash, reading] as const;
  });
  return { classifier, byText: new Map(byText) };
}

function parse<const S extends v.GenericSchema>(
  schema: S,
  { line, at } = { line: '', at: 0 },
): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(line));
  } catch (error) {
    throw new Error(`line ${at + 1}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
