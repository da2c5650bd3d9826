import type { HeadlessProgress, HeadlessRequest, HeadlessResult } from '../../src/app/headless.ts';
import { guardOrigin, launchChromium, openApp } from '../browser.ts';
import { serveSite } from '../site.ts';

export interface AuditJob {
  readonly request: HeadlessRequest;
  /** Whole lines of an earlier, unfinished run; '' for none. */
  readonly stored: string;
  readonly onProgress: (progress: HeadlessProgress) => void;
  /** Its abort closes the browser, and the job rejects. */
  readonly signal: AbortSignal;
}

/** Runs an audit on the built site in a headless Chromium: the same audit as a click on Run. */
export async function runAudit(job: AuditJob): Promise<HeadlessResult> {
  const site = await serveSite();
  try {
    return await runAt(site.url, job);
  } finally {
    await site.close();
  }
}

async function runAt(
  url: string,
  { request, stored, onProgress, signal }: AuditJob,
): Promise<HeadlessResult> {
  const browser = await launchChromium(request.device === 'wasm' ? {} : { webGpu: 'hardware' });
  const failures: unknown[] = [];
  try {
    signal.addEventListener('abort', () => void browser.close());
    const context = await browser.newContext();
    const stopped = await guardOrigin(context, url);
    const page = await context.newPage();
    page.on('pageerror', (error) => process.stderr.write(`In the page: ${error.message}\n`));
    await page.exposeFunction('plumblineProgress', async (progress: HeadlessProgress) => {
      try {
        onProgress(progress);
      } catch (error) {
        // What cannot be kept need not be made: a full disk ends the audit at once.
        failures.push(error);
        await browser.close();
      }
    });
    await openApp(page, url);
    const result = await page.evaluate(
      ([asked, text]) => {
        if (window.plumbline === undefined) throw new Error('The page lost its door.');
        return window.plumbline.audit(asked, text);
      },
      [request, stored] as const,
    );
    return stopped.length === 0 ? result : leaked(stopped);
  } catch (error) {
    throw failures[0] ?? error;
  } finally {
    await browser.close();
  }
}

function leaked(addresses: readonly string[]): HeadlessResult {
  return {
    ok: false,
    fault: {
      kind: 'unexpected',
      message: `The page asked for something outside of itself: ${addresses.join(', ')}.`,
      kept: 'The requests were stopped and the replies are kept, but no report was written.',
      remedy: 'Nothing should ever be asked for outside: please report this.',
    },
  };
}
