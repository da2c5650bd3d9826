import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { BenchBrowser } from './harness/browser.ts';
import { median } from './harness/figures.ts';
import type { Round, Schedule } from './pages/schedule.ts';

interface Way {
  readonly build: 'jspi' | 'asyncify';
  readonly threads: number;
  readonly schedule: Schedule;
}

/**
 * `node bin/run.mjs ../bench/schedule`: the audit workload by each build of the runtime, fixed batches sorted by length against one batch
 * that rows leave and enter. The ways take turns.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'specimen-reasoning-rl' },
      prompts: { type: 'string', default: '200' },
      repeats: { type: 'string', default: '5' },
      threads: { type: 'string', multiple: true, default: ['1', '2'] },
    },
  });
  const browser = await BenchBrowser.start();
  try {
    await browser.open();
    const ways: Way[] = values.threads.flatMap((threads) => [
      { build: 'asyncify', threads: Number(threads), schedule: 'fixed' },
      { build: 'jspi', threads: Number(threads), schedule: 'fixed' },
      { build: 'jspi', threads: Number(threads), schedule: 'continuous' },
    ]);
    const pages = new Map<string, Page>();
    const rounds = ways.map((): Round[] => []);
    for (let round = 0; round <= Number(values.repeats); round++) {
      for (const [at, way] of ways.entries()) {
        const key = `${way.build} ${way.threads}`;
        const page = pages.get(key) ?? (await open(browser, way, values));
        pages.set(key, page);
        const made = await page.evaluate(
          async (name) => (await window.bench.schedule()).round(name),
          way.schedule,
        );
        // The first round warms up and is not counted.
        if (round > 0) rounds[at]?.push(made);
      }
    }
    process.stdout.write(table(values.model, values.prompts, ways, rounds));
    return 0;
  } finally {
    await browser.close();
  }
}

async function open(
  browser: BenchBrowser,
  { build, threads }: Way,
  { model, prompts }: { model: string; prompts: string },
): Promise<Page> {
  const page = await browser.openAnother({
    threads,
    ...(build === 'asyncify' ? { before: 'delete WebAssembly.Suspending' } : {}),
  });
  await page.evaluate(async ([id, count]) => (await window.bench.schedule()).load(id, count), [
    model,
    Number(prompts),
  ] as const);
  return page;
}

function table(
  model: string,
  prompts: string,
  ways: readonly Way[],
  rounds: readonly (readonly Round[])[],
): string {
  const replies = new Set(rounds.flat().map((round) => round.replies));
  const tokens = rounds[0]?.[0]?.tokens ?? 0;
  const lines = ways.map(({ build, threads, schedule }, at) => {
    const of = (value: (round: Round) => number) => median((rounds[at] ?? []).map(value));
    const all = (rounds[at] ?? []).map(({ milliseconds }) => milliseconds / 1000);
    const took = of(({ milliseconds }) => milliseconds);
    const cells = [
      `${build}, ${threads} thread${threads === 1 ? '' : 's'}, ${schedule}`,
      (took / 1000).toFixed(2),
      `${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)}`,
      ((tokens / took) * 1000).toFixed(0),
      ((Number(prompts) / took) * 1000).toFixed(1),
      of(({ prefill }) => prefill).toFixed(0),
      of(({ steps }) => steps).toFixed(0),
      of(({ merges }) => merges).toFixed(0),
      of(({ passes }) => passes).toFixed(0),
      of(({ rowSteps }) => rowSteps).toFixed(0),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `${model}: ${prompts} prompts, ${tokens} reply tokens, greedy, WASM; different sets of replies: ${replies.size}`,
    '| way | seconds, median | spread | tokens/s | replies/s | prompts, ms | steps, ms | merges, ms | steps | rows × steps |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
