import { Lexer, type MarkedToken, type Token } from 'marked';

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

export interface Heading {
  readonly kind: 'heading';
  /** 1 is the document's title. */
  readonly depth: number;
  /** The words alone. */
  readonly text: string;
  /** What a link to it says after `#`, unique in its document. */
  readonly slug: string;
  readonly children: readonly Inline[];
}

export interface Cell {
  readonly children: readonly Inline[];
  readonly align: 'left' | 'center' | 'right' | null;
}

export type Block =
  | Heading
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly header: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
    };

/**
 * Markdown as data, for components to draw. Markup that stands in it is text like any other: nothing of a document ever
 * becomes an element but what is named here.
 */
export function parseMarkdown(text: string): Block[] {
  const taken = new Map<string, number>();
  return blocks(Lexer.lex(text), (words) => {
    const plain = slugOf(words);
    const before = taken.get(plain) ?? 0;
    taken.set(plain, before + 1);
    return before === 0 ? plain : `${plain}-${before}`;
  });
}

/** As GitHub makes it: small letters, no signs, a dash for each space. */
export function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** The words of a line, without their form. */
export function wordsOf(line: readonly Inline[]): string {
  return line
    .map((one) => {
      if (one.kind === 'break') return ' ';
      return 'text' in one ? one.text : wordsOf(one.children);
    })
    .join('');
}

type Slug = (words: string) => string;

function blocks(tokens: readonly Token[], slug: Slug): Block[] {
  return tokens.flatMap((token) => (isKnown(token) ? block(token, slug) : []));
}

function block(token: MarkedToken, slug: Slug): Block | Block[] {
  switch (token.type) {
    case 'heading': {
      const children = line(token.tokens);
      const words = wordsOf(children);
      return { kind: 'heading', depth: token.depth, text: words, slug: slug(words), children };
    }
    case 'paragraph':
      return { kind: 'paragraph', children: line(token.tokens) };
    case 'text':
      return { kind: 'paragraph', children: token.tokens ? line(token.tokens) : [plain(token)] };
    case 'html':
      return isComment(token.raw)
        ? []
        : { kind: 'paragraph', children: [{ kind: 'text', text: token.raw }] };
    case 'code':
      return { kind: 'code', text: token.text };
    case 'blockquote':
      return { kind: 'quote', blocks: blocks(token.tokens, slug) };
    case 'list':
      return {
        kind: 'list',
        ordered: token.ordered,
        items: token.items.map((item) => blocks(item.tokens, slug)),
      };
    case 'table': {
      const cells = (row: readonly (typeof token.header)[number][]): Cell[] =>
        row.map(({ tokens, align }) => ({ children: line(tokens), align }));
      return { kind: 'table', header: cells(token.header), rows: token.rows.map(cells) };
    }
    default:
      return [];
  }
}

function line(tokens: readonly Token[]): Inline[] {
  return tokens.flatMap((token) => (isKnown(token) ? inline(token) : []));
}

function inline(token: MarkedToken): Inline | Inline[] {
  switch (token.type) {
    case 'text':
      return token.tokens ? line(token.tokens) : plain(token);
    case 'escape':
      return plain(token);
    case 'html':
      return isComment(token.raw) ? [] : { kind: 'text', text: token.raw };
    case 'codespan':
      return { kind: 'code', text: token.text };
    case 'strong':
    case 'em':
    case 'del':
      return { kind: token.type, children: line(token.tokens) };
    case 'link':
      return { kind: 'link', to: token.href, children: line(token.tokens) };
    case 'image':
      // It would have to be fetched.
      return { kind: 'text', text: token.text };
    case 'br':
      return { kind: 'break' };
    default:
      return [];
  }
}

function plain({ text }: { readonly text: string }): Inline {
  return { kind: 'text', text };
}

/** What is said to whoever writes the document, such as where a program writes a table into it. */
function isComment(html: string): boolean {
  const text = html.trim();
  return text.startsWith('<!--') && text.indexOf('-->') === text.length - 3;
}

/** The lexer's own tokens: no extension of it is used. */
function isKnown(token: Token): token is MarkedToken {
  return token.type !== 'space';
}
