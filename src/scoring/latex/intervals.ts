/** An edge of an interval. `closed` says that the edge itself is in it. */
interface Edge {
  readonly at: number;
  readonly closed: boolean;
}

interface Interval {
  readonly from: Edge;
  readonly to: Edge;
}

/** A set of real numbers: intervals that do not touch, in order. A single number is a closed interval. */
export type RealSet = readonly Interval[];

export const everything: RealSet = [edges(-Infinity, false, Infinity, false)];

export function sameRealSet(a: RealSet, b: RealSet): boolean {
  const [one, other] = [merged(a), merged(b)];
  return (
    one.length === other.length &&
    one.every(({ from, to }, at) => {
      const second = other[at];
      return second !== undefined && sameEdge(from, second.from) && sameEdge(to, second.to);
    })
  );
}

function sameEdge(a: Edge, b: Edge): boolean {
  return a.closed === b.closed && close(a.at, b.at);
}

function close(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

export function edges(from: number, fromClosed: boolean, to: number, toClosed: boolean): Interval {
  return { from: { at: from, closed: fromClosed }, to: { at: to, closed: toClosed } };
}

/** In order, without what is empty, and with what touches joined. */
export function merged(intervals: readonly Interval[]): RealSet {
  const result: Interval[] = [];
  const sorted = intervals
    .filter(({ from, to }) => from.at < to.at || (from.at === to.at && from.closed && to.closed))
    .sort((a, b) => a.from.at - b.from.at || Number(b.from.closed) - Number(a.from.closed));
  for (const next of sorted) {
    const last = result.at(-1);
    const touches =
      last !== undefined &&
      (next.from.at < last.to.at ||
        (close(next.from.at, last.to.at) && (next.from.closed || last.to.closed)));
    if (!touches) result.push(next);
    else if (next.to.at > last.to.at || (next.to.at === last.to.at && next.to.closed)) {
      result[result.length - 1] = { from: last.from, to: next.to };
    }
  }
  return result;
}

export function complement(set: RealSet): RealSet {
  const result: Interval[] = [];
  let from: Edge = { at: -Infinity, closed: false };
  for (const { from: start, to } of merged(set)) {
    result.push({ from, to: { at: start.at, closed: !start.closed && start.at !== -Infinity } });
    from = { at: to.at, closed: !to.closed && to.at !== Infinity };
  }
  return merged([...result, { from, to: { at: Infinity, closed: false } }]);
}

export function intersection(a: RealSet, b: RealSet): RealSet {
  return complement(merged([...complement(a), ...complement(b)]));
}
