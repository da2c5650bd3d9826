import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseMarkdown,
  slugOf,
  wordsOf,
  type Block,
  type Inline,
} from '../../../src/ui/markdown/parse.ts';

function only(text: string): Block {
  const blocks = parseMarkdown(text);
  expect(blocks.length).toBe(1);
  return blocks[0] as Block;
}

/** All words of a document, in their order. */
function textOf(blocks: readonly Block[]): string {
  const inline = (line: readonly Inline[]) => wordsOf(line);
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'code':
          return block.text;
        case 'quote':
          return textOf(block.blocks);
        case 'list':
          return block.items.map(textOf).join(' ');
        case 'table':
          return [block.header, ...block.rows]
            .flat()
            .map((one) => inline(one.children))
            .join(' ');
        default:
          return inline(block.children);
      }
    })
    .join(' ');
}

describe('parseMarkdown', () => {
  it('reads what the documents are made of', () => {
    expect(only('A **b** _c_ `d < e`')).toEqual({
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'A ' },
        { kind: 'strong', children: [{ kind: 'text', text: 'b' }] },
        { kind: 'text', text: ' ' },
        { kind: 'em', children: [{ kind: 'text', text: 'c' }] },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'd < e' },
      ],
    });
    expect(only('[x](y.md#z)')).toEqual({
      kind: 'paragraph',
      children: [{ kind: 'link', to: 'y.md#z', children: [{ kind: 'text', text: 'x' }] }],
    });
    expect(textOf(parseMarkdown('1. one\n2. two\n\n> three\n\n    four'))).toBe(
      'one two three four',
    );
  });

  it('reads tables with their alignment, and a bar within a cell', () => {
    const table = only('| a | b |\n| - | -: |\n| 1 | \\|x\\| |');
    expect(table.kind === 'table' && table.rows[0]?.[1]).toEqual({
      children: [{ kind: 'text', text: '|x|' }],
      align: 'right',
    });
  });

  it('leaves markup as the text that it is', () => {
    const html = '<img src=x onerror="alert(1)">';
    for (const text of [html, `Say ${html} here`, `| a |\n| - |\n| ${html} |`, `- ${html}`]) {
      const blocks = parseMarkdown(text);
      expect(textOf(blocks), text).toContain('<img src=x onerror=');
      expect(JSON.stringify(blocks)).not.toContain('"html"');
    }
  });

  it('leaves out comments, and nothing that stands beside them', () => {
    expect(parseMarkdown('<!-- a table goes here -->')).toEqual([]);
    expect(textOf(parseMarkdown('One <!-- two --> three'))).toBe('One  three');
    expect(textOf(parseMarkdown('<!-- one --> two'))).toContain('two');
  });

  it('fetches no picture: its words stand for it', () => {
    expect(textOf(parseMarkdown('![a plot](https://example.org/x.png)'))).toBe('a plot');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(() => parseMarkdown(text)).not.toThrow();
      }),
    );
  });
});

describe('slugs', () => {
  it('are those of GitHub', () => {
    expect(slugOf('What is left out, and why')).toBe('what-is-left-out-and-why');
    expect(slugOf('The difference, (gained − lost) / n')).toBe('the-difference-gained--lost--n');
    const [heading] = parseMarkdown('### `refusal`');
    expect(heading?.kind === 'heading' && heading.slug).toBe('refusal');
  });

  it('are unique in their document', () => {
    const slugs = parseMarkdown('# A\n\n## A\n\n## A').map((one) => 'slug' in one && one.slug);
    expect(slugs).toEqual(['a', 'a-1', 'a-2']);
  });
});
