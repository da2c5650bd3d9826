import { inBytes } from '../../src/engines/hub/bytes.ts';
import type { DownloadProgress } from '../../src/engines/hub/progress.ts';

/** What is written to. */
interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far a download is: one changing line on a terminal, else a line a file. */
export class FetchLine {
  readonly #out: Terminal;
  #open = false;
  #last = '';

  constructor(out: Terminal) {
    this.#out = out;
  }

  show(progress: DownloadProgress): void {
    if (this.#out.isTTY === true) {
      this.#out.write(`\r\x1b[K${lineOf(progress)}`);
      this.#open = true;
      return;
    }
    const { file, fileLoaded, fileTotal, waiting } = progress;
    const isDone = fileLoaded === fileTotal && file !== this.#last;
    if (!isDone && waiting === null) return;
    if (isDone) this.#last = file;
    this.#out.write(`${lineOf(progress)}\n`);
  }

  end(): void {
    if (this.#open) this.#out.write('\n');
    this.#open = false;
  }
}

/** A line such as `2.10 GB of 3.00 GB, 12.0 MB/s, 1:15 left · onnx/model_q4.onnx`. */
export function lineOf({ file, loaded, total, rate, left, waiting }: DownloadProgress): string {
  const parts = [`${inBytes(loaded)} of ${inBytes(total)}`];
  if (waiting !== null) parts.push(`waiting ${Math.ceil(waiting.seconds)} s: ${waiting.why}`);
  else if (rate !== null) {
    parts.push(`${inBytes(rate)}/s`);
    if (left !== null && left >= 1) parts.push(`${clock(left)} left`);
  }
  return `${parts.join(', ')} · ${file}`;
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
