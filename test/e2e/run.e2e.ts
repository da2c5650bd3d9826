import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { guardOrigin, launchChromium } from '../../bin/browser.ts';
import { dimensions } from '../../src/domain/dimension.ts';
import { verdicts } from '../../src/domain/finding.ts';
import { dimensionName } from '../../src/ui/words.ts';
import { watch } from '../support/chromium.ts';

const site = inject('site');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

// The promise of the start page: one click, and a report of all dimensions; nothing leaves the machine.
test('open, click Run, read the report', { timeout: 400_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const watched = watch(context);
  const page = await context.newPage();
  await page.goto(site);
  await page.getByRole('button', { name: /Run the specimen audit/ }).click();
  await page.waitForURL(/#\/run\//);
  await page.getByRole('progressbar').first().waitFor();
  await page.waitForURL(/#\/report\//, { timeout: 360_000 });

  const table = page.getByRole('table', { name: /Headline metrics, answer/ });
  for (const dimension of dimensions) {
    const name = dimensionName[dimension];
    const row = table.getByRole('row').filter({ hasText: new RegExp(`^\\s*${name}`) });
    const text = await row.first().innerText();
    expect(text, name).toMatch(new RegExp(`\\b(${verdicts.join('|')})\\b`));
    // A difference in points with its interval, two rates with theirs, and the number of items.
    expect(text, name).toMatch(/[+−]?\d+\.\d \([+−]?\d+\.\d, [+−]?\d+\.\d\)/);
    expect(text.match(/(?:\d|< 1|> 99)%\s+\d+–\d+/g), name).toHaveLength(2);
    const n = await row.first().getByRole('cell').nth(5).innerText();
    expect(Number(n.replace(/\D/g, '')), name).toBeGreaterThan(0);
  }

  expect(watched.errors).toEqual([]);
  expect(watched.requests.filter((url) => url.includes('/models/'))).not.toEqual([]);
  const outside = watched.requests.filter((url) => new URL(url).origin !== new URL(site).origin);
  expect(outside.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
  await context.close();
});

test('the policy of the page stops a request to elsewhere, and the page is isolated', async () => {
  const context = await browser.newContext();
  const watched = watch(context);
  const page = await context.newPage();
  await page.goto(site);
  const outcome = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'reached',
      () => 'stopped',
    ),
  );
  expect(outcome).toBe('stopped');
  expect(watched.errors.join()).toContain('Content Security Policy');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await context.close();
});

test('were the policy not there, the headless runner would stop such requests and tell of them', async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const stopped = await guardOrigin(context, site);
  const page = await context.newPage();
  await page.goto(site);
  await page.evaluate(async () => {
    await fetch('https://example.com/page').catch(() => undefined);
    const script = "fetch('https://example.com/worker').catch(() => 0).then(() => postMessage(0))";
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    await new Promise((resolve) => worker.addEventListener('message', resolve));
  });
  expect(stopped).toEqual(['https://example.com/page', 'https://example.com/worker']);
  await context.close();
});
