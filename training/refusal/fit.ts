/** One row of a design matrix: the columns that are not 0, and their values. */
export interface Row {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

/** A row, its label, and how much it counts. */
export interface Case extends Row {
  readonly positive: boolean;
  readonly importance: number;
}

/**
 * L2-penalized logistic regression: minimizes Σ importance · log(1 + e^(−y·z)) + ½ · penalty · Σ w². The intercept is the last
 * weight and goes unpenalized. By L-BFGS with backtracking (Liu & Nocedal, Mathematical Programming, 1989); no chance in it.
 */
export function fitLogistic(
  cases: readonly Case[],
  columns: number,
  penalty: number,
  steps: number,
): Float64Array {
  const loss = lossOf(cases, columns, penalty);
  let w: Float64Array = new Float64Array(columns + 1);
  let { value, gradient } = loss(w);
  const past: Pair[] = [];
  for (let step = 0; step < steps; step++) {
    const direction = descent(gradient, past);
    const slope = dot(gradient, direction);
    let length = 1;
    let next = moved(w, direction, length);
    let found = loss(next);
    for (let tries = 0; tries < 20 && found.value > value + 1e-4 * length * slope; tries++) {
      length /= 2;
      next = moved(w, direction, length);
      found = loss(next);
    }
    const s = moved(next, w, -1);
    const y = moved(found.gradient, gradient, -1);
    const curvature = dot(s, y);
    if (curvature > 1e-12) past.push({ s, y, rho: 1 / curvature });
    if (past.length > 8) past.shift();
    const gain = value - found.value;
    w = next;
    ({ value, gradient } = found);
    if (!(gain > 1e-5 * Math.max(1, value))) break;
  }
  return w;
}

function lossOf(cases: readonly Case[], columns: number, penalty: number) {
  return (w: Float64Array) => {
    const gradient = w.map((one, j) => (j < columns ? penalty * one : 0));
    let value = w.reduce((sum, one, j) => (j < columns ? sum + 0.5 * penalty * one * one : sum), 0);
    for (const one of cases) {
      const margin = (one.positive ? 1 : -1) * predict(w, one);
      const miss = Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
      value += one.importance * miss;
      const pull = ((one.positive ? -1 : 1) * one.importance) / (1 + Math.exp(margin));
      for (let k = 0; k < one.at.length; k++) gradient[one.at[k]!]! += pull * one.value[k]!;
      gradient[columns]! += pull;
    }
    return { value, gradient };
  };
}

/** The logit of a row. */
export function predict(w: Float64Array, { at, value }: Row): number {
  let sum = w[w.length - 1]!;
  for (let k = 0; k < at.length; k++) sum += w[at[k]!]! * value[k]!;
  return sum;
}

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

function descent(gradient: Float64Array, past: readonly Pair[]): Float64Array {
  let d: Float64Array = gradient.map((one) => -one);
  const shares: number[] = [];
  for (const { s, y, rho } of past.toReversed()) {
    const share = rho * dot(s, d);
    shares.unshift(share);
    d = moved(d, y, -share);
  }
  const last = past.at(-1);
  const scale = last
    ? 1 / (last.rho * dot(last.y, last.y))
    : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  d = d.map((one) => one * scale);
  past.forEach(({ s, y, rho }, i) => {
    d = moved(d, s, shares[i]! - rho * dot(y, d));
  });
  return d;
}

function moved(from: Float64Array, by: Float64Array, length: number): Float64Array {
  return from.map((one, j) => one + length * by[j]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
