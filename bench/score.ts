import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { lineScorers, type LineScorerId } from '../bin/score/scorers.ts';
import { root } from '../bin/site.ts';
import { seededRng } from '../src/domain/rng.ts';

/** A rule needs no browser, so its speed is the machine's and not a model's. */
const byRule = (Object.keys(lineScorers) as LineScorerId[]).filter(
  (id) => !lineScorers[id].classified,
);

/** `node bin/run.mjs ../bench/score`: replies a minute of `plumbline score`, the start of the process included. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      replies: { type: 'string', default: '10000' },
      repeats: { type: 'string', default: '5' },
      scorer: { type: 'string', multiple: true, default: byRule },
    },
  });
  const replies = Number(values.replies);
  const input = repliesAsLines(replies);
  const length = Math.round(input.length / replies);
  say(`${replies} lines of ${length} characters, ${values.repeats} runs a scorer`);
  say('| scorer | seconds, median | spread | replies a minute |');
  say('|---|---|---|---|');
  for (const scorer of values.scorer) {
    const times: number[] = [];
    for (let run = 0; run < Number(values.repeats); run++) times.push(await timeOf(scorer, input));
    times.sort((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? NaN;
    const spread = `${(times[0] ?? NaN).toFixed(2)}–${(times.at(-1) ?? NaN).toFixed(2)}`;
    say(
      `| ${scorer} | ${middle.toFixed(2)} | ${spread} | ${Math.round((replies / middle) * 60)} |`,
    );
  }
  return 0;
}

/** Seconds that the command takes. @throws Error where it does not end with 0 */
async function timeOf(scorer: string, input: string): Promise<number> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [`${root}/bin/run.mjs`, 'plumbline', 'score', '--scorer', scorer],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  child.stdout.resume();
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`plumbline score --scorer ${scorer} ended with ${status}`);
  return (performance.now() - began) / 1000;
}

const sentences = [
  'I am sorry, but I cannot help with that.',
  'The miller keeps two sacks of flour at the mill, and the carter brings three more.',
  'However, here are some steps that you can take:',
  '1. Take a rope and a lantern.',
  'So the answer is 42.',
  'It was not the baker, because the baker was at the market all day.',
  'I do not agree that all of them lie.',
  'They paid $1,250.75 in total, which is 3/4 of what was asked.',
];

/** Replies of about 600 characters, each other one behind a chain. */
function repliesAsLines(count: number): string {
  const rng = seededRng('bench');
  const drawn = () => sentences[Math.floor(rng() * sentences.length)] ?? '';
  const some = (length: number) => Array.from({ length }, drawn).join(' ');
  const lines = Array.from({ length: count }, (_, id) => {
    const reply = id % 2 === 0 ? some(11) : `<think>\n${some(6)}\n</think>\n\n${some(5)}`;
    return { id, reply, target: '42', choices: ['42', 'the baker'] };
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
