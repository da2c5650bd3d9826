/** Characters that one event may have. A delta has a few dozen; a line that never ends would fill the memory. */
export const eventLimit = 2 ** 21;

/** Raised for an event that is too long to be one. */
export class EventTooLong extends Error {
  override readonly name = 'EventTooLong';
}

/**
 * Takes a stream of server-sent events apart. Text may come in any pieces: what is unfinished waits for the next. Only `data`
 * is kept; comments, and names and ids of events, are not. What has no blank line after it when the stream ends is no event.
 * Source: WHATWG, HTML Living Standard, 9.2.6 "Interpreting an event stream".
 */
export class EventParser {
  readonly #limit: number;
  /** Pieces of a line that has not ended. */
  #line: string[] = [];
  /** Lines of data of an event that has not ended. */
  #data: string[] = [];
  /** Characters in both. */
  #size = 0;
  /** The last piece ended in a carriage return: a line feed that follows belongs to it. */
  #returned = false;

  constructor(limit = eventLimit) {
    this.#limit = limit;
  }

  /**
   * Takes the next piece.
   * @returns the data of every event that is now whole
   * @throws EventTooLong
   */
  push(piece: string): string[] {
    if (piece === '') return [];
    const text = this.#returned && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#returned = piece.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\r|\n/);
    this.#add(first);
    return others.flatMap((next) => {
      const event = this.#endLine();
      this.#add(next);
      return event ?? [];
    });
  }

  #add(part: string): void {
    this.#size += part.length;
    if (this.#size > this.#limit) throw new EventTooLong('an event is too long');
    if (part !== '') this.#line.push(part);
  }

  /** The event that a blank line ends; null where there is none. */
  #endLine(): string | null {
    const line = this.#line.join('');
    this.#line = [];
    if (line !== '') {
      if (line === 'data' || line.startsWith('data:')) {
        this.#data.push(line.slice(5).replace(/^ /, ''));
      } else this.#size -= line.length;
      return null;
    }
    const event = this.#data.length === 0 ? null : this.#data.join('\n');
    this.#data = [];
    this.#size = 0;
    return event;
  }
}

/**
 * The data of the events of a response, as they come.
 * @param alive is called at every piece, also of comments, by which servers keep a quiet stream open
 * @throws EventTooLong, and what reading the body throws
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
  limit = eventLimit,
): AsyncGenerator<string, void, undefined> {
  const parser = new EventParser(limit);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Whoever stops listening early wants no more of it.
    await reader.cancel().catch(() => undefined);
  }
}
