import type { Rational } from './rational.ts';

export type RelationSign = '=' | '≠' | '<' | '>' | '≤' | '≥' | '∈' | '≈' | '≡';

/** What a mathematical answer says, as a tree. */
export type Node =
  /** `places` counts the digits after the point, since 0.333333 may stand for a third. */
  | { readonly kind: 'number'; readonly value: Rational; readonly places: number }
  /** 4210₅ */
  | { readonly kind: 'based'; readonly digits: string; readonly base: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'sum'; readonly of: readonly Node[] }
  | { readonly kind: 'product'; readonly of: readonly Node[] }
  /** a : b, which is also a time of day. */
  | { readonly kind: 'ratio'; readonly of: readonly Node[] }
  | { readonly kind: 'quotient'; readonly of: readonly [Node, Node] }
  | { readonly kind: 'power'; readonly of: readonly [Node, Node] }
  /** Of a node the root with an index. */
  | { readonly kind: 'root'; readonly of: readonly [Node, Node] }
  | { readonly kind: 'negative'; readonly of: readonly [Node] }
  | { readonly kind: 'factorial'; readonly of: readonly [Node] }
  | { readonly kind: 'absolute'; readonly of: readonly [Node] }
  | { readonly kind: 'percent'; readonly of: readonly [Node] }
  | { readonly kind: 'degrees'; readonly of: readonly [Node] }
  /** Brackets that only hold something together. */
  | { readonly kind: 'group'; readonly of: readonly [Node] }
  /** Plus or minus: both values are meant. `first` is the sign of the first of them. */
  | { readonly kind: 'either'; readonly first: 1 | -1; readonly of: readonly [Node] }
  /** One of the two values of a tree with a plus-minus in it. */
  | { readonly kind: 'branch'; readonly sign: 1 | -1; readonly of: readonly [Node] }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Node[] }
  | { readonly kind: 'matrix'; readonly columns: number; readonly of: readonly Node[] }
  /** A point, a vector or an interval: (1, 2], which only its use can tell. */
  | {
      readonly kind: 'tuple';
      readonly open: boolean;
      readonly close: boolean;
      readonly of: readonly Node[];
    }
  | { readonly kind: 'set'; readonly of: readonly Node[] }
  | { readonly kind: 'list'; readonly joint: ',' | 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly kind: 'union'; readonly of: readonly Node[] }
  | { readonly kind: 'intersection'; readonly of: readonly Node[] }
  | { readonly kind: 'difference'; readonly of: readonly Node[] }
  | {
      readonly kind: 'relation';
      readonly signs: readonly RelationSign[];
      readonly of: readonly Node[];
    }
  | { readonly kind: 'text'; readonly text: string };

export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

export function childrenOf(node: Node): readonly Node[] {
  return 'of' in node ? node.of : [];
}

/** Whether a node of the tree passes the test. What stands within a branch is left out. */
export function some(node: Node, test: (node: Node) => boolean): boolean {
  if (test(node)) return true;
  return node.kind !== 'branch' && childrenOf(node).some((child) => some(child, test));
}

/** The names of a tree, without those that are constants. */
export function symbolsOf(node: Node): Set<string> {
  const names = childrenOf(node).flatMap((child) => [...symbolsOf(child)]);
  return new Set(node.kind === 'symbol' && !constants.has(node.name) ? [node.name] : names);
}

export const constants: ReadonlySet<string> = new Set(['e', 'i', 'pi', 'infty']);

/** Without the brackets that only hold something together. */
export function bare(node: Node): Node {
  return node.kind === 'group' ? bare(node.of[0]) : node;
}

/** Whether sets are joined to one. */
export function isJoint(node: Node): node is NodeOf<'union' | 'intersection' | 'difference'> {
  return node.kind === 'union' || node.kind === 'intersection' || node.kind === 'difference';
}

/** Whether a plus-minus makes two values of it. */
export const hasChoice = (node: Node) => some(node, ({ kind }) => kind === 'either');
export const isMany = (node: Node) =>
  node.kind === 'list' || node.kind === 'set' || hasChoice(node);
