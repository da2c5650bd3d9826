import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** A file of code that a page asked for. */
export interface Fetched {
  readonly name: string;
  /** Bytes after gzip at its usual level, whatever the server sent. */
  readonly gzip: number;
}

/** Bytes of code before the first click that may not be passed: see the goal table. */
export const firstLoadLimit = 120_000;

const code = [
  'text/html',
  'text/javascript',
  'application/javascript',
  'text/css',
  'application/wasm',
];

/**
 * Opens the built site and tells what code it fetches before anybody clicks: the page, scripts, styles and WebAssembly, those that a
 * script fetches later included. Largest first.
 */
export async function measureFirstLoad(page: Page, url: string): Promise<Fetched[]> {
  const found: Promise<Fetched | null>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type']?.split(';')[0]?.trim() ?? '';
    if (!code.includes(type)) return;
    const name = new URL(response.url()).pathname.split('/').at(-1);
    found.push(
      response.body().then(
        (body) => ({
          name: name === '' || name === undefined ? 'index.html' : name,
          gzip: gzipSync(body).length,
        }),
        // A page that was replaced takes its bodies with it.
        () => null,
      ),
    );
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const files = (await Promise.all(found)).filter((one) => one !== null);
  return files.sort((a, b) => b.gzip - a.gzip);
}

export function totalOf(files: readonly Fetched[]): number {
  return files.reduce((sum, { gzip }) => sum + gzip, 0);
}
