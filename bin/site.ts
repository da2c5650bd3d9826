import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preview } from 'vite';
import { sha256 } from '../src/domain/hash.ts';
import { policyInHeaders } from './policy.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '..');

const sources = [
  ...['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'],
  ...['bin/policy.ts', 'bin/licenses.ts', 'bin/report-check.ts'],
];
const stampFile = join(root, 'dist/.stamp');

/** Builds the site into `dist`, where it is missing or was built from other sources. */
export function buildSite(): void {
  const stamp = stampOf(sources);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  process.stderr.write('Building the site …\n');
  runBuild(join(root, 'dist'));
  // Written last: a build that was cut off has no stamp.
  writeFileSync(stampFile, stamp);
}

/** Builds the site into a folder, and empties that before. */
export function runBuild(folder: string): void {
  // In a process of its own, because the one that asks may run with NODE_ENV set to something else.
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The site could not be built.');
}

/** A hash over the names, sizes and times of all files. */
function stampOf(paths: readonly string[]): string {
  const files = paths.flatMap((path) => {
    if (!existsSync(join(root, path))) return [];
    if (!statSync(join(root, path)).isDirectory()) return [path];
    const found = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
    return found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  });
  const lines = files.map((file) => {
    const { size, mtimeMs } = statSync(join(root, file.replace(root, '')));
    return `${file} ${size} ${mtimeMs}`;
  });
  return sha256(lines.sort().join('\n'));
}

export interface Site {
  /** Address of the start page. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the built site on this machine only, with the headers of `vite.config.ts`.
 * @param mirrors addresses of mirrors that models may be downloaded from, besides the hub
 * @param servers addresses of model servers on other machines that may be asked
 */
export async function serveSite(
  port = 0,
  mirrors: readonly string[] = [],
  servers: readonly string[] = [],
): Promise<Site> {
  const server = await keepAlive(() =>
    preview({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      plugins: [policyInHeaders(mirrors, servers)],
      preview: { host: '127.0.0.1', port, open: false },
    }),
  );
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The site is served, but nobody knows where.');
  return { url, close: () => server.close() };
}

/**
 * Vite's server ends its process when standard input ends, and at SIGTERM. Here input may end long before the work does, and
 * a command says by itself what it does at a signal.
 */
async function keepAlive<T>(start: () => Promise<T>): Promise<T> {
  const heard: readonly (readonly [NodeJS.EventEmitter, string])[] = [
    [process.stdin, 'end'],
    [process, 'SIGTERM'],
  ];
  const before = heard.map(([source, event]) => source.listeners(event));
  const started = await start();
  for (const [at, [source, event]] of heard.entries()) {
    for (const listener of source.listeners(event)) {
      if (before[at]?.includes(listener) !== true) source.off(event, listener as () => void);
    }
  }
  return started;
}
