import { add, negative, size } from './complex.ts';
import { evaluate } from './evaluate.ts';
import { gridOf, pointsFor, sameGrid } from './numeric.ts';
import { exact, sameRational } from './rational.ts';
import { bare, symbolsOf, type Node, type NodeOf } from './tree.ts';

/**
 * Whether two terms have one value. Fractions of whole numbers are compared exactly, all else at fixed points. A percentage is
 * also taken by its number alone, since a question may ask for "what percentage".
 */
export function sameValue(a: Node, b: Node): boolean {
  const [names, others] = [symbolsOf(a), symbolsOf(b)];
  if (names.size === 0 && others.size > 0) return byValue(a, withoutUnit(b));
  if (others.size === 0 && names.size > 0) return byValue(withoutUnit(a), b);
  if (a.kind === 'percent' && b.kind !== 'percent') return sameValue(a.of[0], b) || byValue(a, b);
  if (b.kind === 'percent' && a.kind !== 'percent') return sameValue(a, b.of[0]) || byValue(a, b);
  return byValue(a, b);
}

/** The same, taken as they are written. */
export function byValue(a: Node, b: Node): boolean {
  if (a.kind === 'based' || b.kind === 'based') return sameDigits(a, b);
  const [one, other] = [exact(a), exact(b)];
  if (one !== null && other !== null && sameRational(one, other)) return true;
  const isRounded = rounded(a, b) || rounded(b, a);
  if (isRounded || (one !== null && other !== null)) return isRounded;
  const points = pointsFor(a, b);
  let compared = 0;
  for (const point of points) {
    const [here, there] = [gridOf(a, point), gridOf(b, point)];
    if (here === null && there === null) continue;
    if (here === null || there === null || !sameGrid(here, there)) return false;
    compared++;
  }
  return compared >= Math.min(2, points.length);
}

const units = new Set('m s h g L N J W V A K C F'.split(' '));

/** 25 m/s without its letters. They are units only where the other side is a plain number. */
function withoutUnit(node: Node): Node {
  if (node.kind !== 'product' && node.kind !== 'quotient') return node;
  const of: readonly Node[] = node.of;
  const [value, unit] = of;
  const inner = unit?.kind === 'power' ? unit.of[0] : unit;
  const isUnit = of.length === 2 && inner?.kind === 'symbol' && units.has(inner.name);
  return isUnit && value !== undefined ? withoutUnit(value) : node;
}

/** A decimal of four places or more stands for a value that rounds to it, but not for another decimal. */
function rounded(decimal: Node, node: Node): boolean {
  const inner = decimal.kind === 'negative' ? decimal.of[0] : decimal;
  if (inner.kind !== 'number' || inner.places < 4 || symbolsOf(node).size > 0) return false;
  if (bare(node).kind === 'number') return false;
  const [point] = pointsFor(node);
  const [a, b] = [point && evaluate(decimal, point), point && evaluate(node, point)];
  return !!a && !!b && size(add(a, negative(b))) <= 0.5 * 10 ** -inner.places + 1e-15;
}

/** In another base the digits are the answer; that base can be left out, since the question names it. */
function sameDigits(a: Node, b: Node): boolean {
  if (a.kind === 'based' && b.kind === 'based') {
    return a.base === b.base ? trimmed(a.digits) === trimmed(b.digits) : valueOf(a) === valueOf(b);
  }
  const [based, plain] = a.kind === 'based' ? [a, b] : [b, a];
  if (based.kind !== 'based' || plain.kind !== 'number' || plain.places > 0) return false;
  return plain.value.above.toString() === trimmed(based.digits);
}

const trimmed = (digits: string) => digits.replace(/^0+(?=\d)/, '');
const valueOf = ({ digits, base }: NodeOf<'based'>) => Number.parseInt(digits, base);
