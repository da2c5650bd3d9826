import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../command.ts';
import { stopOnSignals } from '../signals.ts';
import { PageClassifier } from './classifier.ts';
import { scoreLines } from './score.ts';
import { modes, scorerIn, withModes } from './modes.ts';
import { lineScorers, type LineScorer, type LineScorerId } from './scorers.ts';
import { Tally } from './tally.ts';

const known: Readonly<Record<string, LineScorer>> = lineScorers;

const help = `npm run -s plumbline -- score --scorer ID < IN.jsonl > OUT.jsonl

Scores replies that were made elsewhere, by the code that scores an audit's.

  --scorer ID   ${Object.entries(known)
    .map(([id, { about }]) => `${id.padEnd(14)} ${about}`)
    .join('\n                ')}
  --mode MODE   ${withModes.join(', ')}: official (the default), as
                their publishers read a reply, mistakes included, or corrected, as our own scorers do

A line in:  {"id", "prompt", "reply", "target", "choices", "item"}; "reply" is needed, and what the scorer takes.
            An "item" of a pack may bring the task in place of "target" and "choices".
A line out: {"id", "verdict", "value", "answer", "evidence"}, one for each line in that is not blank, in the same
            order. "id" is null where a line has none.

A chain in the reply (<think>…</think> and the other marks that models use, or one that only ends) is left out.
Where the reply ends inside a chain, the verdict is "truncated". Where nothing can be said it is "unscored", with a
"reason": "empty"; "unparsed", no answer was found; "unclassified"; and, with the "line" and a "message":
"no-target" or "bad-target", where there is nothing to hold the reply against; "bad-line", where the line is no
valid UTF-8, no JSON or has no reply. Toxicity is classified in a headless Chromium, on the CPU.

Progress, the first bad lines and a count of all go to standard error. Ends with 0 when every line could be read, 1
when some could not or something failed, and 2 for wrong usage.`;

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
    // Else a Ctrl-C would wait for the next line.
    stop.signal.addEventListener('abort', () => process.stdin.destroy());
    const tally = new Tally(say);
    let told = performance.now();
    try {
      const input = process.stdin as AsyncIterable<Buffer>;
      for await (const scores of scoreLines(input, scorer, (texts) => classifier.read(texts))) {
        await write(scores.map((score) => `${JSON.stringify(score)}\n`).join(''));
        tally.add(scores);
        if (performance.now() - told < quiet) continue;
        told = performance.now();
        say(`${tally.lines} lines read, ${tally.unscored} of them unscored`);
      }
      tally.end();
      return tally.bad === 0 ? 0 : 1;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      say(`Stopped. The first ${tally.lines} lines are scored and written.`);
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
