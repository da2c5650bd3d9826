import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../bin/site.ts';
import { fill } from '../../bin/specimens.ts';

const page = readFileSync(join(root, 'docs/specimens.md'), 'utf8');

// The page is written from the recorded replies: whoever changes a scorer, a statistic or a recording writes it anew.
test(
  'docs/specimens.md says what the recorded audits give today',
  { timeout: 60_000 },
  async () => {
    expect(await fill(page)).toBe(page);
  },
);

test('a page that has lost a mark is not written over', async () => {
  await expect(fill('no marks here')).rejects.toThrow('has lost its mark');
});
