import { join } from 'node:path';
import { expect, test } from 'vitest';
import { licenseList, packageFolder, readPackage } from '../../bin/licenses.ts';
import { root } from '../../bin/site.ts';

test('a module is of the innermost package that it lies in', () => {
  expect(packageFolder('/a/node_modules/svelte/src/index.js')).toBe('/a/node_modules/svelte');
  expect(packageFolder('/a/node_modules/@x/y/z.js?url')).toBe('/a/node_modules/@x/y');
  expect(packageFolder('/a/node_modules/x/node_modules/y/z.js')).toBe(
    '/a/node_modules/x/node_modules/y',
  );
  expect(packageFolder('/a/src/main.ts')).toBeNull();
  expect(packageFolder('\0vite/preload-helper.js')).toBeNull();
});

test('a package is read with the text that lies with it', () => {
  const read = readPackage(join(root, 'node_modules/idb'));
  expect(read).toMatchObject({ name: 'idb', license: 'ISC' });
  expect(read.texts.join()).toContain('Permission to use, copy, modify');
});

test('a text that goes for several packages is there once, with all their names', () => {
  const one = { version: '1.0.0', license: 'MIT', texts: ['the text'] };
  const list = licenseList([
    { ...one, name: 'a' },
    { ...one, name: 'b' },
    { ...one, name: 'c', license: 'ISC', texts: ['another'] },
  ]);
  expect(list.split('the text')).toHaveLength(2);
  expect(list).toContain('a 1.0.0, b 1.0.0');
  expect(list).toContain('  c 1.0.0: ISC');
});
