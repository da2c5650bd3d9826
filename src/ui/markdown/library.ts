import { parseMarkdown, type Block, type Heading } from './parse.ts';

/** A document with its blocks, and where its headings are found on a page that shows several. */
export interface Document {
  /** Name of its file, by which other documents link to it. */
  readonly file: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The heading's anchor on the page. */
  readonly anchor: (heading: Pick<Heading, 'slug'>) => string;
}

/** What a link in a document leads to: a place on the page, another site, or something that is not shown here. */
export type Target =
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'site'; readonly address: string }
  | { readonly kind: 'file'; readonly path: string };

/** Reads documents that stand on one page. An anchor is the heading's slug, with the file's name before it where it is taken. */
export function readDocuments(
  files: readonly (readonly [file: string, text: string])[],
): Document[] {
  const taken = new Set<string>();
  return files.map(([file, text]) => {
    const blocks = parseMarkdown(text);
    const headings = blocks.filter((block) => block.kind === 'heading');
    const anchors = new Map<string, string>();
    for (const { slug } of headings) {
      const anchor = taken.has(slug) ? `${file.replace(/\.md$/, '')}-${slug}` : slug;
      taken.add(anchor);
      anchors.set(slug, anchor);
    }
    const title = headings.find(({ depth }) => depth === 1)?.text ?? file;
    return { file, title, blocks, anchor: ({ slug }) => anchors.get(slug) ?? slug };
  });
}

/** Where a link of one of the documents leads. */
export function targetOf(link: string, from: Document, all: readonly Document[]): Target {
  if (/^https?:/i.test(link)) return { kind: 'site', address: link };
  if (/^[a-z][a-z+.-]*:/i.test(link)) return { kind: 'file', path: link };
  const [path = '', slug = ''] = link.split('#');
  const file = path.split('/').at(-1) ?? '';
  const document = path === '' ? from : all.find((one) => one.file === file);
  if (document === undefined) return { kind: 'file', path };
  const first = document.blocks.find((block) => block.kind === 'heading');
  const anchor = slug !== '' ? document.anchor({ slug }) : first && document.anchor(first);
  return anchor === undefined ? { kind: 'file', path } : { kind: 'anchor', anchor };
}

/** The blocks under a heading, up to the next one that is no deeper; empty where the document has no such heading. */
export function sectionOf({ blocks }: Pick<Document, 'blocks'>, slug: string): Block[] {
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.slug === slug);
  const heading = blocks[at];
  if (heading?.kind !== 'heading') return [];
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex((block) => block.kind === 'heading' && block.depth <= heading.depth);
  return rest.slice(0, end === -1 ? rest.length : end);
}
