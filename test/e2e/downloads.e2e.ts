import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, openApp } from '../../bin/browser.ts';
import { root, serveSite, type Site } from '../../bin/site.ts';
import { catalog, findModel } from '../../src/catalog/catalog.ts';
import type { Manifest } from '../../src/engines/hub/manifest.ts';
import { serveHub, type Hub } from '../support/hub.ts';
import { specimenRepository } from '../support/specimen-repository.ts';

const name = 'plumbline/Specimen-Instruct-ONNX';
const model = findModel(catalog, 'specimen-instruct');

let hub: Hub;
/** A hub that nobody allowed. */
let stranger: Hub;
let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const repositories = { [name]: specimenRepository('specimen-instruct') };
  [hub, stranger] = await Promise.all([serveHub(repositories), serveHub(repositories)]);
  site = await serveSite(0, [hub.url]);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), hub.close(), stranger.close()]);
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  hub.reset();
  stranger.reset();
});

/** The built script of a worker. */
function script(worker: string): string {
  const names = readdirSync(join(root, 'dist/assets'));
  const found = names.filter((one) => one.startsWith(`worker-${worker}-`) && one.endsWith('.js'));
  expect(found).toHaveLength(1);
  return `assets/${found[0] ?? ''}`;
}

/** Asks a worker of the built site one thing, by the messages that the page's client sends. */
function ask(worker: string, call: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([address, asked, given]) =>
      new Promise((resolve, reject) => {
        const started = new Worker(address, { type: 'module' });
        started.onerror = () => {
          reject(new Error('The worker did not start.'));
        };
        started.onmessage = ({ data }: MessageEvent<{ type: string }>) => {
          if (data.type === 'event') return;
          started.terminate();
          resolve(data);
        };
        started.postMessage({ id: 0, call: asked, input: given });
      }),
    [script(worker), call, input] as const,
  );
}

const manifestOf = (address: string) =>
  ask('download', 'manifest', {
    ...{ hub: address, model: name, revision: 'main', engine: 'onnx', dtype: 'q8' },
  });
const load = (address: string) =>
  ask('onnx', 'load', {
    ...{ model, device: 'wasm', threads: 1, source: { kind: 'shipped', base: address } },
  });
const fetched = (address: string) =>
  page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'reached',
        () => 'stopped',
      ),
    address,
  );

describe('on the server that comes with it', () => {
  beforeEach(() => openApp(page, site.url));

  test('the worker that downloads reaches the hub, and what it brings is stored', async () => {
    const told = (await manifestOf(hub.url)) as { result: Manifest };
    expect(told.result.files).toHaveLength(model.files.length);
    const done = await ask('download', 'download', { manifest: told.result, hub: hub.url });
    expect(done).toMatchObject({ type: 'result', result: { whole: true } });
    expect(await ask('download', 'list', null)).toMatchObject({ result: [{ whole: true }] });
  });

  test('it reaches nobody else', async () => {
    expect(await manifestOf(stranger.url)).toMatchObject({ fault: { kind: 'hub-unreachable' } });
    expect(stranger.asked).toEqual([]);
  }, 240_000);

  test('neither the page nor another worker reaches even the hub', async () => {
    expect(await fetched(hub.url)).toBe('stopped');
    expect(await load(hub.url)).toMatchObject({ fault: { kind: 'model-missing' } });
    expect(hub.asked).toEqual([]);
    // The same call loads from the site itself, so it is not the call that fails.
    expect(await load(site.url)).toMatchObject({ type: 'result' });
  });

  test('only two scripts have a policy of their own: the hub and what was allowed, and this machine', async () => {
    const policyOf = async (path: string) => {
      const response = await fetch(new URL(path, site.url));
      return response.headers.get('content-security-policy') ?? '';
    };
    const scripts = readdirSync(join(root, 'dist/assets')).filter((one) => one.endsWith('.js'));
    const own: Readonly<Record<string, string>> = {
      download: `'self' https://huggingface.co https://*.huggingface.co https://*.hf.co https://raw.githubusercontent.com ${new URL(hub.url).origin}`,
      endpoint: "'self' http://localhost:* http://127.0.0.1:* http://[::1]:*",
    };
    const found: string[] = [];
    for (const one of scripts) {
      const connect = /connect-src ([^;]+)/.exec(await policyOf(`assets/${one}`))?.[1];
      const worker = /^worker-(\w+)-/.exec(one)?.[1] ?? '';
      expect(connect, one).toBe(own[worker] ?? "'self'");
      if (worker in own) found.push(worker);
    }
    expect(found.sort()).toEqual(Object.keys(own));
    expect(await policyOf('')).toContain("connect-src 'self';");
  });

  test('a full disk is told in the middle of a download, which goes on when there is room', async () => {
    const { result } = (await manifestOf(hub.url)) as { result: Manifest };
    const session = await context.newCDPSession(page);
    const { origin } = new URL(site.url);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
    // In pieces that a full disk takes some of: this machine sends a whole file at once.
    hub.trick('.onnx', { type: 'slow', step: 100_000, pause: 20 });
    const full = await ask('download', 'download', { manifest: result, hub: hub.url });
    expect(full).toMatchObject({ fault: { kind: 'storage-full' } });
    console.info(JSON.stringify(full));
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    hub.asked.length = 0;
    const done = await ask('download', 'download', { manifest: result, hub: hub.url });
    expect(done).toMatchObject({ type: 'result', result: { whole: true } });
    // Small files are there, and of the large one only the rest is fetched.
    expect(hub.asked).toHaveLength(1);
    expect(hub.asked[0]?.range).toMatch(/^bytes=\d+-$/);
  });
});

test('a host that sends no headers holds the page, and not the workers', async () => {
  const types: Readonly<Record<string, string>> = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
    wasm: 'application/wasm',
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host/').pathname;
    const file = path === '/' ? '/index.html' : path;
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    try {
      const body = readFileSync(join(root, 'dist', file));
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await openApp(page, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await fetched(stranger.url)).toBe('stopped');
    expect(await manifestOf(stranger.url)).toMatchObject({ type: 'result' });
    stranger.asked.length = 0;
    await load(stranger.url);
    expect(stranger.asked).not.toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
