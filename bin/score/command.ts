import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../command.ts';
import { stopOnSignals } from '../signals.ts';
import { PageClassifier } from './classifier.ts';
import { scoreLines } from './score.ts';
import { modes, scorerIn, withModes } from './modes.ts';
import { lineScorers, type LineScorer, type LineScorerId } from './scorers.ts';

const known: Readonly<Record<string, LineScorer>> = lineScorers;

const help = `npm run -s plumbline -- score --scorer ID < IN.jsonl > OUT.jsonl

Scores replies that were made elsewhere, by the code that scores an audit's.

  --scorer ID   ${Object.entries(known)
    .map(([id, { about }]) => `${id.padEnd(14)} ${about}`)
    .join('\n                ')}
  --mode MODE   ${withModes.join(', ')}: official (the default), as
                their publishers read a reply, mistakes included, or corrected, as our own scorers do

A line in:  {"id", "prompt", "reply", "target", "choices", "scale", "item"}; "id" and "reply" are needed, and what the
            scorer takes. An "item" of a pack may bring the task in place of "target" and "choices".
A line out: {"id", "verdict", "value", "answer", "evidence"}, in the same order.

A chain in the reply (<think>…</think>, <thinking>…</thinking>, [THINK]…[/THINK], or one that only ends) is left
out. Where the reply ends inside it, the verdict is "truncated". Where nothing can be said it is "unscored", with
a "reason". Toxicity is classified in a headless Chromium, on the CPU.

Progress and errors go to standard error. Ends with 0 when done, 1 at the first line that cannot be scored, with
its number and all lines before it written, and 2 for wrong usage.`;

/** Milliseconds between two lines of progress. */
const quiet = 5000;

/** `plumbline score` */
export function scoreCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const scorer = chosenScorer(rest);
    const stop = stopOnSignals();
    const classifier = new PageClassifier(stop.signal);
    // A reader that went away, as `head` does, is told of by the write itself.
    process.stdout.on('error', () => undefined);
    process.stdin.setEncoding('utf8');
    // Else a Ctrl-C would wait for the next line.
    stop.signal.addEventListener('abort', () => process.stdin.destroy());
    let scored = 0;
    let told = performance.now();
    try {
      const input = process.stdin as AsyncIterable<string>;
      for await (const scores of scoreLines(input, scorer, (texts) => classifier.read(texts))) {
        await write(scores.map((score) => `${JSON.stringify(score)}\n`).join(''));
        scored += scores.length;
        if (performance.now() - told < quiet) continue;
        told = performance.now();
        say(`${scored} lines scored`);
      }
      say(`Scored ${scored} ${scored === 1 ? 'line' : 'lines'}.`);
      return 0;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      say(`Stopped. The first ${scored} lines are scored and written.`);
      return stop.status();
    } finally {
      await classifier.close();
    }
  });
}

/** @throws UsageError, or what node's `parseArgs` throws */
function chosenScorer(args: string[]): LineScorer {
  const { values } = parseArgs({
    args,
    options: { scorer: { type: 'string' }, mode: { type: 'string' } },
  });
  const ids = Object.keys(known).join(', ');
  if (values.scorer === undefined) throw new UsageError(`--scorer is needed: one of ${ids}.`);
  if (!isScorer(values.scorer)) {
    throw new UsageError(`--scorer takes one of ${ids}, not “${values.scorer}”.`);
  }
  const mode = modes.find((one) => one === values.mode);
  if (mode === undefined && values.mode !== undefined) {
    throw new UsageError(`--mode takes ${modes.join(' or ')}, not “${values.mode}”.`);
  }
  const scorer = scorerIn(values.scorer, mode);
  if (scorer === null) throw new UsageError(`“${values.scorer}” has no ${mode ?? ''} mode.`);
  return scorer;
}

function isScorer(id: string): id is LineScorerId {
  return Object.hasOwn(known, id);
}

/** Waits until it is taken, so that no more than a portion lies in memory where the reader is slower than we are. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
