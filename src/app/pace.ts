import { sides, type Side } from '../domain/pair.ts';
import type { Trial } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';

/** Batches that the rate is taken over: enough to be steady, few enough to follow a change. */
const window = 4;

interface Measured {
  readonly side: Side;
  readonly replies: number;
  readonly tokens: number;
  readonly milliseconds: number;
}

/** How fast a run goes, and how long it will yet take. Pure bookkeeping: the clock is the caller's. */
export class Pace {
  #batches: Measured[] = [];

  restart(): void {
    this.#batches = [];
  }

  add(side: Side, replies: readonly Reply[], milliseconds: number): void {
    const tokens = replies.reduce((sum, reply) => sum + reply.tokens.length, 0);
    this.#batches.push({ side, replies: replies.length, tokens, milliseconds });
  }

  /** Generated tokens a second over the last batches; null until there is one. */
  get tokensPerSecond(): number | null {
    const last = this.#batches.slice(-window);
    const time = sum(last, (batch) => batch.milliseconds);
    return time === 0 ? null : (sum(last, (batch) => batch.tokens) / time) * 1000;
  }

  /** Seconds that these trials will take; a side not yet seen is taken to be as fast as the other. */
  secondsLeft(open: readonly Pick<Trial, 'side'>[]): number | null {
    if (this.#batches.length === 0) return null;
    return sum([...sides], (side) => {
      const count = open.filter((trial) => trial.side === side).length;
      return (count * this.#millisecondsPerReply(side)) / 1000;
    });
  }

  #millisecondsPerReply(side: Side): number {
    const own = this.#batches.filter((batch) => batch.side === side);
    const from = (own.length > 0 ? own : this.#batches).slice(-window);
    return sum(from, (batch) => batch.milliseconds) / sum(from, (batch) => batch.replies);
  }
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
