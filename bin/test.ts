import { spawnSync } from 'node:child_process';
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
}

const stages: Readonly<Record<string, Stage>> = {
  format: { command: 'prettier --check --log-level warn .' },
  lint: { command: 'eslint .' },
  check: { command: 'npm run --silent check' },
  unit: { command: 'vitest run --project unit', vitest: true },
  browser: { command: 'vitest run --project browser', vitest: true, chromium: true },
  e2e: { command: 'vitest run --project e2e', vitest: true, chromium: true },
};

const help = `npm test -- [STAGE …]

Runs the stages in this order, or only those that are named: ${Object.keys(stages).join(', ')}.
All of them run even where one fails; the last line counts the tests.`;

/** How many tests did what. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs the stages and tells how they went. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, (names) => {
    const unknown = names.find((name) => !(name in stages));
    if (unknown !== undefined) throw new UsageError(`There is no stage “${unknown}”.`);
    const chosen = Object.entries(stages).filter(
      ([name]) => names.length === 0 || names.includes(name),
    );
    const tallies = chosen.map(([name, stage]) => runStage(name, stage));
    process.stdout.write(`\n${summary(tallies)}\n`);
    return Promise.resolve(tallies.some(({ failed }) => failed > 0) ? 1 : 0);
  });
}

/** The last line of `npm test`. */
export function summary(tallies: readonly Tally[]): string {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function runStage(name: string, stage: Stage): Tally {
  process.stdout.write(`\n── ${name}: ${stage.command}\n`);
  const start = performance.now();
  const tally = countStage(stage);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`── ${name} ${tally.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s\n`);
  return tally;
}

function countStage(stage: Stage): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  try {
    const file = join(folder, 'results.json');
    if (stage.chromium === true) ensureChromium();
    const reporters = ` --reporter=default --reporter=json --outputFile.json="${file}"`;
    const command = stage.command + (stage.vitest === true ? reporters : '');
    const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
    const env: NodeJS.ProcessEnv = { ...process.env, PATH: path };
    // This process was loaded by Vite, which sets it to what vitest must not see.
    delete env['NODE_ENV'];
    const { status } = spawnSync(command, { cwd: root, env, shell: true, stdio: [0, 1, 2] });
    const tests = existsSync(file) ? readResults(readFileSync(file, 'utf8')) : none;
    return status === 0 ? tests : { ...tests, failed: Math.max(1, tests.failed) };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { ...none, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
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
