import type { HeadlessProgress, HeadlessRequest, HeadlessResult } from '../../src/app/headless.ts';
import { openSite } from '../app.ts';

export interface AuditJob {
  readonly request: HeadlessRequest;
  /** Whole lines of an earlier, unfinished run; '' for none. */
  readonly stored: string;
  readonly onProgress: (progress: HeadlessProgress) => void;
  /** Its abort closes the browser, and the job rejects. */
  readonly signal: AbortSignal;
}

/** Addresses that the models of an audit answer at; none where they run in the browser. */
export function serversOf({ server }: HeadlessRequest): string[] {
  if (server === undefined) return [];
  return [...new Set([server.address, server.reasoningAddress ?? server.address])];
}

/** Runs an audit on the built site in a headless Chromium: the same audit as a click on Run. */
export async function runAudit(job: AuditJob): Promise<HeadlessResult> {
  const { request, stored, onProgress, signal } = job;
  const servers = serversOf(request);
  const choice =
    request.device === 'wasm' || servers.length > 0 ? {} : { webGpu: 'hardware' as const };
  const site = await openSite(choice, signal, servers);
  const failures: unknown[] = [];
  try {
    await site.page.exposeFunction('plumblineProgress', async (progress: HeadlessProgress) => {
      try {
        onProgress(progress);
      } catch (error) {
        // What cannot be kept need not be made: a full disk ends the audit at once.
        failures.push(error);
        await site.close();
      }
    });
    const result = await site.page.evaluate(
      ([asked, text]) => {
        if (window.plumbline === undefined) throw new Error('The page lost its door.');
        return window.plumbline.audit(asked, text);
      },
      [request, stored] as const,
    );
    site.checkRequests();
    return result;
  } catch (error) {
    throw failures[0] ?? error;
  } finally {
    await site.close();
  }
}
