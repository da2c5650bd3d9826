import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openApp } from '../../bin/browser.ts';
import { ensureChromium, launchArgs } from '../../bin/chromium.ts';
import { readReplies } from '../../src/formats/replies.ts';
import { audit, findingsOf, hearReplies, small } from '../support/chromium.ts';

// Enough for more than one batch a side, so that there is a middle to be killed in.
const request = { ...small, limit: 6 };
const site = inject('site');
let profiles = '';

beforeAll(() => {
  profiles = mkdtempSync(join(tmpdir(), 'plumbline-profiles-'));
});
afterAll(() => {
  rmSync(profiles, { recursive: true });
});

/** A browser with a profile on disk, as a user's is. */
function openProfile(name: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(profiles, name), {
    executablePath: ensureChromium(),
    args: launchArgs(),
  });
}

/** Ends the browser's processes at once, without a word to its pages. */
async function kill(context: BrowserContext, page: Page): Promise<void> {
  const closed = new Promise((resolve) => context.once('close', resolve));
  const session = await context.newCDPSession(page);
  // There is nobody left to answer.
  session.send('Browser.crash').catch(() => undefined);
  await closed;
}

test('a tab and then a browser are killed; the audit ends as if nothing had been', async () => {
  let context = await openProfile('killed');
  let page = await context.newPage();
  const stored = await hearReplies(page);
  await openApp(page, site);
  const running = audit(page, request).catch(() => 'killed');
  const { done, total } = await stored();
  expect(done).toBeLessThan(total);
  await page.close();
  expect(await running).toBe('killed');

  // Held up at the second model, the audit cannot end before it is killed again.
  await context.route(/reasoning.*\.onnx$/, () => undefined);
  page = await context.newPage();
  await page.goto(site);
  await page.getByText(/\d+ of \d+ replies, all kept/).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/#\/run\//);
  await page.getByText('Loading the reasoning model').first().waitFor();
  await kill(context, page);

  context = await openProfile('killed');
  page = await context.newPage();
  await page.goto(site);
  await page.getByText(/\d+ of \d+ replies, all kept/).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/#\/report\//);
  const resumed = await audit(page, request);
  await context.close();

  const fresh = await openProfile('fresh');
  const other = await fresh.newPage();
  await openApp(other, site);
  const whole = await audit(other, request);
  await fresh.close();

  if (!resumed.ok || !whole.ok) throw new Error(JSON.stringify([resumed, whole]));
  expect(findingsOf(resumed.report)).toEqual(findingsOf(whole.report));
  const tokens = (text: string) => readReplies(text).map((one) => [one.trial, one.tokens]);
  expect(tokens(resumed.replies)).toEqual(tokens(whole.replies));
  expect(readReplies(whole.replies)).toHaveLength(total);
});
