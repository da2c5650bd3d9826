import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { launchChromium } from '../../bin/browser.ts';
import type { LaunchChoice } from '../../bin/chromium.ts';
import { root } from '../../bin/site.ts';
import type {} from '../page.ts';
import { endlessModels } from './endless-models.ts';

export interface PageChoice {
  /** Threads for WebAssembly; as the app has it unless told. */
  readonly threads?: number;
  /** A script that runs before the page's own. */
  readonly before?: string;
}

/** Serves the benchmarks' page and opens it in browsers. */
export class BenchBrowser {
  readonly #server: ViteDevServer;
  readonly #threads: number | undefined;
  #browser: Browser | null = null;
  #version = '';

  private constructor(server: ViteDevServer, threads: number | undefined) {
    this.#server = server;
    this.#threads = threads;
  }

  /** @param threads for WebAssembly; as the app has it unless told */
  static async start(threads?: number): Promise<BenchBrowser> {
    // As it is built: a component in development checks more than it shows.
    process.env['NODE_ENV'] = 'production';
    const server = await createServer({
      root,
      mode: 'production',
      logLevel: 'error',
      cacheDir: 'node_modules/.vite-bench',
      plugins: [endlessModels],
      server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
      optimizeDeps: {
        // What is found only later makes the page reload in the middle of a row.
        entries: ['bench/page.ts', 'bench/pages/*.ts', 'workers/*.ts'],
        exclude: ['@huggingface/transformers', 'onnxruntime-web', '@wllama/wllama'],
      },
    });
    await server.listen();
    return new BenchBrowser(server, threads);
  }

  /** Version of the browser that was opened last. */
  get version(): string {
    return this.#version;
  }

  /** A page in a browser of its own; the one before is closed. */
  async open(choice: LaunchChoice = {}): Promise<Page> {
    await this.closePage();
    this.#browser = await launchChromium(choice);
    this.#version = this.#browser.version();
    return this.openAnother();
  }

  /** A further page in the browser that is open. */
  async openAnother({ threads = this.#threads, before }: PageChoice = {}): Promise<Page> {
    const address = this.#server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('The bench server has no address.');
    if (this.#browser === null) throw new Error('No browser is open.');
    const page = await this.#browser.newPage();
    page.on('pageerror', (error) => process.stderr.write(`In the page: ${error.message}\n`));
    if (before !== undefined) await page.addInitScript(before);
    const query = threads === undefined ? '' : `?threads=${threads}`;
    await page.goto(`${address}bench/index.html${query}`);
    await page.waitForFunction(() => 'bench' in window);
    return page;
  }

  async closePage(): Promise<void> {
    await this.#browser?.close();
    this.#browser = null;
  }

  async close(): Promise<void> {
    await this.closePage();
    await this.#server.close();
  }
}
