import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as v from 'valibot';
import { ensureChromium } from './chromium.ts';
import { runCommand, UsageError } from './command.ts';
import { root } from './site.ts';

interface Stage {
  readonly command: string;
  /** Whether it is a run of vitest, whose tests are counted. */
  readonly vitest?: boolean;
  readonly chromium?: boolean;
  /** Whether it needs one core only, and may run beside the tests that need no browser. */
  readonly beside?: boolean;
}

const stages: Readonly<Record<string, Stage>> = {
  format: { command: 'prettier --check --log-level warn .', beside: true },
  lint: { command: 'eslint .', beside: true },
  check: { command: 'npm run --silent check', beside: true },
  unit: { command: 'vitest run --project unit', vitest: true },
  browser: { command: 'vitest run --project browser', vitest: true, chromium: true },
  e2e: { command: 'vitest run --project e2e', vitest: true, chromium: true },
};

const help = `npm test -- [STAGE …]

Runs these stages, or only those that are named: ${Object.keys(stages).join(', ')}.
What reads the code runs beside the first of the tests, and is shown as it ends.
All of them run even where one fails; the last line counts the tests.`;

/** How many tests did what. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs the stages and tells how they went. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (names) => {
    const unknown = names.find((name) => !(name in stages));
    if (unknown !== undefined) throw new UsageError(`There is no stage “${unknown}”.`);
    const chosen = Object.entries(stages).filter(
      ([name]) => names.length === 0 || names.includes(name),
    );
    const lanes = [true, false].map((beside) =>
      runLane(
        chosen.filter(([, stage]) => (stage.beside === true) === beside),
        beside,
      ),
    );
    const tallies = (await Promise.all(lanes)).flat();
    process.stdout.write(`\n${summary(tallies)}\n`);
    return tallies.some(({ failed }) => failed > 0) ? 1 : 0;
  });
}

async function runLane(chosen: readonly [string, Stage][], beside: boolean): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const [name, stage] of chosen) tallies.push(await runStage(name, stage, beside));
  return tallies;
}

/** The last line of `npm test`. */
export function summary(tallies: readonly Tally[]): string {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function runStage(name: string, stage: Stage, beside: boolean): Promise<Tally> {
  const title = `\n── ${name}: ${stage.command}\n`;
  if (!beside) process.stdout.write(title);
  const start = performance.now();
  const { tally, output } = await countStage(stage, beside);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const end = `── ${name} ${tally.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s\n`;
  process.stdout.write(beside ? title + output + end : end);
  return tally;
}

interface Counted {
  readonly tally: Tally;
  /** What it printed, where that was kept back. */
  readonly output: string;
}

async function countStage(stage: Stage, beside: boolean): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  try {
    const file = join(folder, 'results.json');
    if (stage.chromium === true) ensureChromium();
    const reporters = ` --reporter=default --reporter=json --outputFile.json="${file}"`;
    const command = stage.command + (stage.vitest === true ? reporters : '');
    const { status, output } = await runCommandLine(command, beside);
    const tests = existsSync(file) ? readResults(readFileSync(file, 'utf8')) : none;
    const tally = status === 0 ? tests : { ...tests, failed: Math.max(1, tests.failed) };
    return { tally, output };
  } catch (error) {
    const output = `${error instanceof Error ? error.message : String(error)}\n`;
    if (!beside) process.stdout.write(output);
    return { tally: { ...none, failed: 1 }, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runCommandLine(
  command: string,
  keepOutput: boolean,
): Promise<{ status: number | null; output: string }> {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: path };
  // This process was loaded by Vite, which sets it to what vitest must not see.
  delete env['NODE_ENV'];
  const where = keepOutput ? 'pipe' : 'inherit';
  const child = spawn(command, { cwd: root, env, shell: true, stdio: ['inherit', where, where] });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    }
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output: Buffer.concat(chunks).toString() });
    });
  });
}

// A stage that fails without a failed test counts as one failure: the last line never looks better than the exit status.
const none: Tally = { passed: 0, failed: 0, skipped: 0 };

const ResultsSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
});

/** Counts the tests in what vitest's JSON reporter wrote. */
export function readResults(json: string): Tally {
  const results = v.parse(ResultsSchema, JSON.parse(json));
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
