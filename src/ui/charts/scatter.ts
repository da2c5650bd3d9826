import { scaleLinear } from 'd3-scale';

/** A point with an interval either way. */
export interface ScatterPoint {
  readonly label: string;
  readonly x: Span;
  readonly y: Span;
}

interface Span {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ScatterScale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

/** Pixels about the plot: left for the ticks of y, below for those of x. */
export const margins = { left: 44, right: 14, top: 14, bottom: 44 } as const;

/** A scale that holds every interval; x begins at 0, and y holds 0. */
export function scatterScale(
  points: readonly ScatterPoint[],
  width: number,
  height: number,
): ScatterScale {
  const most = Math.max(...points.map(({ x }) => x.high), 0.01);
  const low = Math.min(...points.map(({ y }) => y.low), -0.05);
  const high = Math.max(...points.map(({ y }) => y.high), 0.05);
  const x = scaleLinear()
    .domain([0, most])
    .range([margins.left, Math.max(margins.left + 1, width - margins.right)])
    .nice(4);
  const y = scaleLinear()
    .domain([low, high])
    .range([height - margins.bottom, margins.top])
    .nice(4);
  return { x: (value) => x(value), y: (value) => y(value), xTicks: x.ticks(4), yTicks: y.ticks(5) };
}

export interface PlacedLabel {
  readonly label: string;
  /** Left end and baseline of the text. */
  readonly x: number;
  readonly y: number;
}

/** Width of a letter and height of a line at the labels' size, in pixels, rather too much than too little. */
const letter = 7;
const line = 15;

/** Room that a point takes to either side. */
const reach = 8;

/**
 * Where each point's label stands: beside its point, right of it where there is room, else left; moved up or down by half
 * lines until it meets no point, and no label that was placed before it.
 */
export function placeLabels(
  points: readonly ScatterPoint[],
  { x, y }: ScatterScale,
  width: number,
  height: number,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const spots = points.map((point) => ({ x: x(point.x.value), y: y(point.y.value) }));
  for (const { label, x: own, y: other } of points) {
    const [px, py] = [x(own.value), y(other.value)];
    const long = label.length * letter;
    const right = px + 10;
    const isRoom = right + long <= width - margins.right;
    const left = isRoom ? right : Math.max(margins.left + 2, px - 10 - long);
    const meets = (at: number) =>
      placed.some(
        (one) =>
          Math.abs(one.y - at) < line &&
          left < one.x + one.label.length * letter &&
          one.x < left + long,
      ) ||
      spots.some(
        (spot) =>
          spot.x + reach > left &&
          spot.x - reach < left + long &&
          spot.y + reach > at - line + 4 &&
          spot.y - reach < at + 3,
      );
    const moves = Array.from({ length: 8 * points.length + 1 }, (_, turn) =>
      turn % 2 === 0 ? -turn / 4 : (turn + 1) / 4,
    );
    const fits = (at: number) => at >= margins.top && at <= height - margins.bottom - 2;
    const tries = moves.map((by) => py - 6 + by * line);
    const at = tries.find((one) => fits(one) && !meets(one)) ?? py;
    placed.push({ label, x: left, y: at });
  }
  return placed;
}
