import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openApp } from '../../bin/browser.ts';
import { serveSite, type Site } from '../../bin/site.ts';
import { serveHub, type Hub } from '../support/hub.ts';
import { standInPair } from '../support/specimen-repository.ts';

// A real pair of the catalogue, whose files are specimens here: the hub serves them under the pair's own names.
const pair = 'LFM2.5 1.2B Instruct → Thinking (ONNX)';

let hub: Hub;
let site: Site;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  hub = await serveHub(standInPair());
  site = await serveSite(0, [hub.url]);
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), hub.close()]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('a pair is downloaded by clicking, audited without the hub, and read after it is deleted', async () => {
  await openApp(page, `${site.url}#/models`);
  await page.getByText('Models are fetched from huggingface.co').click();
  await page.getByLabel('A mirror’s address').fill(hub.url);
  await button('Save').click();
  await button(`Download ${pair}`).click();
  await page.getByText('nothing is asked of 127.0.0.1').waitFor();
  expect(hub.asked).toEqual([]);

  hub.trick('.onnx', { type: 'slow', step: 50_000, pause: 100 });
  await button(`Start the download of ${pair}`).click();
  await page.getByText(/onnx\/model_q4\.onnx: .* of /).waitFor();
  await page.getByText(/a second, .* left/).waitFor();
  await button('Pause').click();
  await page.getByText('Paused; what came is kept.').waitFor();
  // What came is there after the tab was closed, and goes on as it was begun.
  await page.reload();
  await page.getByText('not whole').waitFor();
  hub.reset();
  await button(`Download ${pair}`).click();
  await button(`Start the download of ${pair}`).click();
  await page.getByText('stored here, q4').waitFor();
  expect(hub.asked.filter(({ range }) => range !== undefined)).toHaveLength(1);

  // From here on no request can leave the site.
  await hub.close();
  await page.goto(`${site.url}#/`);
  await page.getByRole('radio', { name: `${pair}, q4` }).check();
  await page.getByText('of models, stored in this browser').waitFor();
  await page.getByRole('radio', { name: /^Quick/ }).check();
  await button('Run the audit').click();
  // Drift of all texts would take minutes: that some were measured says that both models were read from the store.
  await page.getByText(/Measuring drift: [1-9]\d* of/).waitFor({ timeout: 100_000 });
  await button('Stop and keep').click();
  await page.goto(`${site.url}#/`);
  await page
    .getByRole('link', { name: /^Report/ })
    .first()
    .click();
  await page.getByRole('table').first().waitFor();
  const report = page.url();
  const told = await page.locator('main').innerText();
  expect(told).toContain(`${pair}, q4`);

  await page.goto(`${site.url}#/models`);
  const thinking = 'LiquidAI/LFM2.5-1.2B-Thinking-ONNX';
  await button(`Delete ${thinking}`).click();
  await button(`Delete ${thinking} for good`).click();
  await page.getByText('1 model,').waitFor();
  await page.goto(`${site.url}#/`);
  await page.getByText('Earlier audits').waitFor();
  expect(await page.getByRole('radio', { name: `${pair}, q4` }).count()).toBe(0);
  await page.goto(report);
  await page.getByRole('table').first().waitFor();
  expect(await page.locator('main').innerText()).toBe(told);
}, 240_000);
