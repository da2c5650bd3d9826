import type { Page } from 'playwright-core';
import { PlumblineError } from '../src/domain/fault.ts';
import { guardOrigin, launchChromium, openApp } from './browser.ts';
import type { LaunchChoice } from './chromium.ts';
import { serveSite } from './site.ts';

/** The built site, open in a headless Chromium of its own. */
export interface OpenedSite {
  readonly page: Page;
  /** @throws PlumblineError where the page has asked for anything outside of itself */
  checkRequests(): void;
  close(): Promise<void>;
}

/**
 * Serves the built site and opens it. An abort closes the browser, so that whatever waits for the page rejects.
 * @param servers addresses of model servers that it may ask; nothing else outside of itself
 */
export async function openSite(
  choice: LaunchChoice,
  signal: AbortSignal,
  servers: readonly string[] = [],
): Promise<OpenedSite> {
  const site = await serveSite(0, [], servers);
  try {
    const browser = await launchChromium(choice);
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= browser.close().then(site.close));
    try {
      signal.addEventListener('abort', () => void browser.close());
      signal.throwIfAborted();
      const context = await browser.newContext();
      const stopped = await guardOrigin(context, site.url, servers);
      const page = await context.newPage();
      page.on('pageerror', (error) => process.stderr.write(`In the page: ${error.message}\n`));
      await openApp(page, site.url);
      return {
        page,
        close,
        checkRequests: () => {
          if (stopped.length > 0) throw leaked(stopped);
        },
      };
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    await site.close();
    throw error;
  }
}

function leaked(addresses: readonly string[]): PlumblineError {
  return new PlumblineError({
    kind: 'unexpected',
    message: `The page asked for something outside of itself: ${addresses.join(', ')}.`,
    kept: 'The requests were stopped. What was written before is kept; nothing was written since.',
    remedy: 'Nothing should ever be asked for outside: please report this.',
  });
}
