import { printable } from '../../src/formats/lines.ts';
import type { LineId, ScoreLine } from './lines.ts';
import { isBad } from './score.ts';

/** Bad lines that are told of one by one. */
const mostTold = 10;

/** Counts scores, and tells a person what they should know of the lines: which were bad, and how many. */
export class Tally {
  readonly #say: (text: string) => void;
  readonly #ids = new Set<LineId>();
  readonly #reasons = new Map<string, number>();
  #toldTwice = false;
  lines = 0;
  unscored = 0;
  bad = 0;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  add(scores: readonly ScoreLine[]): void {
    for (const score of scores) {
      this.lines++;
      this.#noteId(score.id);
      const { verdict, reason = verdict } = score;
      if (verdict === 'unscored' || verdict === 'truncated') {
        this.unscored++;
        this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
      }
      if (!isBad(score)) continue;
      this.bad++;
      if (this.bad > mostTold) continue;
      this.#say(`Line ${score.line ?? '?'}: ${printable(score.message ?? '')}`);
    }
  }

  /** Says what all came to. */
  end(): void {
    const reasons = [...this.#reasons].map(([reason, count]) => `${count} ${reason}`);
    const left = reasons.length === 0 ? '' : `; without a score: ${reasons.join(', ')}`;
    this.#say(`Read ${counted(this.lines)} and scored ${this.lines - this.unscored}${left}.`);
    if (this.bad === 0) return;
    const more = this.bad > mostTold ? ` The first ${mostTold} are told above.` : '';
    this.#say(
      `${counted(this.bad)} could not be scored as they stand: they are written in their place as “unscored”, with the number of the line and a message. All other lines are kept and judged.${more}`,
    );
  }

  #noteId(id: LineId): void {
    if (id === null || this.#toldTwice) return;
    if (this.#ids.has(id)) {
      this.#toldTwice = true;
      this.#say(
        `Note: the id “${printable(String(id))}” stands on more than one line. All are scored.`,
      );
    }
    this.#ids.add(id);
  }
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}
