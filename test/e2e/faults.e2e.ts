import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { launchChromium, openApp } from '../../bin/browser.ts';
import { audit, small } from '../support/chromium.ts';

const site = inject('site');
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

/** Clicks Run and returns what the page then complains of. */
async function runAndRead(): Promise<string> {
  await page.goto(site);
  await page.getByRole('button', { name: /Run the specimen audit/ }).click();
  return page.getByRole('alert').first().innerText();
}

test('a model file that is not the one in the catalogue', async () => {
  await context.route(/\/models\/.*\/tokenizer\.json$/, async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    bytes[bytes.length >> 1] = 0;
    await route.fulfill({ response, body: bytes });
  });
  const alert = await runAndRead();
  expect(alert).toContain('tokenizer.json');
  expect(alert).toContain('hash');
  expect(alert).toContain('Every stored reply is kept');
});

test('a model file that is gone', async () => {
  await context.route(/\/models\/.*\.onnx$/, (route) => route.fulfill({ status: 404 }));
  const alert = await runAndRead();
  expect(alert).toContain('onnx/model_quantized.onnx');
  expect(alert).toContain('404');
});

test('a damaged line of a pack is told by its number', async () => {
  await context.route(/\/packs\/town-bias\.jsonl$/, async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).split('\n');
    lines[6] = '{"id": "bias-';
    await route.fulfill({ response, body: lines.join('\n') });
  });
  const alert = await runAndRead();
  expect(alert).toContain('town-bias');
  expect(alert).toContain('line 7');
});

test('a pack that reads well but is another one', async () => {
  await context.route(/\/packs\/town-bias\.jsonl$/, async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).split('\n');
    await route.fulfill({ response, body: [...lines.slice(0, 5), ''].join('\n') });
  });
  const alert = await runAndRead();
  expect(alert).toContain('town-bias');
  expect(alert).toContain('hash');
});

test('storage that the browser refuses', async () => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
  });
  await page.goto(site);
  const alert = page.getByRole('alert').first();
  expect(await alert.innerText()).toMatch(/could not be read[^]*refused[^]*denied[^]*allow/i);
  await page.getByRole('button', { name: /Run the specimen audit/ }).click();
  await page
    .getByText(/refused to store/)
    .first()
    .waitFor();
});

test('no WebAssembly', async () => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await openApp(page, site);
  await page
    .getByText(/no WebAssembly/)
    .first()
    .waitFor();
  expect(await page.getByRole('button', { name: /Run the specimen audit/ }).isDisabled()).toBe(
    true,
  );
  expect(await audit(page, small)).toMatchObject({ ok: false, fault: { kind: 'no-webassembly' } });
});

test('no WebGPU: the CPU is taken and said; the GPU by name is refused', async () => {
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'gpu'));
  await openApp(page, site);
  await page
    .getByText(/No usable GPU: runs on the CPU/)
    .first()
    .waitFor();
  const refused = await audit(page, { ...small, device: 'webgpu' });
  expect(refused).toMatchObject({ ok: false, fault: { kind: 'no-webgpu' } });
});

test('an audit that is not there, and a page that is not there', async () => {
  await page.goto(`${site}#/report/0123456789abcdef`);
  expect(await page.getByRole('alert').first().innerText()).toContain('0123456789abcdef');
  await page.goto(`${site}#/nowhere`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await page.locator('main').innerText()).toContain('nowhere');
});
