import type { Quadrant } from '../domain/finding.ts';
import type { Side } from '../domain/pair.ts';
import type { Part } from '../domain/reply.ts';
import type { UnscoredReason } from '../domain/score.ts';
import { belongs, type Metric } from '../scoring/metric.ts';
import type { Comparison, PairedOutcome } from '../statistics/comparison.ts';
import { partOf, readOf, type ScoredRow } from './rows.ts';

/** What a metric judges as one: an item, or a group of items; with what either side got. */
export interface Unit {
  readonly rows: readonly ScoredRow[];
  readonly baseline: UnitValue;
  readonly reasoning: UnitValue;
}

export type UnitValue = boolean | number | readonly number[] | UnscoredReason;

/** A metric on one part of the replies, applied to all rows that belong to it. */
export interface Applied {
  readonly metric: Metric;
  readonly part: Part;
  readonly units: readonly Unit[];
}

/** Applies a metric; null where no row belongs to it. */
export function apply(metric: Metric, part: Part, rows: readonly ScoredRow[]): Applied | null {
  const own = rows.filter(({ item }) => belongs(metric, item));
  if (own.length === 0) return null;
  const grouped = metric.unit === 'group' ? groupRows(own) : own.map((row) => [row]);
  const value = (unit: readonly ScoredRow[], side: Side) =>
    metric.of(unit.map((row) => readOf(row, side, partOf(side, part))));
  const units = grouped.map((unit) => ({
    rows: unit,
    baseline: value(unit, 'baseline'),
    reasoning: value(unit, 'reasoning'),
  }));
  return { metric, part, units };
}

function groupRows(rows: readonly ScoredRow[]): ScoredRow[][] {
  const groups = new Map<string, ScoredRow[]>();
  for (const row of rows) {
    const name = row.item.group ?? row.item.id;
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [row]);
    else known.push(row);
  }
  return [...groups.values()];
}

/** What is to be compared, in the words of statistics. */
export function comparisonOf({ metric, part, units }: Applied): Comparison {
  const { id, title, dimension, better } = metric;
  const headline = metric.headline && part === 'answer';
  const common = { metric: id, title, dimension, part, headline, better };
  const outcomes = <T extends UnitValue>(
    is: (value: UnitValue) => value is T,
  ): PairedOutcome<T>[] =>
    units.map(({ rows, baseline, reasoning }, at) => {
      const [first] = rows;
      const stratum = metric.scale === 'share' && first ? metric.strata?.of(first.item) : null;
      return {
        unit: String(at),
        // A unit that is a group has no other.
        group: metric.unit === 'group' ? null : (first?.item.group ?? null),
        stratum: stratum ?? null,
        baseline: valueOrReason(baseline, is),
        reasoning: valueOrReason(reasoning, is),
      };
    });
  switch (metric.scale) {
    case 'share':
      return {
        ...common,
        scale: 'share',
        strata: metric.strata?.names ?? null,
        outcomes: outcomes((value) => typeof value === 'boolean'),
      };
    case 'mean':
      return {
        ...common,
        scale: 'mean',
        range: metric.range,
        outcomes: outcomes((value) => typeof value === 'number'),
      };
    case 'statistic':
      return {
        ...common,
        scale: 'statistic',
        value: metric.value,
        outcomes: outcomes((value): value is readonly number[] => typeof value === 'object'),
      };
  }
}

function valueOrReason<T extends UnitValue>(
  value: UnitValue,
  is: (value: UnitValue) => value is T,
): T | UnscoredReason {
  if (is(value)) return value;
  if (typeof value === 'string') return value;
  throw new TypeError('a metric gave a value that is not of its scale');
}

/** How a unit fared: by what is right where the metric says so, else by which way its value went. */
export function quadrantOf({ better }: Metric, { baseline, reasoning }: Unit): Quadrant {
  if (typeof baseline === 'string' || typeof reasoning === 'string') return 'unscored';
  if (typeof baseline === 'boolean' && typeof reasoning === 'boolean') {
    const right = (value: boolean) => value === (better === 'higher');
    if (right(baseline)) return right(reasoning) ? 'both' : 'lost';
    return right(reasoning) ? 'gained' : 'neither';
  }
  if (typeof baseline === 'number' && typeof reasoning === 'number') {
    // What differs in the last digits only is the same.
    if (Math.abs(reasoning - baseline) < 1e-9) return 'same';
    return reasoning > baseline === (better === 'higher') ? 'gained' : 'lost';
  }
  // What counts only in a sum says nothing for itself.
  return 'same';
}
