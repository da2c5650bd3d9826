import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium, openApp } from '../../bin/browser.ts';
import { recordedKey } from '../../src/app/bundles.ts';
import { catalog } from '../../src/catalog/catalog.ts';
import { href } from '../../src/app/routes.ts';
import { audit, small, watch, type Watched } from '../support/chromium.ts';

const site = inject('site');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A browser in which nothing can run and nothing can be stored. */
async function bareContext(): Promise<{ context: BrowserContext; watched: Watched }> {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    Reflect.deleteProperty(Navigator.prototype, 'gpu');
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
  });
  return { context, watched: watch(context) };
}

/** Reads the report that is open, its items and an item. */
async function readThrough(page: Page, words: string): Promise<void> {
  await page.getByRole('table', { name: /Headline metrics, answer/ }).waitFor();
  const main = page.locator('main');
  expect(await main.innerText()).toContain(words);
  expect(await main.innerText()).not.toContain('could not be judged');
  expect(await page.getByText(/improved|regressed|preserved|inconclusive/).count()).toBeGreaterThan(
    0,
  );
  await page.getByRole('link', { name: 'Items', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Items' }).waitFor();
  await page.locator('main ol a').first().click();
  await page.getByRole('heading', { name: 'How it was scored' }).waitFor();
  expect(await main.innerText()).toContain('not run here');
}

function expectSealed({ requests, errors }: Watched): void {
  expect(errors).toEqual([]);
  const outside = requests.filter((url) => new URL(url).origin !== new URL(site).origin);
  expect(outside.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
  expect(requests.filter((url) => url.includes('/models/'))).toEqual([]);
}

test('an audit that was run elsewhere opens where nothing can run or be stored', async () => {
  const elsewhere = await browser.newContext();
  const maker = await elsewhere.newPage();
  await openApp(maker, site);
  const made = await audit(maker, small);
  await elsewhere.close();
  if (!made.ok) throw new Error(made.fault.message);

  const { context, watched } = await bareContext();
  const page = await context.newPage();
  await page.goto(site);
  const buffer = Buffer.from(made.bundle);
  const file = { name: 'bundle.zip', mimeType: 'application/zip', buffer };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.waitForURL(/#\/report\/imported/);
  await readThrough(page, 'From a file, not run here.');
  expectSealed(watched);
  await context.close();
});

test('a file that is no bundle is refused in place', async () => {
  const { context } = await bareContext();
  const page = await context.newPage();
  await page.goto(site);
  const file = { name: 'photo.zip', mimeType: 'application/zip', buffer: Buffer.from('hello') };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByText('It is no bundle of Plumbline').waitFor();
  await context.close();
});

test.each(catalog.recorded)(
  'the recorded audit of $pair opens from the start page where nothing can run or be stored',
  async ({ pair }) => {
    const { context, watched } = await bareContext();
    const page = await context.newPage();
    await page.goto(site);
    const address = href({ page: 'report', audit: recordedKey(pair) });
    await page.locator(`a[href="${address}"]`).click();
    await readThrough(page, 'Recorded, not run here.');
    expectSealed(watched);
    await context.close();
  },
);
