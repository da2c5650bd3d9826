import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, runBuild } from '../../bin/site.ts';

const again = mkdtempSync(join(tmpdir(), 'plumbline-build-'));
afterAll(() => {
  rmSync(again, { recursive: true });
});

function hashes(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('.stamp'));
  return Object.fromEntries(
    files.map((path) => [
      relative(folder, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}

test('a second build is the first one, byte for byte', () => {
  runBuild(again);
  const [first, second] = [hashes(join(root, 'dist')), hashes(again)];
  expect(Object.keys(first).length).toBeGreaterThan(50);
  expect(second).toEqual(first);
});

test('the licences of what ships lie with it, the workers’ too', () => {
  const list = readFileSync(join(root, 'dist/licenses.txt'), 'utf8');
  for (const name of [
    'svelte',
    '@mlc-ai/web-llm',
    '@huggingface/transformers',
    'onnxruntime-web',
  ]) {
    expect(list).toMatch(new RegExp(`^  ${name} [\\w.-]+: (MIT|Apache-2.0)$`, 'm'));
  }
  const named = [...list.matchAll(/^ {2}\S+ \S+: (.+)$/gm)].map(([, license]) => license);
  const permissive = /^(MIT|ISC|Apache-2\.0|BSD-3-Clause|Apache-2\.0 AND BSL-1\.0)$/;
  expect(named.filter((license) => !permissive.test(license ?? ''))).toEqual([]);
});
