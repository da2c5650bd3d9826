import * as v from 'valibot';
import { sha256 } from '../domain/hash.ts';
import type { Side } from '../domain/pair.ts';
import type { UnscoredReason } from '../domain/score.ts';

/** One item as a file tells of it, whoever wrote the file: what was replied, how that was scored, or both. */
export interface Sample {
  readonly id: string | null;
  /** Digest of what was asked: two samples of one id must not differ in it. Of no meaning across formats. */
  readonly asked: string | null;
  /** The group that it is counted in, where one was asked for. */
  readonly group: string | null;
  /** Null where the file holds no reply. */
  readonly reply: string | null;
  readonly target: unknown;
  readonly choices: unknown;
  /** The item's task in this project's form, where the file brings it. */
  readonly task: unknown;
  /** Scores by metric; higher is better. */
  readonly scores: ReadonlyMap<string, number | UnscoredReason>;
  /** What `plumbline score` said, in place of scores by name. */
  readonly verdict: {
    readonly name: string;
    readonly value: number | null;
    readonly reason: string;
  } | null;
  /** Where a file holds both sides of an audit: whose it is. */
  readonly side: Side | null;
}

/** What could not be read, and where. */
export interface SampleFault {
  /** Its line or its name in the file. */
  readonly at: string;
  readonly message: string;
}

export interface SampleFile {
  readonly samples: readonly Sample[];
  readonly faults: readonly SampleFault[];
}

/** A sample of which nothing is known but what is given. */
export function sample(known: Partial<Sample>): Sample {
  const nothing = { id: null, asked: null, group: null, reply: null, verdict: null, side: null };
  const untold = { target: undefined, choices: undefined, task: undefined, scores: new Map() };
  return { ...nothing, ...untold, ...known };
}

/** The digest of what was asked, where it is told. */
export function askedHash(prompt: unknown): string | null {
  if (prompt === undefined || prompt === null || prompt === '') return null;
  return sha256(typeof prompt === 'string' ? prompt : JSON.stringify(prompt));
}

/** A field's value as the name of a group. */
export function groupOf(field: string | null, ...places: readonly unknown[]): string | null {
  if (field === null) return null;
  for (const place of places) {
    const found = v.safeParse(v.record(v.string(), v.unknown()), place);
    const value = found.success ? found.output[field] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}

/** The first thing that is wrong with parsed data, in words. */
export function issueOf(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): string {
  const path = v.getDotPath(issues[0]);
  return path === null ? issues[0].message : `“${path}”: ${issues[0].message}`;
}
