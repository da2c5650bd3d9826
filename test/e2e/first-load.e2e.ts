import { expect, inject, it, onTestFinished } from 'vitest';
import { firstLoadLimit, measureFirstLoad, totalOf } from '../../bench/first-load.ts';
import { launchChromium } from '../../bin/browser.ts';

it('fetches less than 120 kB of code before the first click', async () => {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const files = await measureFirstLoad(await browser.newPage(), inject('site'));
  const total = totalOf(files);
  const lines = files.map(({ name, gzip }) => `  ${(gzip / 1000).toFixed(1)} kB ${name}`);
  console.info(
    [`before the first click: ${(total / 1000).toFixed(1)} kB gzip`, ...lines].join('\n'),
  );
  // The page, its script and its styles at least: a check that sees nothing would always pass.
  expect(files.length).toBeGreaterThanOrEqual(3);
  expect(total).toBeGreaterThan(20_000);
  expect(total).toBeLessThanOrEqual(firstLoadLimit);
});
