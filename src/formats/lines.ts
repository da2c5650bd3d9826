/** A line of a file, or what keeps it from being read as text. */
export type NumberedLine = { readonly number: number } & (
  { readonly text: string } | { readonly fault: string }
);

/** Bytes of a line that are held; a longer one is no line of text that anybody meant to write. */
const longest = 256 * 1024 * 1024;
const lineBreak = 0x0a;

/**
 * The lines of a file, numbered from 1, blank ones left out. Only a line break ends one: JSON may hold all that else looks
 * like one. Each line is decoded for itself and strictly: bytes that are not valid UTF-8 make it a fault, and are never
 * replaced by other characters. A byte order mark at a line's start is left out.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  let number = 1;
  let line = new OpenLine();
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(lineBreak, from);
      if (at === -1) break;
      line.add(chunk.subarray(from, at));
      const read = line.read(number);
      if (read !== null) yield read;
      number++;
      from = at + 1;
      line = new OpenLine();
    }
    line.add(chunk.subarray(from));
  }
  const last = line.read(number);
  if (last !== null) yield last;
}

/** A line whose end has not come yet. */
class OpenLine {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > longest) this.#pieces.length = 0;
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  /** Null for a blank line. */
  read(number: number): NumberedLine | null {
    if (this.#length > longest) return { number, fault: `It is longer than ${longest} bytes.` };
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      const parts = this.#pieces.map((piece) => decoder.decode(piece, { stream: true }));
      const text = `${parts.join('')}${decoder.decode()}`;
      return text.trim() === '' ? null : { number, text };
    } catch {
      return { number, fault: 'It is not valid UTF-8.' };
    }
  }
}

/** Python's `json.dumps` writes these, and they are no JSON. */
const bareNumber = /[:,[]\s{0,9}(?:NaN|-?Infinity)\s{0,9}[,}\]]/;

/**
 * Reads text as JSON.
 * @param numbers `tolerant` takes NaN and Infinity, which other tools write, for null
 * @throws Error that says what is wrong in words that fit a terminal
 */
export function parseJson(text: string, numbers: 'strict' | 'tolerant' = 'strict'): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const bare = bareNumber.test(text);
    if (bare && numbers === 'tolerant') return parseJson(withoutBare(text));
    const why = error instanceof Error ? printable(error.message) : 'it cannot be read';
    const advice = bare
      ? ' NaN and Infinity are no JSON, though Python’s json.dumps writes them: write null.'
      : '';
    throw new Error(`It is no JSON: ${why}.${advice}`, { cause: error });
  }
}

/** Whole strings are matched too, so that nothing within one is taken for a number. */
function withoutBare(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
}

/** Text on one line of a terminal: what would move its cursor or colour it becomes a blank. */
export function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
