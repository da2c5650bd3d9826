import * as v from 'valibot';
import type { BrowserContext, Page } from 'playwright-core';
import type { HeadlessProgress, HeadlessRequest, HeadlessResult } from '../../src/app/headless.ts';

/** A request that is quick and covers every dimension. */
export const small: HeadlessRequest = {
  pair: 'specimen-sft',
  suite: 'town',
  limit: 2,
  seed: 0,
  device: 'wasm',
};

/** What a context's pages and workers did, as it happens. */
export interface Watched {
  readonly requests: string[];
  /** Messages of errors: uncaught, or on the console, where refusals by the policy stand as well. */
  readonly errors: string[];
}

/** Records every request and every error of a context. */
export function watch(context: BrowserContext): Watched {
  const watched: Watched = { requests: [], errors: [] };
  context.on('request', (request) => watched.requests.push(request.url()));
  context.on('weberror', (error) => watched.errors.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text());
  });
  return watched;
}

/** Runs an audit through the door that the command line uses. */
export function audit(page: Page, request: HeadlessRequest): Promise<HeadlessResult> {
  return page.evaluate((asked) => {
    if (window.plumbline === undefined) throw new Error('The page has no door.');
    return window.plumbline.audit(asked, '');
  }, request);
}

/** Hears what an audit stores: to be called before the page is loaded. The result waits for the next new replies. */
export async function hearReplies(page: Page): Promise<() => Promise<HeadlessProgress>> {
  let next: ((progress: HeadlessProgress) => void) | undefined;
  await page.exposeFunction('plumblineProgress', (progress: HeadlessProgress) => {
    if (progress.lines !== '') next?.(progress);
  });
  return () =>
    new Promise((resolve) => {
      next = resolve;
    });
}

const ReportSchema = v.object({ complete: v.literal(true), findings: v.array(v.unknown()) });

/** The findings of a complete `report.json`, as text. */
export function findingsOf(report: string): string {
  return JSON.stringify(v.parse(ReportSchema, JSON.parse(report)).findings, null, 2);
}
