import { expect, it } from 'vitest';
import {
  readDocuments,
  sectionOf,
  targetOf,
  type Document,
} from '../../../src/ui/markdown/library.ts';

const [first, second] = readDocuments([
  ['one.md', '# One\n\n## Verdicts\n\nFirst.\n\n### More\n\nDeep.\n\n## End\n\nLast.'],
  ['two.md', '# Two\n\n## Verdicts\n\nSecond.'],
]) as [Document, Document];
const all = [first, second];

it('gives every heading an anchor of its own, though documents share a name', () => {
  expect(first.anchor({ slug: 'verdicts' })).toBe('verdicts');
  expect(second.anchor({ slug: 'verdicts' })).toBe('two-verdicts');
});

it('finds where links lead', () => {
  expect(targetOf('#verdicts', second, all)).toEqual({ kind: 'anchor', anchor: 'two-verdicts' });
  expect(targetOf('two.md#verdicts', first, all)).toEqual({
    kind: 'anchor',
    anchor: 'two-verdicts',
  });
  expect(targetOf('../docs/two.md', first, all)).toEqual({ kind: 'anchor', anchor: 'two' });
  expect(targetOf('https://example.org/a', first, all)).toEqual({
    kind: 'site',
    address: 'https://example.org/a',
  });
  expect(targetOf('formats.md', first, all)).toEqual({ kind: 'file', path: 'formats.md' });
});

it('makes no link of an address that is no page', () => {
  expect(targetOf('javascript:alert(1)', first, all).kind).toBe('file');
});

it('cuts out a section with what stands under it, up to the next', () => {
  const kinds = sectionOf(first, 'verdicts').map((block) => block.kind);
  expect(kinds).toEqual(['paragraph', 'heading', 'paragraph']);
  expect(sectionOf(first, 'nothing')).toEqual([]);
});
