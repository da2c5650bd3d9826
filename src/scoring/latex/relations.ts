import { add, negative, over, size } from './complex.ts';
import { definition, isName, withoutName } from './definition.ts';
import { inOrder, same } from './equal.ts';
import { evaluate } from './evaluate.ts';
import { sameRealSet } from './intervals.ts';
import { near, pointsFor } from './numeric.ts';
import { realSet } from './real-set.ts';
import {
  hasChoice,
  isJoint,
  isMany,
  symbolsOf,
  type Node,
  type NodeOf,
  type RelationSign,
} from './tree.ts';
import { byValue } from './values.ts';

/**
 * Whether two answers of which one or both are relations say the same: as sets of numbers, as equations up to their sides and a
 * factor, or, where only one is a relation, by the value that it gives a name.
 */
export function sameWithRelation(a: Node, b: Node): boolean {
  if (a.kind === 'relation' && b.kind === 'relation' && sameRelation(a, b)) return true;
  const [one, other] = [realSet(a), realSet(b)];
  if (one !== null && other !== null) return sameRealSet(one, other);
  if (a.kind === 'relation' && b.kind === 'relation') {
    const [left, right] = [definition(a), definition(b)];
    if (left === null || right === null) return false;
    return sameNames(a, b) && same(left, right);
  }
  const [given, plain] = a.kind === 'relation' ? [a, b] : [b, a];
  if (given.kind !== 'relation') return false;
  const values = isIdentity(given) ? given.of : withoutName(given);
  return values.some((value) => (given === a ? same(value, plain) : same(plain, value)));
}

/** (x + 1)² = x² + 2x + 1: two ways to write one term. */
function isIdentity({ signs, of: [first, ...rest] }: NodeOf<'relation'>): boolean {
  if (first === undefined || !signs.every((sign) => sign === '=')) return false;
  return symbolsOf(first).size > 0 && rest.every((side) => isTerm(side) && byValue(first, side));
}

function isTerm(node: Node): boolean {
  return !isMany(node) && !isJoint(node) && !['tuple', 'relation', 'text'].includes(node.kind);
}

function sameNames(a: NodeOf<'relation'>, b: NodeOf<'relation'>): boolean {
  const [one, other] = [a, b].map(({ of }) => of.find((side) => isName(side)));
  return one !== undefined && other !== undefined && same(one, other);
}

function sameRelation(a: NodeOf<'relation'>, b: NodeOf<'relation'>): boolean {
  if (sameSides(a, b) || sameSides(a, reversed(b))) return true;
  const [sign, ...more] = a.signs;
  const [other, ...others] = b.signs;
  if (sign === undefined || other === undefined || more.length + others.length > 0) return false;
  if (sign === other)
    return sameUpToFactor(a, b, sign === '=' || sign === '≠' ? 'any' : 'positive');
  return mirrored(sign) === other && sameUpToFactor(a, reversed(b), 'positive');
}

function sameSides(a: NodeOf<'relation'>, b: NodeOf<'relation'>): boolean {
  return a.signs.join(' ') === b.signs.join(' ') && inOrder(a.of, b.of);
}

function reversed({ signs, of }: NodeOf<'relation'>): NodeOf<'relation'> {
  return { kind: 'relation', signs: signs.map(mirrored).reverse(), of: [...of].reverse() };
}

function mirrored(sign: RelationSign): RelationSign {
  const signs: Partial<Record<RelationSign, RelationSign>> = {
    '<': '>',
    '>': '<',
    '≤': '≥',
    '≥': '≤',
  };
  return signs[sign] ?? sign;
}

/** Whether left − right of one is left − right of the other times one and the same number. */
function sameUpToFactor(
  a: NodeOf<'relation'>,
  b: NodeOf<'relation'>,
  factor: 'any' | 'positive',
): boolean {
  if (symbolsOf(a).size === 0 || hasChoice(a) || hasChoice(b)) return false;
  const quotients = pointsFor(a, b).map((point) => {
    const [left, right] = [a, b].map(({ of }) => {
      const [one, other] = [of[0] && evaluate(of[0], point), of[1] && evaluate(of[1], point)];
      return one && other ? add(one, negative(other)) : null;
    });
    return left && right ? over(left, right) : null;
  });
  const [first] = quotients;
  if (!first || !(size(first) > 1e-9)) return false;
  if (factor === 'positive' && !(first.re > 0 && Math.abs(first.im) < 1e-9)) return false;
  return quotients.every((quotient) => quotient !== null && near(quotient, first));
}
