import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import ts from 'typescript-eslint';

// Canaries: they fail when the lint stops seeing what it is there to see.

const root = fileURLToPath(new URL('../../', import.meta.url));
const middle = ['scoring', 'statistics', 'drift', 'engines', 'store', 'formats', 'catalog'];
const floors = [['domain'], middle, ['audit'], ['app'], ['ui']];
const folders = floors.flat();
const floorOf = (folder: string) => floors.findIndex((floor) => floor.includes(folder));
const hiddenFromUi = ['engines', 'store', 'formats', 'drift'];

function isAllowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (from === 'ui' && hiddenFromUi.includes(to)) return false;
  return floorOf(to) < floorOf(from);
}

describe('layers', () => {
  // These rules read only the text, and without types they take no time.
  const eslint = new ESLint({ cwd: root, overrideConfig: [ts.configs.disableTypeChecked] });

  async function rulesBroken(path: string, code: string): Promise<string[]> {
    const results = await eslint.lintText(code, { filePath: root + path });
    return results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => ruleId ?? message),
    );
  }

  test.each(folders)('%s imports from below only', async (from) => {
    for (const to of folders) {
      const broken = await rulesBroken(`src/${from}/a.ts`, `export * from '../${to}/b.ts';\n`);
      const expected = isAllowed(from, to) ? [] : ['no-restricted-imports'];
      expect(broken, `${from} → ${to}`).toEqual(expected);
    }
  });

  test.each([
    ["import type { A } from '../../app/a.ts';\nexport type B = A;", 'no-restricted-imports'],
    ["export const a = () => import('../../app/a.ts');", 'no-restricted-syntax'],
    ["export type A = import('../../app/a.ts').A;", 'no-restricted-syntax'],
  ])('sees every form of import: %s', async (code, rule) => {
    expect(await rulesBroken('src/engines/onnx/a.ts', `${code}\n`)).toContain(rule);
  });

  test('the site does not import from the tools around it', async () => {
    for (const tool of ['bin', 'bench', 'test', 'workers']) {
      const code = `export * from '../../${tool}/a.ts';\n`;
      expect(await rulesBroken('src/app/a.ts', code)).toEqual(['no-restricted-imports']);
    }
  });

  test('workers import from engines, audit, formats and domain only', async () => {
    const broken = (from: string) =>
      rulesBroken('workers/a.ts', `export * from '../${from}/a.ts';\n`);
    expect(await broken('src/engines/onnx')).toEqual([]);
    expect(await broken('src/domain')).toEqual([]);
    expect(await broken('src/audit')).toEqual([]);
    expect(await broken('src/formats')).toEqual([]);
    expect(await broken('src/store')).toEqual(['no-restricted-imports']);
    expect(await broken('bin')).toEqual(['no-restricted-imports']);
  });

  test.each(['domain', 'scoring', 'statistics', 'drift'])('%s is pure', async (folder) => {
    for (const impure of ['Math.random()', 'Date.now()', 'document.title', 'fetch("a")']) {
      const broken = await rulesBroken(`src/${folder}/a.ts`, `export const a = ${impure};\n`);
      expect(broken, impure).toHaveLength(1);
    }
  });

  test('no markup from data', async () => {
    const code =
      '<script lang="ts">\n  let { a }: { a: string } = $props();\n</script>\n\n{@html a}\n';
    expect(await rulesBroken('src/ui/A.svelte', code)).toContain('svelte/no-at-html-tags');
  });

  test('no any', async () => {
    const broken = await rulesBroken('src/ui/a.ts', 'export const a = (b: any) => typeof b;\n');
    expect(broken).toEqual(['@typescript-eslint/no-explicit-any']);
  });
});

describe('types', () => {
  const eslint = new ESLint({ cwd: root });

  test('a floating promise and a missing case are seen', { timeout: 60_000 }, async () => {
    const code = `
export async function wait(): Promise<void> {
  await Promise.resolve();
}
wait();
export function name(kind: 'a' | 'b'): string {
  switch (kind) {
    case 'a':
      return 'first';
  }
  return '';
}
`;
    // The text stands in for a file that is there: only those have types.
    const results = await eslint.lintText(code, { filePath: `${root}src/domain/hash.ts` });
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual([
      '@typescript-eslint/no-floating-promises',
      '@typescript-eslint/switch-exhaustiveness-check',
    ]);
  });
});
