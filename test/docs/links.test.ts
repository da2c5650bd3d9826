import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseMarkdown } from '../../src/ui/markdown/parse.ts';
import { linksIn } from '../support/markdown-links.ts';

const root = new URL('../../', import.meta.url);
const pages = [
  'README.md',
  ...readdirSync(new URL('docs/', root))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const textOf = (address: URL) => readFileSync(address, 'utf8');

const slugs = new Map<string, string[]>();

function slugsIn(address: URL): string[] {
  const known = slugs.get(address.href);
  if (known !== undefined) return known;
  const found = parseMarkdown(textOf(address)).flatMap((block) =>
    block.kind === 'heading' ? [block.slug] : [],
  );
  slugs.set(address.href, found);
  return found;
}

it.each(pages)('%s links to files and headings that are there', (page) => {
  const own = new URL(page, root);
  for (const link of linksIn(parseMarkdown(textOf(own)))) {
    if (/^[a-z]+:/.test(link)) continue;
    const target = new URL(link, own);
    const slug = decodeURIComponent(target.hash.slice(1));
    target.hash = '';
    expect(existsSync(target), link).toBe(true);
    if (slug !== '') expect(slugsIn(target), link).toContain(slug);
  }
});

it.each(pages)('%s names no path of a machine and no registry', (page) => {
  const text = textOf(new URL(page, root));
  expect(text).not.toMatch(/(?:^|[\s"'`(=])\/(?:work|tmp|root|home|Users)\//m);
  expect(text).not.toMatch(/registry\.npmjs|npmjs\.com|pypi\.org|pythonhosted|deb\.debian/);
});
