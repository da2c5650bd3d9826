import type { Cursor } from './cursor.ts';
import { command } from './commands.ts';
import { list } from './parse.ts';
import { named, numberNode, numeral } from './names.ts';
import type { Node } from './tree.ts';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
/** Commands that end a part or stand between two; every other one begins something. */
export const between = new Set(
  `cdot times div ast pm mp cup cap setminus backslash in ne neq lt gt le leq leqslant ge geq geqslant approx equiv sim
  simeq to rightarrow mapsto and or land lor wedge vee colon circ degree percent % } rangle rfloor rceil mid \\ rvert
  end:matrix end:pmatrix end:bmatrix end:array end:vmatrix end:Bmatrix`.split(/\s+/),
);

export function startsAtom(cursor: Cursor): boolean {
  const token = cursor.here;
  if (token === undefined) return false;
  if (token.kind === 'sign')
    return cursor.is('(', '[', '{') || (token.text === '|' && !cursor.inBars);
  return token.kind !== 'command' || !between.has(token.text);
}

/** One number, name, bracket or command with its arguments. */
export function atom(cursor: Cursor): Node | null {
  const token = cursor.here;
  switch (token?.kind) {
    case 'number':
      return numeral(cursor);
    case 'letter':
      cursor.next();
      return named(cursor, token.text);
    case 'words':
      return words(cursor);
    case 'command':
      cursor.next();
      return cursor.deeper(() => command(cursor, token.text));
    case 'sign':
      return cursor.deeper(() => bracketed(cursor));
    case undefined:
      return null;
  }
}

/** What a command or a power takes: a group in braces, or the next piece. */
export function argument(cursor: Cursor, digits: 'all' | 'one' = 'all'): Node | null {
  if (cursor.take('{')) {
    const node = cursor.is('}') ? null : list(cursor);
    return cursor.take('}') ? node : null;
  }
  if (cursor.here?.kind === 'number' && digits === 'one') return numberNode(cursor.digit());
  if (cursor.take('-')) {
    const node = atom(cursor);
    return node === null ? null : { kind: 'negative', of: [node] };
  }
  return atom(cursor);
}

function words(cursor: Cursor): Node {
  const texts: string[] = [];
  while (cursor.here?.kind === 'words') texts.push(cursor.next()?.text ?? '');
  return { kind: 'text', text: texts.join(' ') };
}

function bracketed(cursor: Cursor): Node | null {
  const open = cursor.next()?.text ?? '';
  if (open === '{') {
    const node = list(cursor);
    return cursor.take('}') && node !== null ? { kind: 'group', of: [node] } : null;
  }
  if (open === '|')
    return cursor.barred(() => until(cursor, ['|'], (of) => ({ kind: 'absolute', of: [of] })));
  if (closing[open] === undefined) return null;
  const inner = list(cursor);
  const close = cursor.here?.text;
  if (inner === null || !cursor.take(')', ']')) return null;
  if (inner.kind === 'list' && inner.joint === ',') {
    return { kind: 'tuple', open: open === '(', close: close === ')', of: inner.of };
  }
  return closing[open] === close ? { kind: 'group', of: [inner] } : null;
}

/** What a list up to one of these ends makes. */
export function until(
  cursor: Cursor,
  ends: readonly string[],
  make: (inner: Node) => Node,
): Node | null {
  const inner = list(cursor);
  return inner !== null && cursor.take(...ends) ? make(inner) : null;
}
