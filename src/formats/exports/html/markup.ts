import { modelText } from './model-text.ts';

/** A piece of markup. Nothing becomes one but what `tag` makes, so that no text of a model or a pack is ever read as markup. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Markup | string | number | readonly Piece[];

/** Markup with text in its gaps: what is no markup itself is escaped. White space stands as it is written: it counts within a reply. */
export function tag(parts: TemplateStringsArray, ...gaps: readonly Piece[]): Markup {
  const [first = '', ...rest] = parts;
  return new Markup(first + rest.map((part, at) => written(gaps[at] ?? '') + part).join(''));
}

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  return piece.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** What a model or a pack wrote: characters that hide or turn a text around are named in place of taking effect. */
export function foreign(text: string): Markup {
  return new Markup(
    modelText(text)
      .map(({ text: run, odd }) => (odd ? `<i class="odd">${escaped(run)}</i>` : escaped(run)))
      .join(''),
  );
}

/** Data as a script that is none: no tag can end within it. */
export function jsonScript(id: string, data: unknown): Markup {
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
  return new Markup(`<script type="application/json" id="${id}">${json}</script>`);
}
