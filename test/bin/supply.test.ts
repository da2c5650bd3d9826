import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { root } from '../../bin/site.ts';

const LockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({ integrity: v.optional(v.string()), link: v.optional(v.boolean()) }),
  ),
});

test('every package that is installed is held by a hash', () => {
  const { packages } = v.parse(
    LockSchema,
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  );
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  expect(installed.length).toBeGreaterThan(100);
  const loose = installed.filter(([, one]) => !/^sha(256|512)-/.test(one.integrity ?? ''));
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('no package runs a script when it is installed', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
