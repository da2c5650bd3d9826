import { argument, atom, between, startsAtom, until } from './atoms.ts';
import type { Cursor } from './cursor.ts';
import { functionNames } from './evaluate.ts';
import { named, numberNode, subscript } from './names.ts';
import { list } from './parse.ts';
import type { Node } from './tree.ts';

const inverse: Readonly<Record<string, string>> = { sin: 'arcsin', cos: 'arccos', tan: 'arctan' };

/** What a command makes of what follows it. A command that is not known is a name. */
export function command(cursor: Cursor, name: string): Node | null {
  switch (name) {
    case 'frac':
    case 'dfrac':
    case 'tfrac':
    case 'cfrac': {
      const above = argument(cursor, 'one');
      const below = above && argument(cursor, 'one');
      return above && below && { kind: 'quotient', of: [above, below] };
    }
    case 'binom':
    case 'dbinom':
    case 'tbinom': {
      const above = argument(cursor, 'one');
      const below = above && argument(cursor, 'one');
      return above && below && { kind: 'call', name: 'binom', of: [above, below] };
    }
    case 'sqrt':
      return squareRoot(cursor);
    case '{':
      return set(cursor);
    case 'emptyset':
    case 'varnothing':
      return { kind: 'set', of: [] };
    case 'langle':
      return until(cursor, ['\\rangle', '>'], (inner) => ({
        kind: 'tuple',
        open: true,
        close: true,
        of: inner.kind === 'list' ? inner.of : [inner],
      }));
    case 'lfloor':
      return until(cursor, ['\\rfloor'], (inner) => ({ kind: 'call', name: 'floor', of: [inner] }));
    case 'lceil':
      return until(cursor, ['\\rceil'], (inner) => ({ kind: 'call', name: 'ceil', of: [inner] }));
    case '|':
    case 'lvert':
      return until(cursor, ['\\|', '\\rvert'], (of) => ({ kind: 'absolute', of: [of] }));
    case 'begin:matrix':
    case 'begin:pmatrix':
    case 'begin:bmatrix':
    case 'begin:array':
      return matrix(cursor, name.replace('begin', '\\end'));
    case 'mathbb':
      return named(cursor, `mathbb ${subscript(cursor)}`);
    case 'overline':
    case 'bar':
    case 'hat':
    case 'underline': {
      const inner = argument(cursor);
      return inner && { kind: 'group', of: [inner] };
    }
    default:
      if (between.has(name)) return null;
      return functionNames.has(name) ? called(cursor, name) : named(cursor, name);
  }
}

/** √2, and in plain text sqrt(2); with an index \sqrt[3]{2}. */
function squareRoot(cursor: Cursor): Node | null {
  let index: Node | null = numberNode('2');
  if (cursor.take('[')) {
    index = list(cursor);
    if (!cursor.take(']')) return null;
  }
  const inner = argument(cursor);
  return inner && index && { kind: 'root', of: [inner, index] };
}

/** Listed, or told by what holds in it: \{x \mid x > 2\} is what follows the bar. */
function set(cursor: Cursor): Node | null {
  if (cursor.take('\\}')) return { kind: 'set', of: [] };
  const mark = cursor.mark();
  const name = cursor.here?.kind === 'letter' ? atom(cursor) : null;
  if (name !== null && cursor.take('\\in')) atom(cursor);
  if (name !== null && cursor.take('|', '\\mid', ':')) {
    return until(cursor, ['\\}'], (rule) => rule);
  }
  cursor.reset(mark);
  const inner = list(cursor);
  if (inner === null || !cursor.take('\\}')) return null;
  return { kind: 'set', of: inner.kind === 'list' ? inner.of : [inner] };
}

function matrix(cursor: Cursor, end: string): Node | null {
  const rows: Node[][] = [[]];
  while (!cursor.take(end)) {
    const cell = list(cursor);
    if (cell === null) return null;
    rows.at(-1)?.push(cell);
    if (cursor.take('\\\\') && !cursor.is(end)) rows.push([]);
    else if (!cursor.take('&') && !cursor.is(end)) return null;
  }
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) return null;
  return { kind: 'matrix', columns, of: rows.flat() };
}

/** A function with its power and argument: \sin^2 2x, \log_2(8), \tan^{-1} x. */
function called(cursor: Cursor, name: string): Node | null {
  const base = name === 'log' && cursor.take('_') ? argument(cursor, 'one') : null;
  const exponent = cursor.take('^') ? argument(cursor) : null;
  const of = cursor.is('(', '{', '[') ? argument(cursor) : operand(cursor);
  if (of === null) return null;
  const isInverse = exponent?.kind === 'negative' && exponent.of[0].kind === 'number';
  const call: Node = {
    kind: 'call',
    name: (isInverse ? inverse[name] : undefined) ?? name,
    of: base === null ? [of] : [of, base],
  };
  return exponent === null || isInverse ? call : { kind: 'power', of: [call, exponent] };
}

/** What a function without brackets takes: sin 2x is sin(2x), up to a sign or the next function. */
function operand(cursor: Cursor): Node | null {
  const of: Node[] = [];
  for (;;) {
    const token = cursor.here;
    const isFunction = token?.kind === 'command' && functionNames.has(token.text);
    if (of.length > 0 && (!startsAtom(cursor) || isFunction || cursor.is('(', '['))) break;
    const piece = atom(cursor);
    if (piece === null) return null;
    if (cursor.take('\\circ', '\\degree')) of.push({ kind: 'degrees', of: [piece] });
    else if (cursor.take('^')) {
      const exponent = argument(cursor);
      if (exponent === null) return null;
      of.push({ kind: 'power', of: [piece, exponent] });
    } else of.push(piece);
  }
  const [first] = of;
  return of.length === 1 && first !== undefined ? first : { kind: 'product', of };
}
