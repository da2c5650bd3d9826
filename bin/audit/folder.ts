import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../../src/domain/fault.ts';
import { readReplies } from '../../src/formats/replies.ts';

/** What an audit comes to, as files. */
export interface AuditFiles {
  readonly report: string;
  /** The report as a page. */
  readonly page: string;
  readonly replies: string;
  readonly bundle: Uint8Array;
}

/** What is left of an earlier run: whole lines, and whether a torn one was cut off after them. */
export interface Stored {
  readonly text: string;
  readonly torn: boolean;
}

/** Cuts off a last line that a kill left unfinished: each line is written with its line break. */
export function wholeLines(text: string): Stored {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return { text: whole, torn: whole !== text };
}

/** The folder of an audit: replies as they come, at the end the report. */
export class AuditFolder {
  readonly #report: string;
  readonly #page: string;
  readonly #replies: string;
  readonly #bundle: string;

  /** Makes the folder where it is missing. @throws PlumblineError where it holds something that would be lost */
  constructor(path: string) {
    this.#report = join(path, 'report.json');
    this.#page = join(path, 'report.html');
    this.#replies = join(path, 'replies.jsonl');
    this.#bundle = join(path, 'bundle.zip');
    mkdirSync(path, { recursive: true });
    if (existsSync(this.#report) && !existsSync(this.#replies)) {
      throw new PlumblineError({
        kind: 'bad-request',
        message: `${path} holds a report.json without the replies that it was made from.`,
        kept: 'It was left as it is, and nothing was run.',
        remedy: 'Choose an empty folder.',
      });
    }
  }

  /**
   * Reads what an earlier run left, and cuts a torn last line off the file.
   * @throws PlumblineError `replies-damaged`, with the number of the line
   */
  open(): Stored {
    if (!existsSync(this.#replies)) return { text: '', torn: false };
    const bytes = readFileSync(this.#replies);
    const stored = wholeLines(bytes.toString('utf8'));
    // Read for its complaints: a damaged file is better told of before a browser is started.
    readReplies(stored.text);
    if (stored.torn) truncateSync(this.#replies, bytes.lastIndexOf('\n') + 1);
    return stored;
  }

  /** Keeps new lines at once, so that a kill loses only what is in flight. */
  append(lines: string): void {
    appendFileSync(this.#replies, lines);
  }

  /** Writes the whole result; each file is either the old one or the new one, never half. */
  finish({ report, page, replies, bundle }: AuditFiles): void {
    replace(this.#replies, replies);
    replace(this.#bundle, bundle);
    replace(this.#page, page);
    replace(this.#report, report);
  }
}

/** Writes a file that is never half there. */
export function replace(path: string, data: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, data);
  renameSync(temporary, path);
}
