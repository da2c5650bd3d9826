import type { ItemFilter } from '../app/routes.ts';
import type { ReportRow, RowMetric } from '../audit/report.ts';
import { quadrants, type Quadrant } from '../domain/finding.ts';
import type { Part } from '../domain/reply.ts';
import type { Metric } from '../scoring/metric.ts';
import { metrics } from '../scoring/metrics.ts';

/** A metric on one part of the reply, as the address names it. */
export function metricKey(metric: string, part: Part): string {
  return part === 'answer' ? metric : `${metric}:${part}`;
}

export function keyOf({ metric, part }: Pick<RowMetric, 'metric' | 'part'>): string {
  return metricKey(metric, part);
}

/** The metric of a key; undefined where there is none. */
export function metricOf(key: string | undefined): Metric | undefined {
  const [id] = key?.split(':') ?? [];
  return metrics.find((metric) => metric.id === id);
}

/** What a row got under a metric; under its dimension's headline metric where none is asked for. */
export function rowMetricOf(row: ReportRow, metric: string | undefined): RowMetric | undefined {
  return row.metrics.find((one) => (metric === undefined ? one.headline : keyOf(one) === metric));
}

/** How a row stands: under one metric where one is asked for, else under its dimension's headline metric. */
export function quadrantOf(row: ReportRow, metric: string | undefined): Quadrant | null {
  if (metric === undefined) return row.quadrant;
  return row.metrics.find((one) => keyOf(one) === metric)?.quadrant ?? null;
}

/** The rows that a filter leaves, its quadrant aside. */
function inScope(rows: readonly ReportRow[], filter: ItemFilter): ReportRow[] {
  const sought = filter.search?.trim().toLowerCase() ?? '';
  return rows.filter(
    (row) =>
      (filter.dimension === undefined || row.item.dimension === filter.dimension) &&
      (filter.metric === undefined || quadrantOf(row, filter.metric) !== null) &&
      (sought === '' || textOf(row).includes(sought)),
  );
}

export function filterRows(rows: readonly ReportRow[], filter: ItemFilter): ReportRow[] {
  return inScope(rows, filter).filter(
    (row) => filter.quadrant === undefined || quadrantOf(row, filter.metric) === filter.quadrant,
  );
}

/** Rows in each quadrant, were any of them asked for. */
export function countQuadrants(
  rows: readonly ReportRow[],
  filter: ItemFilter,
): Readonly<Record<Quadrant, number>> {
  const found = inScope(rows, filter).map((row) => quadrantOf(row, filter.metric));
  const entries = quadrants.map((name) => [name, found.filter((one) => one === name).length]);
  return Object.fromEntries(entries) as Record<Quadrant, number>;
}

const texts = new WeakMap<ReportRow, string>();

/** All that a search looks through; kept, since a search asks for it at every key. */
function textOf(row: ReportRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { item, samples } = row;
  const replies = samples.flatMap(({ baseline, reasoning }) => [baseline, reasoning]);
  const text = [
    item.id,
    ...item.messages.map(({ content }) => content),
    ...replies.flatMap((reply) => [reply?.chain, reply?.answer]),
    ...(item.tags ?? []),
  ]
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}
