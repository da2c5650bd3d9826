import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// A canary: svelte-check has been seen to print nothing at all and exit 0 on some set-ups.

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'node_modules/svelte-check/bin/svelte-check');
const component = (script: string) => `<script lang="ts">\n  ${script}\n</script>\n\n{a}\n`;

test('svelte-check fails on a type error, and on nothing else', { timeout: 60_000 }, () => {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(root, 'test-results/canary-'));
  try {
    const config = join(folder, 'tsconfig.json');
    const options = { extends: join(root, 'tsconfig.json'), include: ['*.svelte'] };
    writeFileSync(config, JSON.stringify(options));
    writeFileSync(join(folder, 'Right.svelte'), component("const a: string = 'text';"));
    writeFileSync(join(folder, 'Wrong.svelte'), component("const a: number = 'text';"));
    const args = [program, '--workspace', folder, '--tsconfig', config, '--output', 'human'];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout).toContain("Type 'string' is not assignable to type 'number'");
    expect(stdout).toContain('found 1 error and 0 warnings in 1 file');
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
