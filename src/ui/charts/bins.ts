import { scaleLinear } from 'd3-scale';
import { driftBinEnds } from '../../domain/drift-summary.ts';

/** One bar of a histogram; places and sizes in per cent of the plot. */
export interface Bar {
  readonly bin: number;
  readonly count: number;
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

const bins = driftBinEnds.length + 1;
/** Per cent of the height: one item is to be seen, however many there are. */
const leastHeight = 2.5;

/** Bars of as much width each, as the bins are decades cut alike; `most` is the share that fills the height. */
export function barsOf(histogram: readonly number[], most: number): Bar[] {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  const x = scaleLinear().domain([0, bins]).range([0, 100]);
  const height = scaleLinear().domain([0, most]).range([0, 100]).clamp(true);
  return histogram.flatMap((count, bin) =>
    count === 0
      ? []
      : {
          bin,
          count,
          x: x(bin),
          width: x(1) - x(0),
          height: Math.max(leastHeight, height(count / all)),
        },
  );
}

/** The largest share that a bin has in any of the histograms. */
export function largestShare(histograms: readonly (readonly number[])[]): number {
  return Math.max(
    ...histograms.map((histogram) => {
      const all = histogram.reduce((sum, count) => sum + count, 0);
      return all === 0 ? 0 : Math.max(...histogram) / all;
    }),
    0.01,
  );
}

/** Where a value stands, in per cent of the width: within its bin by its logarithm. */
export function placeOf(value: number): number {
  const first = driftBinEnds[0] ?? NaN;
  const last = driftBinEnds.at(-1) ?? NaN;
  const inner = ((Math.log10(value) - Math.log10(first)) / Math.log10(last / first)) * (bins - 2);
  const at = value < first ? 0.5 : value >= last ? bins - 0.5 : 1 + inner;
  return (at / bins) * 100;
}

/** Whole decades, as the axis names them. */
export const decades: readonly { readonly at: number; readonly text: string }[] =
  driftBinEnds.flatMap((end, at) =>
    at % 4 === 0
      ? { at: ((at + 1) / bins) * 100, text: String(Number(end.toPrecision(1))).replace(/^0/, '') }
      : [],
  );

/** What a bin holds: `below .001`, `.010 to .018`, `10 and above`. */
export function binName(bin: number): string {
  const text = (end: number | undefined) => (end ?? NaN).toPrecision(2).replace(/^0/, '');
  if (bin === 0) return `below ${text(driftBinEnds[0])}`;
  if (bin === bins - 1) return `${text(driftBinEnds.at(-1))} and above`;
  return `${text(driftBinEnds[bin - 1])} to ${text(driftBinEnds[bin])}`;
}
