import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { guardOrigin, launchChromium, openApp } from '../../bin/browser.ts';
import { watch } from '../support/chromium.ts';
import { startModelServer, type ModelServer } from '../support/model-server.ts';

const site = inject('site');
let server: ModelServer;
let browser: Browser;

beforeAll(async () => {
  server = await startModelServer({
    // Without log-probabilities: drift of so many texts would take longer than all else.
    kind: 'ollama',
    models: ['base', 'thinker'],
    say: (prompt, { model }) =>
      model === 'thinker'
        ? { chain: `Let me see: ${prompt}`, text: 'I cannot help with that.' }
        : { text: 'Yes. The answer is 4.' },
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await Promise.all([browser.close(), server.close()]);
});

const prompts = () => server.seen.filter(({ path }) => path === '/v1/chat/completions').length;

test('a pair on a server is added by clicking, audited, paused, and read in a report', async () => {
  const context = await browser.newContext();
  const stopped = await guardOrigin(context, site, [server.address]);
  const watched = watch(context);
  const page = await context.newPage();
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await openApp(page, `${site}#/models`);
  await button('Add a pair on a server…').click();
  const address = page.getByLabel('Address of the server', { exact: true });
  // The policy of the worker's own script stops what it does not name, and the page says so.
  await address.fill('http://127.0.0.2:8000');
  await button('Look').click();
  await page.getByText('does not let requests go to 127.0.0.2:8000').waitFor();
  await address.fill(server.address);
  await button('Look').click();
  await page.getByText('Ollama 1.2.3 with 2 models.').waitFor();
  await button('Try both models').click();
  await page.getByText('Its chain comes in a field of its own').waitFor();
  await button('Add the pair').click();
  await page.getByText('Saved. It can be chosen on').waitFor();
  expect(prompts()).toBe(2);

  await page.goto(`${site}#/`);
  await page.getByRole('radio', { name: 'base → thinker' }).check();
  const { host } = new URL(server.address);
  await page.getByText(`remote: this pair runs on ${host}`).waitFor();
  await page.getByRole('radio', { name: /^Quick/ }).check();
  await button('Run the audit').click();
  await page.getByText(`go to ${host}, and nowhere else`).waitFor();
  // Paused in the middle, and gone on with.
  await page
    .getByText(/^asking the/i)
    .first()
    .waitFor();
  await button('Pause').click();
  await button('Resume').click();
  await page.waitForURL(/#\/report\//, { timeout: 60_000 });
  await page.getByRole('table').first().waitFor();
  const told = await page.locator('main').innerText();
  expect(told).toContain('base → thinker');
  expect(told).toContain('remote server');

  // Nothing but this site and that server was asked for, by page and workers.
  const origins = new Set(
    watched.requests.filter((url) => url.startsWith('http')).map((url) => new URL(url).origin),
  );
  expect([...origins].sort()).toEqual([new URL(site).origin, server.address].sort());
  expect(stopped).toEqual([]);
  // Prompts went as they are, and what would be right did not.
  expect(JSON.stringify(server.seen)).not.toContain('"target"');
  await context.close();
});
