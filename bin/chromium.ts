import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The machine as far as finding a browser depends on it; handed in so that tests can make one up. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  exists(path: string): boolean;
}

const thisHost: Host = { platform: process.platform, env: process.env, exists: existsSync };

/** Where Chromium or a browser made from it usually is, best first. */
export function usualPlaces({ platform, env }: Host): string[] {
  switch (platform) {
    case 'darwin': {
      const folders = ['/Applications', `${env['HOME'] ?? ''}/Applications`];
      const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
      return folders.flatMap((folder) =>
        apps.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
      );
    }
    case 'win32': {
      const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
        (name) => env[name] ?? [],
      );
      const apps = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'];
      const edge = 'Microsoft\\Edge\\Application\\msedge.exe';
      return folders.flatMap((folder) => [...apps, edge].map((app) => `${folder}\\${app}`));
    }
    default:
      return [
        '/usr/bin/chromium',
        '/usr/bin/google-chrome',
        '/usr/bin/google-chrome-stable',
        '/usr/bin/chromium-browser',
        '/snap/bin/chromium',
        '/usr/bin/microsoft-edge',
      ];
  }
}

/**
 * The browser that `CHROME_PATH` names, else the first one in a usual place, else null.
 * @throws Error where `CHROME_PATH` names nothing: to take another browser then would be a surprise.
 */
export function findChromium(host: Host = thisHost): string | null {
  const named = host.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (host.exists(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, and there is no such file. Correct or unset it.`);
  }
  return usualPlaces(host).find((path) => host.exists(path)) ?? null;
}

/**
 * The browser, installed first where it is missing and this process may install it.
 * @throws Error that says what to do.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  if (mayInstall()) {
    process.stderr.write('Chromium is missing: installing it with apt-get.\n');
    install();
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(missing(process.platform));
}

/** What to do where there is no browser and it cannot be installed from here. */
export function missing(platform: NodeJS.Platform): string {
  const how = {
    darwin: 'brew install --cask chromium',
    win32: 'winget install Google.Chrome',
  }[platform as string];
  return (
    'No Chromium was found. Install it: ' +
    `${how ?? 'sudo apt-get update && sudo apt-get install -y chromium'}\n` +
    'Or set CHROME_PATH to the program of a Chromium, Chrome or Edge that is already there.'
  );
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function mayInstall(): boolean {
  return process.platform === 'linux' && isRoot() && existsSync('/usr/bin/apt-get');
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    // Its output goes to stderr: standard output is for data.
    const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed. ${missing('linux')}`);
  }
}

export interface LaunchChoice {
  /**
   * Which WebGPU to turn on, besides what the browser offers by itself. Software is 10 to 100 times slower than
   * WebAssembly: only for tests of micro models.
   */
  readonly webGpu?: 'hardware' | 'software';
}

/** Flags for a browser that does nothing but what it is told: no first run, no background requests. */
export function launchArgs({ webGpu }: LaunchChoice = {}, root = isRoot()): string[] {
  return [
    // Chromium's sandbox refuses to run as root.
    ...(root ? ['--no-sandbox'] : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(webGpu === undefined ? [] : ['--enable-unsafe-webgpu', '--enable-features=Vulkan']),
    ...(webGpu === 'software' ? ['--use-webgpu-adapter=swiftshader'] : []),
  ];
}
