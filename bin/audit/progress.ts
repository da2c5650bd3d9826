import type { HeadlessProgress } from '../../src/app/headless.ts';

/** Milliseconds between two plain lines of the same stage: a log should stay readable. */
const quiet = 5000;

/** Where progress is shown: standard error, or a stand-in. */
export interface Screen {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

/** Shows progress: one line that changes on a terminal, else a line now and then. */
export class ProgressLine {
  readonly #screen: Screen;
  readonly #now: () => number;
  #stage = '';
  #shown = -Infinity;

  constructor(screen: Screen, now: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#now = now;
  }

  show(progress: HeadlessProgress): void {
    if (this.#screen.isTTY) {
      this.#screen.write(`\r\u001b[K${describe(progress)}`);
      return;
    }
    if (progress.stage === this.#stage && this.#now() - this.#shown < quiet) return;
    this.#stage = progress.stage;
    this.#shown = this.#now();
    this.#screen.write(`${describe(progress)}\n`);
  }

  /** Leaves the changing line behind, so that what is written next stands below it. */
  end(): void {
    if (this.#screen.isTTY) this.#screen.write('\n');
  }
}

function describe({ stage, done, total, tokensPerSecond }: HeadlessProgress): string {
  const parts = [stage];
  if (total > 0) parts.push(`${done} of ${total} replies`);
  if (tokensPerSecond !== null) parts.push(`${Math.round(tokensPerSecond)} tokens a second`);
  return parts.join(', ');
}
