import { evaluate } from './evaluate.ts';
import { complement, edges, everything, intersection, merged, type RealSet } from './intervals.ts';
import { bare, symbolsOf, type Node, type NodeOf, type RelationSign } from './tree.ts';

/** The real numbers that a tree means, as intervals; null where it means none, or not only by numbers. */
export function realSet(node: Node): RealSet | null {
  switch (node.kind) {
    case 'group':
      return realSet(node.of[0]);
    case 'symbol':
      return node.name === 'mathbb R' ? everything : null;
    case 'tuple':
      return interval(node);
    case 'set':
      return points(node.of);
    case 'union':
      return combined(node.of, (sets) => merged(sets.flat()));
    case 'intersection':
      return combined(node.of, (sets) => sets.reduce(intersection, everything));
    case 'difference':
      return combined(node.of, ([first = [], ...rest]) =>
        rest.map(complement).reduce(intersection, first),
      );
    case 'relation':
      return solutions(node);
    case 'list': {
      // "x ≥ 1, x ≠ 3": what is not equal is taken out, however the two are joined.
      const both =
        node.joint === 'and' ||
        (node.joint === ',' &&
          node.of.some((one) => one.kind === 'relation' && one.signs.includes('≠')));
      if (
        !node.of.every(
          (one) => one.kind === 'relation' || one.kind === 'union' || one.kind === 'tuple',
        )
      )
        return null;
      if (oneName(node) === null && node.of.some((one) => one.kind === 'relation')) return null;
      return combined(node.of, (sets) =>
        both ? sets.reduce(intersection, everything) : merged(sets.flat()),
      );
    }
    default:
      return null;
  }
}

/** A real number or ±∞. */
function edge(node: Node): number | null {
  const { kind } = node;
  if (kind === 'group') return edge(node.of[0]);
  if (kind === 'symbol' && node.name === 'infty') return Infinity;
  if (kind === 'negative') {
    const value = edge(node.of[0]);
    return value === null ? null : -value;
  }
  if (symbolsOf(node).size > 0) return null;
  const value = evaluate(node, { of: () => ({ re: NaN, im: 0 }), sign: 1 });
  return value !== null && Math.abs(value.im) < 1e-12 ? value.re : null;
}

function interval({ of, open, close }: NodeOf<'tuple'>): RealSet | null {
  const [from, to] = of.map(edge);
  if (of.length !== 2 || typeof from !== 'number' || typeof to !== 'number') return null;
  return merged([edges(from, !open && from !== -Infinity, to, !close && to !== Infinity)]);
}

function points(of: readonly Node[]): RealSet | null {
  const values = of.map(edge);
  if (!values.every((value) => value !== null)) return null;
  return merged(values.map((value) => edges(value, true, value, true)));
}

function combined(of: readonly Node[], make: (sets: RealSet[]) => RealSet): RealSet | null {
  const sets = of.map(realSet);
  return sets.every((set) => set !== null) ? make(sets) : null;
}

/** The one name that the tree is about; null where there is none, or more. */
function oneName(node: Node): string | null {
  const [name, ...others] = symbolsOf(node);
  return name === undefined || others.length > 0 ? null : name;
}

/** What solves x < 5, −2 ≤ x ≤ 7 or x ≠ 3: a name alone between numbers. */
function solutions(node: NodeOf<'relation'>): RealSet | null {
  const sets: RealSet[] = [];
  for (const [at, sign] of node.signs.entries()) {
    const [left, right] = [node.of[at], node.of[at + 1]];
    if (left === undefined || right === undefined) return null;
    if (sign === '∈') {
      const set = bare(left).kind === 'symbol' ? realSet(right) : null;
      if (set === null) return null;
      sets.push(set);
      continue;
    }
    const turned = isName(right) && !isName(left);
    const [name, value] = turned ? [right, edge(left)] : [left, edge(right)];
    if (!isName(name) || value === null) return null;
    const set = half(turned ? (mirrored[sign] ?? sign) : sign, value);
    if (set === null) return null;
    sets.push(set);
  }
  return oneName({ kind: 'relation', of: node.of.filter((side) => isName(side)), signs: [] }) ===
    null
    ? null
    : sets.reduce(intersection, everything);
}

function isName(node: Node): boolean {
  const inner = bare(node);
  return inner.kind === 'symbol' && symbolsOf(inner).size === 1;
}

const mirrored: Partial<Record<RelationSign, RelationSign>> = {
  ...{ '<': '>', '>': '<', '≤': '≥', '≥': '≤' },
};

function half(sign: RelationSign, value: number): RealSet | null {
  switch (sign) {
    case '<':
    case '≤':
      return [edges(-Infinity, false, value, sign === '≤')];
    case '>':
    case '≥':
      return [edges(value, sign === '≥', Infinity, false)];
    case '≠':
      return complement([edges(value, true, value, true)]);
    default:
      return null;
  }
}
