import type { Reply } from '../domain/reply.ts';

/** Replies that are written at once, and milliseconds that one waits for others. */
const most = 32;
const patience = 500;

export interface WriterTools {
  putReplies(replies: readonly Reply[]): Promise<void>;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Told of replies once they are safe on disk, and how long it took since the last ones, or the beginning. */
  onStored(replies: readonly Reply[], milliseconds: number): void;
}

/** Stores replies as they come, several in one transaction: an end in the middle loses only what is not written yet. */
export class ReplyWriter {
  readonly #tools: WriterTools;
  #pending: Reply[] = [];
  #since: number;
  #last: number;

  constructor(tools: WriterTools) {
    this.#tools = tools;
    this.#since = this.#last = tools.now();
  }

  async add(reply: Reply): Promise<void> {
    if (this.#pending.length === 0) this.#since = this.#tools.now();
    this.#pending.push(reply);
    await this.flushIfDue();
  }

  /** To be called now and then, so that a reply does not wait for one that takes long. */
  async flushIfDue(): Promise<void> {
    const isDue = this.#tools.now() - this.#since >= patience;
    if (this.#pending.length >= most || (isDue && this.#pending.length > 0)) await this.flush();
  }

  /** Writes what waits. @throws PlumblineError as `Store.putReplies` */
  async flush(): Promise<void> {
    const replies = this.#pending;
    if (replies.length === 0) return;
    this.#pending = [];
    await this.#tools.putReplies(replies);
    const now = this.#tools.now();
    this.#tools.onStored(replies, now - this.#last);
    this.#last = now;
  }
}
