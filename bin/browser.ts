import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
// Brings the declaration of what the page puts on its window.
import type {} from '../src/app/headless.ts';
import { ensureChromium, launchArgs, type LaunchChoice } from './chromium.ts';

/** Starts a headless Chromium. It does not end with this process's Ctrl-C: whoever starts it closes it. */
export function launchChromium(choice: LaunchChoice = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    args: launchArgs(choice),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * Stops every request of a context to another origin; the returned list grows by the address of each.
 * @param servers addresses whose origins it may reach besides
 */
export async function guardOrigin(
  context: BrowserContext,
  url: string,
  servers: readonly string[] = [],
): Promise<string[]> {
  const origins = new Set([url, ...servers].map((one) => new URL(one).origin));
  const stopped: string[] = [];
  // These never leave the browser.
  const isInside = (address: URL) => ['data:', 'blob:', 'about:'].includes(address.protocol);
  await context.route(
    (address) => !origins.has(address.origin) && !isInside(address),
    async (route) => {
      stopped.push(route.request().url());
      await route.abort();
    },
  );
  return stopped;
}

/** Opens the app and waits until it can be driven. @throws Error with the text of a page that did not start */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  try {
    await page.waitForFunction(() => window.plumbline !== undefined, null, { timeout: 30_000 });
  } catch (error) {
    const text = await page.locator('body').innerText();
    throw new Error(`The page did not start. It says: ${text}`, { cause: error });
  }
}
