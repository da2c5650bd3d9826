import { argument, atom, startsAtom } from './atoms.ts';
import { Cursor } from './cursor.ts';
import { tokensOf } from './tokens.ts';
import type { Node, RelationSign } from './tree.ts';

/**
 * Reads an answer in LaTeX or plain text by recursive descent: lists of relations of unions of sums of products of powers.
 * @returns null for what is none of these, is too long or is nested too deeply
 */
export function parse(text: string): Node | null {
  const tokens = tokensOf(text);
  if (tokens === null || tokens.length === 0) return null;
  const cursor = new Cursor(tokens);
  const node = list(cursor);
  return cursor.here === undefined ? node : null;
}

/** What can stand within brackets: parts with commas or semicolons, "and" or "or" between them. */
export function list(cursor: Cursor): Node | null {
  return cursor.deeper(() => {
    const first = relation(cursor);
    if (first === null) return null;
    const of = [first];
    let joint: ',' | 'and' | 'or' = ',';
    for (;;) {
      let parted = cursor.take(',', ';');
      if (cursor.is('\\and', '\\or', '\\land', '\\lor', '\\wedge', '\\vee')) {
        joint = cursor.is('\\and', '\\land', '\\wedge') ? 'and' : 'or';
        cursor.next();
        parted = true;
      }
      if (!parted) break;
      const next = relation(cursor);
      if (next === null) return null;
      of.push(next);
    }
    return of.length === 1 ? first : { kind: 'list', joint, of };
  });
}

const relationSigns: Readonly<Record<string, RelationSign>> = {
  ...{ '=': '=', '\\ne': '≠', '\\neq': '≠', '<': '<', '\\lt': '<', '>': '>', '\\gt': '>' },
  ...{ '\\le': '≤', '\\leq': '≤', '\\leqslant': '≤', '\\ge': '≥', '\\geq': '≥', '\\geqslant': '≥' },
  ...{ '\\in': '∈', '\\approx': '≈', '\\equiv': '≡', '\\sim': '≈', '\\simeq': '≈' },
  ...{ '\\to': '≡', '\\rightarrow': '≡', '\\mapsto': '≡' },
};

function relation(cursor: Cursor): Node | null {
  const first = union(cursor);
  if (first === null) return null;
  const of = [first];
  const signs: RelationSign[] = [];
  for (let sign = relationSign(cursor); sign !== null; sign = relationSign(cursor)) {
    const next = union(cursor);
    if (next === null) return null;
    signs.push(sign);
    of.push(next);
  }
  return signs.length === 0 ? first : { kind: 'relation', signs, of };
}

function relationSign(cursor: Cursor): RelationSign | null {
  const token = cursor.here;
  if (token === undefined || token.kind === 'words' || token.kind === 'letter') return null;
  const sign = relationSigns[token.kind === 'command' ? `\\${token.text}` : token.text];
  if (sign === undefined) return null;
  cursor.next();
  if ((sign === '<' || sign === '>') && cursor.take('=')) return sign === '<' ? '≤' : '≥';
  return sign;
}

const joints: Readonly<Record<string, 'union' | 'intersection' | 'difference'>> = {
  ...{ cup: 'union', cap: 'intersection', setminus: 'difference', backslash: 'difference' },
};

function union(cursor: Cursor): Node | null {
  let left = ratio(cursor);
  while (left !== null && cursor.here?.kind === 'command') {
    const kind = joints[cursor.here.text];
    if (kind === undefined) break;
    cursor.next();
    const right = ratio(cursor);
    left = right === null ? null : { kind, of: [left, right] };
  }
  return left;
}

function ratio(cursor: Cursor): Node | null {
  const first = sum(cursor);
  if (first === null || !cursor.is(':', '\\colon')) return first;
  const of = [first];
  while (cursor.take(':', '\\colon')) {
    const next = sum(cursor);
    if (next === null) return null;
    of.push(next);
  }
  return { kind: 'ratio', of };
}

function sum(cursor: Cursor): Node | null {
  const first = signed(cursor, cursor.is('+', '-', '\\pm', '\\mp'));
  if (first === null) return null;
  const of = [first];
  while (cursor.is('+', '-', '\\pm', '\\mp')) {
    const term = signed(cursor, true);
    if (term === null) return null;
    of.push(term);
  }
  return of.length === 1 ? first : { kind: 'sum', of };
}

function signed(cursor: Cursor, hasSign: boolean): Node | null {
  if (!hasSign) return product(cursor);
  const sign = cursor.next()?.text ?? '';
  const node = cursor.deeper(() => (cursor.is('+', '-') ? signed(cursor, true) : product(cursor)));
  if (node === null) return null;
  if (sign === 'pm' || sign === 'mp')
    return { kind: 'either', first: sign === 'pm' ? 1 : -1, of: [node] };
  return sign === '-' ? { kind: 'negative', of: [node] } : node;
}

function product(cursor: Cursor): Node | null {
  let left = power(cursor);
  while (left !== null) {
    if (cursor.take('\\cdot', '\\times', '*', '\\ast')) {
      const right = factor(cursor);
      left = right === null ? null : { kind: 'product', of: [left, right] };
    } else if (cursor.take('/', '\\div')) {
      // "5 cents/ounce": a unit below is left out as one above is.
      if (cursor.here?.kind === 'words') unit(cursor);
      else {
        const right = factor(cursor);
        left = right === null ? null : { kind: 'quotient', of: [left, right] };
      }
    } else if (cursor.here?.kind === 'words') {
      unit(cursor);
    } else if (startsAtom(cursor)) {
      // Words before a value are no part of an answer.
      const right = left.kind === 'text' ? null : power(cursor);
      left = right === null ? null : beside(left, right);
    } else break;
  }
  return left;
}

/** Two factors side by side; but a whole number before a fraction of whole numbers is a mixed number. */
function beside(left: Node, right: Node): Node {
  const mixed =
    isWhole(left) && right.kind === 'quotient' && right.of.every((part) => isWhole(part));
  return { kind: mixed ? 'sum' : 'product', of: [left, right] };
}

function isWhole(node: Node): boolean {
  return node.kind === 'number' && node.value.below === 1n;
}

function factor(cursor: Cursor): Node | null {
  return cursor.is('-', '+') ? cursor.deeper(() => signed(cursor, true)) : power(cursor);
}

/** Words after a value, which are taken for its unit: "5 cm^2", "30 dollars per hour", "13 km/h". */
function unit(cursor: Cursor): void {
  while (cursor.here?.kind === 'words') {
    cursor.next();
    if (cursor.take('^')) argument(cursor);
    if (cursor.is('/') && cursor.after?.kind === 'letter') {
      cursor.next();
      cursor.next();
    }
  }
}

function power(cursor: Cursor): Node | null {
  let base = atom(cursor);
  while (base !== null) {
    if (cursor.take('!')) base = { kind: 'factorial', of: [base] };
    else if (cursor.take('%', '\\%', '\\percent')) base = { kind: 'percent', of: [base] };
    else if (cursor.take('\\circ', '\\degree')) base = { kind: 'degrees', of: [base] };
    else if (cursor.take('^')) {
      const exponent = argument(cursor);
      if (exponent === null) return null;
      base = { kind: 'power', of: [base, exponent] };
    } else break;
  }
  return base;
}
