import { negative, size, add, times, over, real, type Complex } from './complex.ts';
import { evaluate, type Point } from './evaluate.ts';
import { bare, symbolsOf, type Node } from './tree.ts';

/** Good enough for two ways to compute one value in double precision. */
const tolerance = 1e-9;
/** What is left of zero when a value of about 1 was taken from itself. */
const nothing = 1e-12;

export function near(a: Complex, b: Complex): boolean {
  const difference = size(add(a, negative(b)));
  return difference <= tolerance * Math.max(size(a), size(b)) || difference <= nothing;
}

/**
 * Points at which two trees are compared: every name gets a fixed value from its letters, so that a run is like any other.
 * First all are positive, as lengths and prices are. Then one name after the other is negative, which tells |x| from x; never
 * two at a time, so that √(ab) and √a √b stay the same.
 */
export function pointsFor(...nodes: readonly Node[]): Point[] {
  const names = [...new Set(nodes.flatMap((node) => [...symbolsOf(node)]))].sort();
  const all = Array.from({ length: names.length === 0 ? 1 : 4 }, (_, round) =>
    pointOf(round, null),
  );
  return [...all, ...names.slice(0, 6).map((name, at) => pointOf(at + 4, name))];
}

function pointOf(round: number, below: string | null): Point {
  return {
    sign: 1,
    of: (name) => {
      const value = 0.4 + 2.2 * fraction(`${name}:${round}`);
      return real(name === below ? -value : value);
    },
  };
}

/** A number from 0 to 1 that a text is scattered to (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}

/** Rows of values. A plain value is one row with one value. */
export type Grid = readonly (readonly Complex[])[];

/** The value of a tree that may hold matrices: their sums, products and multiples are computed. */
export function gridOf(node: Node, point: Point): Grid | null {
  const inner = bare(node);
  switch (inner.kind) {
    case 'matrix': {
      const values = inner.of.map((cell) => evaluate(cell, point));
      if (!values.every((value) => value !== null)) return null;
      return Array.from({ length: values.length / inner.columns }, (_, row) =>
        values.slice(row * inner.columns, (row + 1) * inner.columns),
      );
    }
    case 'negative':
      return mapped(gridOf(inner.of[0], point), negative);
    case 'sum':
      return inner.of.map((term) => gridOf(term, point)).reduce(sum);
    case 'product':
      return inner.of.map((factor) => gridOf(factor, point)).reduce(product);
    case 'quotient': {
      const [above, below] = [gridOf(inner.of[0], point), evaluate(inner.of[1], point)];
      return below === null ? null : mapped(above, (value) => over(value, below));
    }
    default: {
      const value = evaluate(inner, point);
      return value === null ? null : [[value]];
    }
  }
}

function mapped(grid: Grid | null, make: (value: Complex) => Complex): Grid | null {
  return grid?.map((row) => row.map(make)) ?? null;
}

function sum(a: Grid | null, b: Grid | null): Grid | null {
  if (a === null || b?.length !== a.length || b[0]?.length !== a[0]?.length) return null;
  return a.map((row, r) => row.map((value, c) => add(value, b[r]?.[c] ?? real(NaN))));
}

function product(a: Grid | null, b: Grid | null): Grid | null {
  if (a === null || b === null) return null;
  const [single, other] = [scalar(a), scalar(b)];
  if (single !== null) return mapped(b, (value) => times(single, value));
  if (other !== null) return mapped(a, (value) => times(other, value));
  if (a[0]?.length !== b.length) return null;
  return a.map((row) =>
    (b[0] ?? []).map((_, c) =>
      row.map((value, k) => times(value, b[k]?.[c] ?? real(NaN))).reduce(add, real(0)),
    ),
  );
}

function scalar(grid: Grid): Complex | null {
  return grid.length === 1 && grid[0]?.length === 1 ? (grid[0][0] ?? null) : null;
}

export function sameGrid(a: Grid, b: Grid): boolean {
  return (
    a.length === b.length &&
    a.every((row, r) => {
      const other = b[r];
      return (
        other?.length === row.length && row.every((value, c) => near(value, other[c] ?? real(NaN)))
      );
    })
  );
}
