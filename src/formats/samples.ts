import * as v from 'valibot';
import { sha256 } from '../domain/hash.ts';
import { ItemSchema, MessageSchema, type Item, type Message } from '../domain/item.ts';
import type { Side } from '../domain/pair.ts';
import type { UnscoredReason } from '../domain/score.ts';

/** One item as a file tells of it, whoever wrote the file: what was replied, how that was scored, or both. */
export interface Sample {
  readonly id: string | null;
  /** Digest of what was asked: two samples of one id must not differ in it. Of no meaning across formats. */
  readonly asked: string | null;
  /** The group that it is counted in, where one was asked for. */
  readonly group: string | null;
  /** What was asked, where the file says it. */
  readonly messages: readonly Message[] | null;
  /** Null where the file holds no reply. */
  readonly reply: string | null;
  /** The reply in its parts, where the file tells them apart; its answer is null where it ended inside its chain. */
  readonly parts: { readonly chain: string | null; readonly answer: string | null } | null;
  /** The whole item in this project's form, where the file brings it. */
  readonly item: Item | null;
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
  /** Where a file holds runs of several models: whose it is. */
  readonly run: string | null;
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
  const parts = { messages: null, parts: null, item: null, run: null };
  const untold = { target: undefined, choices: undefined, task: undefined, scores: new Map() };
  return { ...nothing, ...parts, ...untold, ...known };
}

/** The digest of what was asked, where it is told. */
export function askedHash(prompt: unknown): string | null {
  if (prompt === undefined || prompt === null || prompt === '') return null;
  return sha256(typeof prompt === 'string' ? prompt : JSON.stringify(prompt));
}

/** What was asked as messages: a text is the user's, and a list of messages, also one written as JSON, is itself. */
export function messagesOf(prompt: unknown): Message[] | null {
  if (typeof prompt !== 'string') {
    const found = v.safeParse(
      v.pipe(v.array(v.looseObject(MessageSchema.entries)), v.minLength(1)),
      prompt,
    );
    return found.success ? found.output.map(({ role, content }) => ({ role, content })) : null;
  }
  if (prompt.trim() === '') return null;
  if (/^\s*\[\s*\{/.test(prompt)) {
    try {
      return messagesOf(JSON.parse(prompt)) ?? [{ role: 'user', content: prompt }];
    } catch {
      // A text that only begins like one.
    }
  }
  return [{ role: 'user', content: prompt }];
}

/** An item, where a file brings one that is whole. */
export function itemOf(value: unknown): Item | null {
  const found = v.safeParse(ItemSchema, value);
  return found.success ? found.output : null;
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
