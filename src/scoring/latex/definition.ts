import { bare, symbolsOf, type Node, type NodeOf } from './tree.ts';

/**
 * Whether a side of an equation only says what the other side is the value of: x, x_1, AB, f(3), (p, q), A : B,
 * \text{area}. A term such as 2x or x² is no name.
 */
export function isName(node: Node): boolean {
  const inner = bare(node);
  switch (inner.kind) {
    case 'symbol':
      return symbolsOf(inner).size === 1;
    case 'text':
      return true;
    case 'tuple':
    case 'ratio':
      return inner.of.every(isName);
    case 'absolute':
      return isName(inner.of[0]);
    case 'product':
      return isSegment(inner) || isFunction(inner);
    default:
      return false;
  }
}

/** AB: names of points, one after the other. */
function isSegment(node: Node): boolean {
  if (node.kind === 'symbol') return /^[A-Z]/.test(node.name);
  return node.kind === 'product' && node.of.every(isSegment);
}

/** f(3): a name and a bracket. */
function isFunction({ of: [name, inner, ...rest] }: NodeOf<'product'>): boolean {
  if (rest.length > 0 || name === undefined || inner === undefined) return false;
  return isName(name) && (inner.kind === 'group' || inner.kind === 'tuple');
}

/** What an equation gives a name as its value: 5 of x = 5, of 5 = x and of x = 2 + 3 = 5. Null where it gives none. */
export function definition({ signs, of }: NodeOf<'relation'>): Node | null {
  const [first] = of;
  const last = of.at(-1);
  if (first === undefined || last === undefined) return null;
  if (signs.length === 1 && signs[0] === '∈') return isName(first) ? last : null;
  if (!signs.every((sign) => sign === '=')) return null;
  if (isName(first)) return last;
  return isName(last) && of.length === 2 ? first : null;
}

/**
 * What a relation says when only a value is asked for. Of 2 + 3 = 5 that is the last side. Of a value and an estimate
 * (x = 1/3 ≈ 0.33) it is either.
 */
export function withoutName(relation: NodeOf<'relation'>): Node[] {
  const { signs, of } = relation;
  const cut = signs.indexOf('≈');
  if (cut !== -1) {
    const before = of.slice(0, cut + 1);
    const value =
      before.length === 1
        ? before[0]
        : withoutNameExact({ signs: signs.slice(0, cut), of: before });
    const values = [value, of.at(-1)];
    return values.filter((node): node is Node => !!node && !isName(node));
  }
  const value = withoutNameExact(relation);
  return value === null ? [] : [value];
}

function withoutNameExact({ signs, of }: Pick<NodeOf<'relation'>, 'signs' | 'of'>): Node | null {
  const given = definition({ kind: 'relation', signs, of });
  if (given !== null) return given;
  const last = of.at(-1);
  const computed =
    signs.every((sign) => sign === '=') && of.every((side) => symbolsOf(side).size === 0);
  return computed && last !== undefined ? last : null;
}
