import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { recordedKey } from '../src/app/bundles.ts';
import { href } from '../src/app/routes.ts';
import { catalog } from '../src/catalog/catalog.ts';
import { guardOrigin, launchChromium, openApp } from './browser.ts';
import { parseCount, runCommand } from './command.ts';
import { buildSite, root, serveSite } from './site.ts';

const help = `npm run screenshots -- [--limit N] [--readme]

Runs a short audit on the built site and takes every page, light and dark, at 1440, 768 and 360 px,
into test-results/screenshots.

  --limit N   items of each pack (20)
  --readme    takes docs/report.png only, at 1280 px, light`;

const widths = [1440, 768, 360];
const schemes = ['light', 'dark'] as const;

/** Takes the pages. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const { values } = parseArgs({
      args: rest,
      options: {
        limit: { type: 'string', default: '20' },
        readme: { type: 'boolean', default: false },
      },
    });
    const limit = parseCount('--limit', values.limit, 1);
    buildSite();
    const site = await serveSite();
    const browser = await launchChromium();
    try {
      await takeAll(browser, site.url, limit, values.readme);
    } finally {
      await browser.close();
      await site.close();
    }
    return 0;
  });
}

async function takeAll(
  browser: Browser,
  url: string,
  limit: number,
  readme: boolean,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  await guardOrigin(context, url);
  const page = await context.newPage();
  const folder = join(root, 'test-results/screenshots');
  mkdirSync(folder, { recursive: true });
  // Met while it runs, for that page exists at no other time.
  const takeRun = async (id: string) => {
    if (!readme) await takeSizes(page, `${url}#/run/${id}`, join(folder, 'run'));
  };
  const id = await runAudit(page, url, limit, takeRun);
  if (readme) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await show(page, `${url}#/report/${id}`);
    // Down to the end of the headline metrics: a reader of the README sees what the report says first.
    const box = await page.getByRole('table').first().boundingBox();
    const height = Math.ceil((box?.y ?? 0) + (box?.height ?? 876) + 24);
    const clip = { x: 0, y: 0, width: 1280, height };
    await page.screenshot({ path: join(root, 'docs/report.png'), clip, fullPage: true });
    return;
  }
  await takeSizes(page, `${url}#/`, join(folder, 'start'));
  for (const { pair } of catalog.recorded) {
    const address = href({ page: 'report', audit: recordedKey(pair) });
    await takeSizes(page, url + address, join(folder, `recorded-${pair}`));
  }
  await takeSizes(page, `${url}#/report/${id}`, join(folder, 'report'));
  await takeSizes(page, `${url}#/items/${id}`, join(folder, 'items'));
  await show(page, `${url}#/items/${id}`);
  const item = await page.locator(`a[href*="#/items/${id}/"]`).first().getAttribute('href');
  if (item !== null) await takeSizes(page, url + item.replace(/^.*#/, '#'), join(folder, 'item'));
  for (const anchor of [null, 'metric-refusal-calibration', 'document-statistics']) {
    const name = anchor === null ? 'methods' : `methods-${anchor}`;
    // All of it would be a longer picture than a browser can take.
    await takeSizes(page, url + href({ page: 'methods', anchor }), join(folder, name), false);
  }
  await takeSizes(page, url + href({ page: 'models' }), join(folder, 'models'));
  await takeSizes(page, `${url}#/nowhere`, join(folder, 'unknown'));
}

/** Runs the default pair and suite; `meet` is called once the first replies are in. */
async function runAudit(
  page: Page,
  url: string,
  limit: number,
  meet: (id: string) => Promise<void>,
): Promise<string> {
  let first: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (first = resolve));
  await page.exposeFunction('plumblineProgress', ({ lines }: { lines: string }) => {
    if (lines !== '') first();
  });
  await openApp(page, url);
  const request = { pair: 'specimen-sft', suite: 'town', limit, seed: 0, device: 'wasm' } as const;
  const running = page.evaluate((asked) => {
    if (window.plumbline === undefined) throw new Error('The page has no door.');
    return window.plumbline.audit(asked, '');
  }, request);
  await Promise.race([begun, running]);
  await show(page, `${url}#/`);
  const link = page.getByRole('link', { name: /audit that is running/ });
  await meet((await link.getAttribute('href'))?.split('/').at(-1) ?? '');
  const result = await running;
  if (!result.ok) throw new Error(result.fault.message);
  const { audit } = JSON.parse(result.report) as { audit: { id: string } };
  return audit.id;
}

async function takeSizes(page: Page, url: string, path: string, whole = true): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      // A place on a page is gone to anew at each width: an address that stays is no way to it.
      if (!whole) await show(page, url.replace(/#.*$/, '#/'));
      await show(page, url);
      await page.screenshot({ path: `${path}-${colorScheme}-${width}.png`, fullPage: whole });
    }
  }
}

/** Goes to a page of the app and waits until it has drawn itself; the app itself is not loaded anew. */
async function show(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
}
