import { PlumblineError, type Fault } from '../domain/fault.ts';
import type { TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';

/** Refused rows, with none answered, after which the engine and not the rows is at fault. */
const tooMany = 16;

/**
 * Rows that an engine refused for themselves. Each is kept as a reply with its reason, but only once another row of the side was
 * answered: where every row is refused, something else is wrong, and nothing about the rows may be stored.
 */
export class Refusals {
  #answered: boolean;
  #held: { readonly trial: TrialId; readonly fault: Fault }[] = [];

  /** @param answered whether a row of the side was answered before */
  constructor(answered: boolean) {
    this.#answered = answered;
  }

  answered(): void {
    this.#answered = true;
  }

  add(trial: TrialId, fault: Fault): void {
    this.#held.push({ trial, fault });
  }

  /** Those that may be stored now. */
  take(): Reply[] {
    if (!this.#answered) return [];
    const held = this.#held;
    this.#held = [];
    return held.map(({ trial, fault }) => refusedReply(trial, fault));
  }

  /** @param isOver whether no more rows are asked @throws PlumblineError the first refusal, where there is nothing else */
  check(isOver: boolean): void {
    const [first] = this.#held;
    if (first !== undefined && (isOver || this.#held.length >= tooMany)) {
      throw new PlumblineError(first.fault);
    }
  }
}

function refusedReply(trial: TrialId, { message }: Fault): Reply {
  return {
    trial,
    tokens: [],
    chain: null,
    answer: null,
    chainTokens: 0,
    stop: 'end',
    timing: { prefill: 0, decode: 0 },
    refused: message,
  };
}
