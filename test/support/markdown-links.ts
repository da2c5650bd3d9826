import type { Block, Inline } from '../../src/ui/markdown/parse.ts';

/** Where the links of a document lead, in their order. */
export function linksIn(blocks: readonly Block[]): string[] {
  const line = (pieces: readonly Inline[]): string[] =>
    pieces.flatMap((piece) => {
      if (piece.kind === 'link') return [piece.to];
      return 'children' in piece ? line(piece.children) : [];
    });
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'code':
        return [];
      case 'quote':
        return linksIn(block.blocks);
      case 'list':
        return block.items.flatMap(linksIn);
      case 'table':
        return [block.header, ...block.rows].flat().flatMap((cell) => line(cell.children));
      default:
        return line(block.children);
    }
  });
}
