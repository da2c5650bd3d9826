import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import type { DecodeTimes } from '../bench/page.ts';
import { ensureChromium, launchArgs } from './chromium.ts';

const models = ['specimen-instruct', 'specimen-reasoning-sft'];

/** `npm run bench`: prints the benchmarks as tables of medians and ratios. Nothing here is a test. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      prompts: { type: 'string', default: '64' },
      repeats: { type: 'string', default: '5' },
    },
  });
  const server = await createServer({
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
    optimizeDeps: { exclude: ['@huggingface/transformers', 'onnxruntime-web'] },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: launchArgs(),
  });
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('The bench server has no address.');
    for (const model of models) {
      const page = await browser.newPage();
      await page.goto(`${address}bench/index.html`);
      await page.waitForFunction(() => window.benchDecode !== undefined);
      const times = await page.evaluate(
        ([id, prompts, repeats]) => window.benchDecode?.(id, Number(prompts), Number(repeats)),
        [model, values.prompts, values.repeats] as const,
      );
      if (times !== undefined) process.stdout.write(table(model, times));
      await page.close();
    }
    return 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

function table(model: string, times: DecodeTimes): string {
  const { prompts, tokens, milliseconds, differing } = times;
  const slowest = median(milliseconds['generate(), one by one'] ?? []);
  const rows = Object.entries(milliseconds).map(([way, all]) => {
    const middle = median(all);
    const spread = `${(Math.min(...all) / 1000).toFixed(2)}–${(Math.max(...all) / 1000).toFixed(2)}`;
    return `| ${way} | ${(middle / 1000).toFixed(2)} | ${spread} | ${((tokens / middle) * 1000).toFixed(0)} | ${(slowest / middle).toFixed(1)}× |`;
  });
  return [
    `${model}: ${prompts} town prompts, ${tokens} reply tokens, greedy, WASM; prompts whose tokens differ between the ways: ${differing}`,
    '| way | seconds, median | spread | tokens/s | against generate() |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '',
  ].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
