import type { Node } from './tree.ts';

/** A fraction in lowest terms; `below` is positive. */
export interface Rational {
  readonly above: bigint;
  readonly below: bigint;
}

/** Numbers with more digits than these are not computed exactly. */
const largest = 10n ** 400n;
const largestPower = 400n;
/** Of a power, about; what has more takes long to multiply out, only to be too large then. */
const largestDigits = 2000n;
const largestFactorial = 150n;

/** @returns null where it is divided by zero, or grows too large */
export function rational(above: bigint, below = 1n): Rational | null {
  if (below === 0n) return null;
  const divisor = commonDivisor(above, below) * (below < 0n ? -1n : 1n);
  const made = { above: above / divisor, below: below / divisor };
  return size(made.above) > largest || made.below > largest ? null : made;
}

/** Reads digits with at most one point. */
export function decimal(digits: string): Rational | null {
  if (digits.length > 400) return null;
  const [whole = '', places = ''] = digits.split('.');
  return rational(BigInt(`${whole}${places}` || '0'), 10n ** BigInt(places.length));
}

/** Reads digits of which the last, in brackets, repeat for ever: 0.1(6) is 1/6. */
export function repeating(digits: string): Rational | null {
  const [fixed = '', period = ''] = digits.slice(0, -1).split('(');
  const [, places = ''] = fixed.split('.');
  const nines = 10n ** BigInt(period.length) - 1n;
  const [start, cycle] = [
    decimal(fixed),
    rational(BigInt(period), nines * 10n ** BigInt(places.length)),
  ];
  if (start === null || cycle === null) return null;
  return rational(start.above * cycle.below + cycle.above * start.below, start.below * cycle.below);
}

export function sameRational(a: Rational, b: Rational): boolean {
  return a.above === b.above && a.below === b.below;
}

/** The value as a fraction; null where it is none, or cannot be computed with whole numbers of a fair size. */
export function exact(node: Node): Rational | null {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'group':
    case 'degrees':
      return exact(node.of[0]);
    case 'negative':
      return one(node.of, (a) => rational(-a.above, a.below));
    case 'percent':
      return one(node.of, (a) => rational(a.above, a.below * 100n));
    case 'sum':
      return fold(node.of, { above: 0n, below: 1n }, (a, b) =>
        rational(a.above * b.below + b.above * a.below, a.below * b.below),
      );
    case 'product':
      return fold(node.of, { above: 1n, below: 1n }, (a, b) =>
        rational(a.above * b.above, a.below * b.below),
      );
    case 'quotient':
      return two(node.of, (a, b) => rational(a.above * b.below, a.below * b.above));
    case 'power':
      return two(node.of, (a, b) => power(a, b));
    case 'factorial':
      return one(node.of, (a) => factorial(a));
    default:
      return null;
  }
}

function one([node]: readonly [Node], make: (a: Rational) => Rational | null): Rational | null {
  const a = exact(node);
  return a === null ? null : make(a);
}

function two(
  [first, second]: readonly [Node, Node],
  make: (a: Rational, b: Rational) => Rational | null,
): Rational | null {
  const [a, b] = [exact(first), exact(second)];
  return a === null || b === null ? null : make(a, b);
}

function fold(
  nodes: readonly Node[],
  start: Rational,
  step: (a: Rational, b: Rational) => Rational | null,
): Rational | null {
  let total: Rational | null = start;
  for (const node of nodes) {
    const value: Rational | null = exact(node);
    if (total === null || value === null) return null;
    total = step(total, value);
  }
  return total;
}

function power(base: Rational, { above, below }: Rational): Rational | null {
  if (below !== 1n || size(above) > largestPower) return null;
  const digits = size(base.above).toString().length + base.below.toString().length;
  if (BigInt(digits) * size(above) > largestDigits) return null;
  const [top, bottom] = above < 0n ? [base.below, base.above] : [base.above, base.below];
  return rational(top ** size(above), bottom ** size(above));
}

function factorial({ above, below }: Rational): Rational | null {
  if (below !== 1n || above < 0n || above > largestFactorial) return null;
  let product = 1n;
  for (let factor = 2n; factor <= above; factor++) product *= factor;
  return rational(product);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [size(a), size(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
