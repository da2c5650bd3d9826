import type { Better, Finding, Quadrant, Scale } from '../../domain/finding.ts';
import type { Item } from '../../domain/item.ts';
import type { Pair, Side } from '../../domain/pair.ts';
import type { Part, Reply } from '../../domain/reply.ts';
import type { Sampling } from '../../domain/sampling.ts';
import type { UnscoredReason } from '../../domain/score.ts';
import type { Reproducibility } from './record.ts';

/** A file that an export consists of. */
export interface ExportFile {
  /** Its path within the export: letters, digits, `.`, `_`, `-` and `/` alone. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An audit with its report, in the form that other tools' files are written from. */
export interface ExportedAudit {
  readonly record: Reproducibility;
  readonly pair: Pair;
  /** Whether every reply that the audit asks for is there. */
  readonly complete: boolean;
  readonly summary: string;
  readonly findings: readonly Finding[];
  readonly items: readonly ExportedItem[];
}

export interface ExportedItem {
  /** Dimension and id: unique in the audit. */
  readonly id: string;
  readonly item: Item;
  /** Under the headline metric of its dimension; null where that does not apply to it. */
  readonly quadrant: Quadrant | null;
  /** By their numbers; at least one. */
  readonly samples: readonly Readonly<Record<Side, ExportedReply | null>>[];
  readonly metrics: readonly ExportedMetric[];
}

export interface ExportedReply {
  readonly reply: Reply;
  readonly sampling: Sampling;
  readonly seed: number;
  /** What the scorer read in its answer, in words; null where it could read nothing. */
  readonly reading: string | null;
}

/** An item under one metric: what is counted, whether that is good or bad. */
export interface ExportedMetric {
  readonly metric: string;
  readonly title: string;
  readonly part: Part;
  readonly headline: boolean;
  readonly scale: Scale;
  readonly better: Better;
  readonly quadrant: Quadrant;
  readonly baseline: ExportedValue;
  readonly reasoning: ExportedValue;
}

/** 1 or 0 where something is counted, a value, `counted` where it only counts in a sum over all items, or why there is none. */
export type ExportedValue = number | 'counted' | UnscoredReason;

/** What other tools call a metric of a part: the answer's by its plain name. */
export function metricName({ metric, part }: { readonly metric: string; readonly part: Part }) {
  return part === 'answer' ? metric : `${metric}.${part}`;
}

/** What is better, as tools say it that know of two ways only; an ideal in between is neither. */
export function higherIsBetter(better: Better): boolean | null {
  return typeof better === 'object' ? null : better === 'higher';
}

export function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** JSON over several lines. Half a surrogate pair is written as an escape, so that none is lost. */
export function jsonFile(name: string, value: unknown): ExportFile {
  return { name, bytes: encode(`${JSON.stringify(value, null, 2)}\n`) };
}

export function jsonLines(name: string, values: readonly unknown[]): ExportFile {
  return { name, bytes: encode(values.map((value) => `${JSON.stringify(value)}\n`).join('')) };
}

/** A name as a part of a path on any system: nothing in it climbs, hides or is read as something else. */
export function pathPart(name: string): string {
  return name.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '_') || '_';
}

/** The date as file names take it: 2026-11-25T03-04-27.939 */
export function fileDate(iso: string): string {
  return pathPart(iso.replaceAll(':', '-').replace(/Z$/, ''));
}
