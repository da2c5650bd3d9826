import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../bin/browser.ts';
import { recordedInput, textOf } from '../support/exported.ts';

/** What would run, fetch or turn the text around if it were ever more than text. */
const hostile = [
  '</script><script>document.title = "ran"</script>',
  '<img src="http://127.0.0.1:9/x" onerror="document.title = `ran`">',
  'a\u202ebc\u200bd \ud800 e',
  '--></style><svg onload="document.title = `ran`">',
].join('\n');

let folder: string;
let browser: Browser;
let whole: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-file-'));
  browser = await launchChromium({});
  const input = recordedInput(12, (reply, at) =>
    at % 7 === 0 && reply.answer !== null ? { ...reply, chain: hostile, answer: hostile } : reply,
  );
  whole = textOf((await input.html()).bytes);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a report from the disk, offline. */
async function open(text: string, options: { javaScriptEnabled?: boolean } = {}) {
  const path = join(folder, 'report.html');
  writeFileSync(path, text);
  const context = await browser.newContext({
    ...options,
    offline: true,
    viewport: { width: 360, height: 800 },
  });
  const page = await context.newPage();
  const asked: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(pathToFileURL(path).href);
  const said = async () => (await page.locator('#check').textContent()) ?? '';
  return { page, asked, errors, said, close: () => context.close() };
}

describe('a report in one file', () => {
  it('opens from the disk, asks for nothing, and its figures agree', async () => {
    const { page, asked, errors, said, close } = await open(whole);
    expect(await said()).toMatch(/all \d+ findings agree\.$/);
    expect(await page.locator('tr.agrees').count()).toBe(await page.locator('tbody tr').count());
    expect(asked).toEqual([page.url()]);
    expect(errors).toEqual([]);
    // No text of a model became more than text, and what would hide in it is named.
    expect(await page.title()).toMatch(/Plumbline report$/);
    expect(await page.locator('img, svg').count()).toBe(0);
    const shown = await page.locator('.said').allTextContents();
    expect(shown.some((text) => text.includes('</script><script>'))).toBe(true);
    expect(shown.some((text) => text.includes('a‹U+202E›bc‹U+200B›d ‹U+D800› e'))).toBe(true);
    // It fits a telephone.
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    await close();
  });

  it.each([
    ['a figure in a cell', /(data-cell="baseline">)\d+(\.\d%)/, '$112$2', 'baseline shows'],
    [
      'a figure in its data',
      /("verdict":)"(?:preserved|inconclusive)"/,
      '$1"improved"',
      'verdict is stated as',
    ],
    ['an outcome', /("baseline":\[)(?:true|false)(,(?:true|false),)/, '$1"empty"$2', 'computed'],
  ])('with %s changed it says which finding does not agree', async (_what, from, to, told) => {
    const changed = whole.replace(from, to);
    expect(changed).not.toBe(whole);
    const { page, said, close } = await open(changed);
    expect(await said()).toMatch(/1 of \d+ findings do not agree/);
    expect(await page.locator('tr.differs .check').textContent()).toContain(told);
    await close();
  });

  it('can be read where no script runs', async () => {
    const { page, said, close } = await open(whole, { javaScriptEnabled: false });
    expect(await said()).toContain('Where scripts may run');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(20);
    await page.locator('details.items > summary').first().click();
    expect(await page.locator('details.items details').first().isVisible()).toBe(true);
    await close();
  });
});
