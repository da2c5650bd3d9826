import type { Cursor } from './cursor.ts';
import { decimal, repeating } from './rational.ts';
import type { Node } from './tree.ts';

export function numberNode(digits: string): Node | null {
  const value = digits.endsWith(')') ? repeating(digits) : decimal(digits);
  return value === null
    ? null
    : { kind: 'number', value, places: digits.split('.')[1]?.length ?? 0 };
}

/** A number, in another base (52_8) or with a fraction after it (2 1/2) too. */
export function numeral(cursor: Cursor): Node | null {
  const digits = cursor.next()?.text ?? '';
  if (cursor.take('_')) {
    const base = Number(subscript(cursor));
    const fits = /^\d+$/.test(digits) && Number.isInteger(base) && base >= 2 && base <= 36;
    return fits ? { kind: 'based', digits, base } : null;
  }
  const whole = numberNode(digits);
  const mark = cursor.mark();
  // 2 1/2 in plain text: a whole number, then a fraction.
  if (cursor.here?.kind === 'number' && !digits.includes('.')) {
    const above = numberNode(cursor.next()?.text ?? '');
    const isFraction = cursor.take('/');
    const next = cursor.next();
    if (isFraction && next?.kind === 'number') {
      const below = numberNode(next.text);
      if (whole && above && below) {
        return {
          kind: 'group',
          of: [{ kind: 'sum', of: [whole, { kind: 'quotient', of: [above, below] }] }],
        };
      }
    }
    cursor.reset(mark);
  }
  return whole;
}

/** A name with its index: x_{12}, and a prime or more. */
export function named(cursor: Cursor, name: string): Node {
  let full = name;
  for (;;) {
    if (cursor.take('_')) full += `_${subscript(cursor)}`;
    else if (cursor.take("'", '’', '\\prime')) full += "'";
    else return { kind: 'symbol', name: full };
  }
}

/** What stands below, as text. */
export function subscript(cursor: Cursor): string {
  if (!cursor.take('{')) return cursor.next()?.text ?? '';
  let text = '';
  while (cursor.here !== undefined && !cursor.take('}')) text += cursor.next()?.text ?? '';
  return text;
}
