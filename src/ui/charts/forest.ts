import { scaleLinear } from 'd3-scale';
import type { Finding } from '../../domain/finding.ts';

/** Half-widths that a forest plot may have: round ticks at the ends and half way. */
const limits = [0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2];

/** Per cent of the width that stays free on either side, for the shapes at the ends. */
const gutter = 4;

/** The scale that all rows of a forest plot share. Zero stands in the middle; right is better. */
export interface ForestScale {
  readonly limit: number;
  readonly ticks: readonly number[];
  /** Where a difference stands, in per cent of the width. */
  readonly x: (difference: number) => number;
}

/** A scale that holds every interval and the band of equivalence. */
export function forestScale(
  findings: readonly Pick<Finding, 'difference' | 'margin'>[],
): ForestScale {
  const reach = findings.flatMap(({ difference, margin }) =>
    difference === null ? [margin] : [margin, Math.abs(difference.low), Math.abs(difference.high)],
  );
  const needed = Math.max(...reach, 0.08);
  const limit = limits.find((one) => one >= needed) ?? 2;
  const scale = scaleLinear()
    .domain([-limit, limit])
    .range([gutter, 100 - gutter])
    .clamp(true);
  return { limit, ticks: [-limit, -limit / 2, 0, limit / 2, limit], x: (value) => scale(value) };
}
