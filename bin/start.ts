import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { checkAddress } from '../src/engines/endpoint/address.ts';
import { hubAddress } from '../src/engines/hub/mirror.ts';
import { parseCount, runCommand } from './command.ts';
import { buildSite, serveSite } from './site.ts';

const help = `npm start -- [--port N] [--no-open] [--hub ADDRESS] [--allow-server URL]

Builds the site where that is needed, serves it on this machine and opens it in a browser.

  --port N    the port to serve on (4173; where it is taken, the next free one)
  --no-open   opens no browser
  --hub ADDRESS
              lets models be downloaded from this mirror, too, which has the hub's layout:
              ADDRESS/OWNER/NAME/resolve/REVISION/FILE
  --allow-server URL
              lets models be asked on this server, too, besides those on this machine. Before a pair is added
              there, the page says what leaves this machine, and asks. May be given several times`;

/** Serves the site until it is interrupted. */
export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const { values } = parseArgs({
      args: rest,
      options: {
        port: { type: 'string', default: '4173' },
        'no-open': { type: 'boolean', default: false },
        hub: { type: 'string', multiple: true, default: [] },
        'allow-server': { type: 'string', multiple: true, default: [] },
      },
    });
    const port = parseCount('--port', values.port, 0);
    const mirrors = values.hub.map((address) => hubAddress(address, null));
    const servers = values['allow-server'].map((address) =>
      checkAddress(address, { allowRemote: true, allowPlain: true }),
    );
    buildSite();
    const site = await serveSite(port, mirrors, servers);
    process.stdout.write(`Plumbline is at ${site.url} (Ctrl-C ends it)\n`);
    if (!values['no-open'] && hasScreen()) open(site.url);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await site.close();
    return 0;
  });
}

function hasScreen(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function open(url: string): void {
  const [program, ...args] = opener(url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => process.stderr.write(`No browser could be started: open ${url}\n`));
  child.unref();
}

function opener(url: string): [string, ...string[]] {
  switch (process.platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      // `start` takes its first quoted argument for a title.
      return ['cmd', '/c', 'start', '', url];
    default:
      return ['xdg-open', url];
  }
}
