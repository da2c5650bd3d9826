import type { Estimate } from '../../domain/finding.ts';
import { sides, type Side } from '../../domain/pair.ts';
import {
  encode,
  metricName,
  type ExportedAudit,
  type ExportedItem,
  type ExportFile,
} from './exported.ts';
import { askedText, targetText } from './said.ts';

export type CsvCell = string | number | null;

/** What a spreadsheet takes for a formula where a cell begins with it, and the mark itself that keeps it from that. */
const formula = /^[=+\-@\t\r\n'＝＋－＠]/;

/**
 * A table as RFC 4180 writes it, with a byte order mark, without which spreadsheets take UTF-8 for something else. A text that a spreadsheet
 * could take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe: taking the first one off gives every text back.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `items.csv`, a row an item and sample, and `findings.csv`. */
export function writeCsvFiles(audit: ExportedAudit): ExportFile[] {
  return [
    { name: 'items.csv', bytes: encode(writeCsv(itemRows(audit))) },
    { name: 'findings.csv', bytes: encode(writeCsv(findingRows(audit))) },
  ];
}

function itemRows({ items, findings }: ExportedAudit): CsvCell[][] {
  const names = findings.map(metricName);
  const of = (side: Side) => [
    ...['chain', 'answer', 'stop', 'tokens', 'reading', 'trial'].map((one) => `${side}_${one}`),
  ];
  const head = [
    ...['item', 'dimension', 'sample', 'group', 'tags', 'prompt', 'task', 'target', 'fared'],
    ...sides.flatMap(of),
    ...names.flatMap((name) => sides.map((side) => `${name}:${side}`)),
  ];
  return [head, ...items.flatMap((item) => rowsOf(item, names))];
}

function rowsOf(exported: ExportedItem, names: readonly string[]): CsvCell[][] {
  const { item, quadrant, samples, metrics } = exported;
  const known = new Map(metrics.map((metric) => [metricName(metric), metric]));
  return samples.map((sample, at) => [
    item.id,
    item.dimension,
    at + 1,
    item.group ?? null,
    item.tags?.join(' ') ?? null,
    askedText(item),
    item.task.kind,
    targetText(item),
    quadrant,
    ...sides.flatMap((side): CsvCell[] => {
      const said = sample[side];
      if (said === null) return [null, null, null, null, null, null];
      const { chain, answer, stop, tokens, trial } = said.reply;
      return [chain, answer, stop, tokens.length, said.reading, trial];
    }),
    ...names.flatMap((name) => sides.map((side) => known.get(name)?.[side] ?? null)),
  ]);
}

function findingRows({ findings }: ExportedAudit): CsvCell[][] {
  const spans = ['baseline', 'reasoning', 'difference', 'equivalence'] as const;
  const head = [
    ...['metric', 'title', 'dimension', 'part', 'headline', 'scale', 'better'],
    ...['n', 'groups', 'answered', 'both', 'lost', 'gained', 'neither'],
    ...spans.flatMap((name) => [name, `${name}_low`, `${name}_high`, `${name}_method`]),
    ...['margin', 'test', 'p', 'p_adjusted', 'verdict', 'detectable', 'needed'],
    ...['unscored_baseline', 'unscored_reasoning'],
  ];
  const rows = findings.map((finding): CsvCell[] => {
    const { table, test, better } = finding;
    return [
      finding.metric,
      finding.title,
      finding.dimension,
      finding.part,
      finding.headline ? 1 : 0,
      finding.scale,
      typeof better === 'object' ? `near ${better.near}` : better,
      finding.n,
      finding.groups,
      finding.answered,
      ...(table ? [table.both, table.lost, table.gained, table.neither] : [null, null, null, null]),
      ...spans.flatMap((name) => spanCells(finding[name])),
      finding.margin,
      test.name,
      test.p,
      test.adjusted,
      finding.verdict,
      finding.detectable,
      finding.needed,
      JSON.stringify(finding.unscored.baseline),
      JSON.stringify(finding.unscored.reasoning),
    ];
  });
  return [head, ...rows];
}

function spanCells(estimate: Estimate | null): CsvCell[] {
  if (estimate === null) return [null, null, null, null];
  return [estimate.value, estimate.low, estimate.high, estimate.method];
}
