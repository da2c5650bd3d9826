import { definition } from './definition.ts';
import { realSet } from './real-set.ts';
import { sameRealSet } from './intervals.ts';
import { sameWithRelation } from './relations.ts';
import { bare, hasChoice, isJoint, isMany, symbolsOf, type Node, type NodeOf } from './tree.ts';
import { sameValue } from './values.ts';

/**
 * Whether an answer says the same as the target, as mathematics: numbers and terms by value, equations up to their sides and
 * a factor, sets and lists in any order, points and matrices place by place.
 *
 * Numbers of whole ones are compared exactly. Terms are evaluated at fixed points, to a relative 1e-9.
 */
export function same(target: Node, answer: Node): boolean {
  const [a, b] = [bare(target), bare(answer)];
  if (a.kind === 'relation' || b.kind === 'relation') return sameWithRelation(a, b);
  if (a.kind === 'text' || b.kind === 'text') return false;
  if (a.kind === 'tuple' && b.kind === 'tuple') return sameTuple(a, b);
  if (infinite(a) !== null || infinite(b) !== null) return infinite(a) === infinite(b);
  if (a.kind === 'ratio' && b.kind === 'ratio') return sameRatio(a.of, b.of);
  const [one, other] = [realSet(a), realSet(b)];
  if (one !== null && other !== null && !(a.kind === 'set' && b.kind === 'set')) {
    return sameRealSet(one, other);
  }
  if (isMany(a) || isMany(b)) return sameMany(a, b);
  if (isJoint(a) && isJoint(b)) return a.kind === b.kind && inAnyOrder(a.of, b.of);
  if (a.kind === 'tuple' || b.kind === 'tuple') return sameColumn(a, b);
  return sameValue(a, b);
}

/** 2 : 4 : 6 is 1 : 2 : 3: each part has the same share of the first. */
function sameRatio([a, ...more]: readonly Node[], [b, ...others]: readonly Node[]): boolean {
  if (a === undefined || b === undefined || more.length !== others.length) return false;
  return more.every((part, at) => {
    const of: [Node, Node] = [others[at] ?? part, b];
    return sameValue({ kind: 'quotient', of: [part, a] }, { kind: 'quotient', of });
  });
}

function sameTuple(a: NodeOf<'tuple'>, b: NodeOf<'tuple'>): boolean {
  // Of two, brackets tell an open interval from a closed one; of more, they only hold a vector together.
  const brackets = a.of.length !== 2 || (a.open === b.open && a.close === b.close);
  return brackets && inOrder(a.of, b.of);
}

/** Whether two rows of parts say the same place by place; ±∞ may stand among them. */
export function inOrder(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((one, at) => sameOrInfinite(one, b[at] ?? one));
}

function sameOrInfinite(a: Node, b: Node): boolean {
  const [one, other] = [infinite(a), infinite(b)];
  return one === null && other === null ? same(a, b) : one === other;
}

function infinite(node: Node): 1 | -1 | null {
  const inner = bare(node);
  if (inner.kind === 'negative') return infinite(inner.of[0]) === 1 ? -1 : null;
  return inner.kind === 'symbol' && inner.name === 'infty' ? 1 : null;
}

/** Lists that are longer are compared place by place: each part with each would take too long. */
const longest = 60;

function inAnyOrder(a: readonly Node[], b: readonly Node[]): boolean {
  if (a.length > longest || b.length > longest) return inOrder(a, b);
  return (
    a.every((one) => b.some((other) => sameOrInfinite(one, other))) &&
    b.every((one) => a.some((other) => sameOrInfinite(other, one)))
  );
}

/** What a list, a set or a plus-minus says one by one. */
function items(node: Node): readonly Node[] {
  const inner = bare(node);
  if (inner.kind === 'list' || inner.kind === 'set') return inner.of.flatMap(items);
  if (!hasChoice(inner)) return [inner];
  if (inner.kind === 'relation') {
    const rest = definition(inner);
    if (rest !== null) return items(rest);
  }
  return ([1, -1] as const).map((sign): Node => ({ kind: 'branch', sign, of: [inner] }));
}

function sameMany(a: Node, b: Node): boolean {
  // A point without its brackets: {1, 3} in LaTeX shows as 1, 3.
  if (a.kind === 'tuple' && b.kind === 'list') return inOrder(a.of, b.of);
  if (a.kind === 'list' && b.kind === 'tuple') return inOrder(a.of, b.of);
  const [one, other] = [items(a), items(b)];
  // Where each value belongs to a name of its own, and only one side says which, order is all that the other has.
  return areDefinitions(one) !== areDefinitions(other)
    ? inOrder(one, other)
    : inAnyOrder(one, other);
}

/** Whether each part gives another name its value; x_1 and x_2 count as one name: solutions have no order. */
function areDefinitions(nodes: readonly Node[]): boolean {
  const names = nodes.flatMap((node) =>
    node.kind === 'relation' && definition(node) !== null
      ? [[...symbolsOf(node.of[0] ?? node)].map((name) => name.replace(/_.*/, '')).join(' ')]
      : [],
  );
  return nodes.length > 1 && new Set(names).size === nodes.length;
}

/** A column or a row of a matrix is a vector, as (1, 2, 3) is. */
function sameColumn(a: Node, b: Node): boolean {
  const cells = (node: Node) => {
    if (node.kind === 'tuple') return node.of;
    if (node.kind !== 'matrix') return null;
    return node.columns === 1 || node.columns === node.of.length ? node.of : null;
  };
  const [one, other] = [cells(a), cells(b)];
  return one !== null && other !== null && inOrder(one, other);
}
