import type { ReportRow } from '../../../audit/report.ts';
import { quadrants, type Quadrant } from '../../../domain/finding.ts';

/** Where an item stands in a list, counted from 1; null where the list does not hold it. */
export interface Place {
  readonly at: number | null;
  readonly of: number;
  readonly previous: string | null;
  readonly next: string | null;
}

export function neighbours(rows: readonly ReportRow[], item: string): Place {
  const at = rows.findIndex((row) => row.item.id === item);
  const id = (index: number) => rows[index]?.item.id ?? null;
  if (at === -1) return { at: null, of: rows.length, previous: null, next: id(0) };
  return { at: at + 1, of: rows.length, previous: id(at - 1), next: id(at + 1) };
}

export function isQuadrant(value: string | undefined): value is Quadrant {
  return quadrants.some((quadrant) => quadrant === value);
}
