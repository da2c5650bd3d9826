import * as c from './complex.ts';
import type { Complex } from './complex.ts';
import type { Node } from './tree.ts';

/** Where a tree is evaluated. */
export interface Point {
  /** The value of a name that is no constant. */
  of(name: string): Complex;
  /** Which sign a plus-minus stands for. */
  readonly sign: 1 | -1;
}

/**
 * The value of a tree at a point, in double precision; null where it has none: it is no number, is not known, or is not
 * finite. A degree sign counts as π/180 within a trigonometric function, and as a unit elsewhere.
 */
export function evaluate(node: Node, point: Point, inAngle = false): Complex | null {
  const value = valueOf(node, point, inAngle);
  return value === null || !c.isFinite(value) ? null : value;
}

function valueOf(node: Node, point: Point, inAngle: boolean): Complex | null {
  const at = (child: Node): Complex | null => evaluate(child, point, inAngle);
  const both = (of: readonly [Node, Node], make: (a: Complex, b: Complex) => Complex) => {
    const [a, b] = [at(of[0]), at(of[1])];
    return a === null || b === null ? null : make(a, b);
  };
  const one = (of: readonly [Node], make: (a: Complex) => Complex | null) => {
    const a = at(of[0]);
    return a === null ? null : make(a);
  };
  switch (node.kind) {
    case 'number':
      return c.real(Number(node.value.above) / Number(node.value.below));
    case 'based':
      return c.real(Number.parseInt(node.digits, node.base));
    case 'symbol':
      return constant(node.name) ?? point.of(node.name);
    case 'sum':
      return fold(node.of.map(at), c.real(0), c.add);
    case 'product':
      return fold(node.of.map(at), c.real(1), c.times);
    case 'quotient':
      return both(node.of, c.over);
    case 'ratio':
      return node.of[0] !== undefined && node.of[1] !== undefined && node.of.length === 2
        ? both([node.of[0], node.of[1]], c.over)
        : null;
    case 'power':
      return both(node.of, c.power);
    case 'root':
      return both(node.of, c.root);
    case 'group':
      return at(node.of[0]);
    case 'negative':
      return one(node.of, c.negative);
    case 'either':
      return one(node.of, (a) => (node.first * point.sign === 1 ? a : c.negative(a)));
    case 'branch':
      return evaluate(node.of[0], { ...point, sign: node.sign }, inAngle);
    case 'absolute':
      return one(node.of, (a) => c.real(c.size(a)));
    case 'percent':
      return one(node.of, (a) => c.over(a, c.real(100)));
    case 'degrees':
      return one(node.of, (a) => (inAngle ? c.times(a, c.real(Math.PI / 180)) : a));
    case 'factorial':
      return one(node.of, factorial);
    case 'call':
      return called(node.name, node.of, point);
    default:
      return null;
  }
}

function fold(
  values: readonly (Complex | null)[],
  start: Complex,
  step: (a: Complex, b: Complex) => Complex,
): Complex | null {
  return values.reduce<Complex | null>(
    (total, value) => (total === null || value === null ? null : step(total, value)),
    start,
  );
}

function constant(name: string): Complex | undefined {
  if (name === 'pi') return c.real(Math.PI);
  if (name === 'e') return c.real(Math.E);
  if (name === 'i') return { re: 0, im: 1 };
  return name === 'infty' ? c.real(Infinity) : undefined;
}

function factorial({ re, im }: Complex): Complex | null {
  if (im !== 0 || !Number.isInteger(re) || re < 0 || re > 170) return null;
  let product = 1;
  for (let factor = 2; factor <= re; factor++) product *= factor;
  return c.real(product);
}

/** n over k, for whole k up to a thousand. */
function binomial(n: Complex, k: Complex): Complex | null {
  if (n.im !== 0 || k.im !== 0 || !Number.isInteger(k.re) || k.re < 0 || k.re > 1000) return null;
  let product = 1;
  for (let step = 1; step <= k.re; step++) product *= (n.re - k.re + step) / step;
  return c.real(product);
}

const one = c.real(1);
const functions: Readonly<Record<string, (a: Complex) => Complex>> = {
  sin: c.sin,
  cos: c.cos,
  tan: (a) => c.over(c.sin(a), c.cos(a)),
  cot: (a) => c.over(c.cos(a), c.sin(a)),
  sec: (a) => c.over(one, c.cos(a)),
  csc: (a) => c.over(one, c.sin(a)),
  arcsin: c.arcsin,
  arccos: (a) => c.add(c.real(Math.PI / 2), c.negative(c.arcsin(a))),
  arctan: c.arctan,
  sinh: (a) => c.over(c.add(c.exp(a), c.negative(c.exp(c.negative(a)))), c.real(2)),
  cosh: (a) => c.over(c.add(c.exp(a), c.exp(c.negative(a))), c.real(2)),
  tanh: (a) =>
    c.over(
      c.add(c.exp(c.times(a, c.real(2))), c.real(-1)),
      c.add(c.exp(c.times(a, c.real(2))), one),
    ),
  exp: c.exp,
  ln: c.log,
  lg: (a) => c.over(c.log(a), c.real(Math.LN10)),
  floor: (a) => c.real(Math.floor(a.re + 1e-12)),
  ceil: (a) => c.real(Math.ceil(a.re - 1e-12)),
};
const turned = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc']);

/** The names that `called` knows, for the reader of LaTeX. */
export const functionNames: ReadonlySet<string> = new Set([...Object.keys(functions), 'log']);

function called(name: string, of: readonly Node[], point: Point): Complex | null {
  const [a, b] = of.map((child) => evaluate(child, point, turned.has(name)));
  if (a === undefined || a === null) return null;
  if (name === 'binom') return b ? binomial(a, b) : null;
  // A logarithm without a base is to ten; its base stands second.
  if (name === 'log') return b === null ? null : c.over(c.log(a), c.log(b ?? c.real(10)));
  return functions[name]?.(a) ?? null;
}
