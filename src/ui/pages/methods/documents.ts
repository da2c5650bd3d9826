import {
  readDocuments,
  sectionOf,
  targetOf,
  type Document,
  type Target,
} from '../../markdown/library.ts';
import { wordsOf, type Block } from '../../markdown/parse.ts';

/** The documents that the page shows, in this order; one that is not there is left out. */
const order = ['metrics.md', 'statistics.md', 'drift.md', 'core-suite.md'];

const texts = import.meta.glob<string>(
  '../../../../docs/{metrics,statistics,drift,core-suite}.md',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

export const documents: readonly Document[] = readDocuments(
  order.flatMap((file) =>
    Object.entries(texts)
      .filter(([path]) => path.endsWith(`/${file}`))
      .map(([, text]) => [file, text] as const),
  ),
);

/** Where a link in a document leads. */
export function linksOf(document: Document): (link: string) => Target {
  return (link) => targetOf(link, document, documents);
}

/** A section of any document, with the document that it is in; null where none has it. */
export function findSection(slug: string): {
  readonly document: Document;
  readonly anchor: string;
  readonly blocks: readonly Block[];
} | null {
  for (const document of documents) {
    const blocks = sectionOf(document, slug);
    if (blocks.length > 0) return { document, anchor: document.anchor({ slug }), blocks };
  }
  return null;
}

/** What is said in a section of how well its subject was measured: from where that begins up to its known flaws. */
export function measurementsIn(blocks: readonly Block[]): Block[] {
  const found: Block[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') break;
    const words = block.kind === 'paragraph' ? wordsOf(block.children) : '';
    const begins = /(^|[.:] )(Not m|M)easured\b/.test(words);
    if (begins || (found.length > 0 && !words.startsWith('Known flaws'))) found.push(block);
    else if (found.length > 0) break;
  }
  return found;
}
