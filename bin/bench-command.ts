import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './site.ts';

/** `plumbline bench`: a process of its own, since what it measures against is large and no other command needs it. */
export async function benchCommand(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'bin/run.mjs'), 'bench', ...args], {
    stdio: 'inherit',
  });
  const ended: readonly unknown[] = await once(child, 'exit');
  return typeof ended[0] === 'number' ? ended[0] : 1;
}
