import { toFault, type Fault } from '../domain/fault.ts';
import type { Trial } from '../domain/plan.ts';
import type { ReadingCache, Readings } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type { Reader } from './reader.ts';
import { readTexts, textsToRead } from './readings.ts';

export interface ReadingQueueTools {
  readonly reader: Reader;
  readonly store: ReadingCache;
  readonly signal: AbortSignal;
  onReadings(readings: Readings): void;
  /** Replies that could not be classified; the others go on. */
  onUnread(fault: Fault): void;
}

/** Classifies what of new replies needs it, one after another and beside the run, which does not wait for it. */
export class ReadingQueue {
  readonly #tools: ReadingQueueTools;
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;

  constructor(tools: ReadingQueueTools) {
    this.#tools = tools;
  }

  /** @throws what ended the queue: an abort, or a store that refuses */
  add(trials: readonly Trial[], replies: Iterable<Reply>): void {
    this.#rethrow();
    const made = new Map(Array.from(replies, (reply) => [reply.trial, reply]));
    const texts = textsToRead(trials, made);
    if (texts.length === 0) return;
    this.#last = this.#last
      .then(() => (this.#failure === null ? this.#read(texts) : undefined))
      .catch((error: unknown) => {
        this.#failure = { error };
      });
  }

  /** Resolves when everything that was added is read. @throws as `add` */
  async finished(): Promise<void> {
    await this.#last;
    this.#rethrow();
  }

  /** Resolves when nothing goes on any more, however it ended. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #read(texts: readonly string[]): Promise<void> {
    const { signal, onReadings, onUnread } = this.#tools;
    try {
      for await (const readings of readTexts(texts, this.#tools, signal)) onReadings(readings);
    } catch (error) {
      const fault = toFault(error);
      const isStore = fault.kind === 'storage-full' || fault.kind === 'storage-refused';
      if (isStore || signal.aborted) throw error;
      onUnread(fault);
    }
  }

  #rethrow(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
