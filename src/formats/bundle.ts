import * as v from 'valibot';
import { AuditSchema } from '../domain/audit.ts';
import type { Drifts } from '../domain/drift.ts';
import { PlumblineError } from '../domain/fault.ts';
import { canonicalJson, sha256 } from '../domain/hash.ts';
import { PairSchema } from '../domain/pair.ts';
import { auditId, type Trial, type TrialId } from '../domain/plan.ts';
import type { Reply } from '../domain/reply.ts';
import { readDrifts, writeDrifts } from './drift.ts';
import { readReadings, writeReadings, type BundledReadings } from './readings.ts';
import { readReplies, writeReplies } from './replies.ts';
import { unzip, zip, type ZipLimits } from './zip.ts';

const format = 'plumbline-bundle';

/** Raised when a reader of the last version would misread a bundle. */
const version = 1;

/** Bytes past which a file is taken for no bundle: far more than the largest audit that ships. */
export const largestBundle = 16 * 2 ** 20;

const limits: ZipLimits = { archive: largestBundle, members: 5, member: 64 * 2 ** 20 };

const memberNames = ['audit.json', 'replies.jsonl', 'readings.jsonl', 'drift.jsonl'] as const;
type MemberName = (typeof memberNames)[number];

/** `audit.json`: what was asked, of whom, and on what. The engine's record is the audit's. */
const RecordSchema = v.pipe(
  v.strictObject({
    audit: AuditSchema,
    pair: PairSchema,
    /** What the page knew of the machine. */
    environment: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
    versions: v.strictObject({ plumbline: v.string() }),
  }),
  v.check(
    ({ audit }) => auditId(audit) === audit.id,
    'the audit’s id is not that of what it holds',
  ),
  v.check(({ audit, pair }) => audit.request.pair === pair.id, 'the pair is not the audit’s'),
);
export type BundleRecord = Readonly<v.InferOutput<typeof RecordSchema>>;

export interface Bundle {
  readonly record: BundleRecord;
  readonly replies: readonly Reply[];
  /** Null where no classifier was asked. */
  readonly readings: BundledReadings | null;
  /** Empty where drift was not measured. */
  readonly drifts: Drifts;
}

const VersionSchema = v.object({ format: v.literal(format), version: v.number() });
const ManifestSchema = v.object({
  members: v.array(
    v.strictObject({
      name: v.picklist(memberNames),
      bytes: v.number(),
      sha256: v.string(),
    }),
  ),
});

/**
 * A whole audit in one file, from which its report can be computed anywhere. The same audit gives the same bytes. Drift is left
 * out where it would make the file larger than readers take: it can be measured again, and replies cannot.
 */
export function writeBundle(
  record: BundleRecord,
  trials: readonly Trial[],
  replies: ReadonlyMap<TrialId, Reply>,
  readings: BundledReadings | null,
  drifts: Drifts,
): Uint8Array<ArrayBuffer> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const members = new Map<MemberName, Uint8Array>([
    ['audit.json', encode(`${canonicalJson(record)}\n`)],
    ['replies.jsonl', encode(writeReplies(trials, replies))],
  ]);
  if (readings !== null) members.set('readings.jsonl', encode(writeReadings(readings)));
  if (drifts.size > 0) members.set('drift.jsonl', encode(writeDrifts(drifts)));
  const manifest = {
    format,
    version,
    members: [...members].map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  };
  const first = ['manifest.json', encode(`${JSON.stringify(manifest, null, 2)}\n`)] as const;
  const archive = zip(new Map([first, ...members]));
  const isTooLarge =
    archive.length > limits.archive || (members.get('drift.jsonl')?.length ?? 0) > limits.member;
  return drifts.size > 0 && isTooLarge
    ? writeBundle(record, trials, replies, readings, new Map())
    : archive;
}

/**
 * Reads a bundle that anybody may have made: nothing of it is believed before it is checked.
 * @throws PlumblineError `bundle-foreign` or `bundle-damaged`
 */
export function readBundle(archive: Uint8Array): Bundle {
  const members = attempt(null, () => unzip(archive, limits));
  const manifest = members.get('manifest.json');
  if (manifest === undefined) throw foreign('It is no bundle of Plumbline: it has no manifest.');
  const said: unknown = attempt('manifest.json', () => JSON.parse(decode(manifest)) as unknown);
  const known = v.safeParse(VersionSchema, said);
  if (!known.success) throw foreign('It is no bundle of Plumbline: its manifest says otherwise.');
  if (known.output.version !== version) {
    throw foreign(
      `It is of version ${known.output.version}; this Plumbline reads version ${version}.`,
    );
  }
  const listed = attempt('manifest.json', () => v.parse(ManifestSchema, said)).members;
  const stranger = [...members.keys()].find(
    (name) => name !== 'manifest.json' && !listed.some((one) => one.name === name),
  );
  if (stranger !== undefined) throw damaged(`it holds “${stranger}”, which its manifest does not`);
  for (const { name, bytes, sha256: hash } of listed) {
    const member = members.get(name);
    if (member === undefined) throw damaged(`${name} is missing`);
    if (member.length !== bytes || sha256(member) !== hash) {
      throw damaged(`${name} is not the one in its manifest: its hash (SHA-256) differs`);
    }
  }
  const readings = members.get('readings.jsonl');
  return {
    record: read('audit.json', (text) => v.parse(RecordSchema, JSON.parse(text))),
    replies: read('replies.jsonl', readReplies),
    readings: readings === undefined ? null : read('readings.jsonl', readReadings),
    drifts: members.has('drift.jsonl') ? read('drift.jsonl', readDrifts) : new Map(),
  };

  function read<T>(name: MemberName, parse: (text: string) => T): T {
    const member = members.get(name);
    if (member === undefined) throw damaged(`${name} is missing`);
    return attempt(name, () => parse(decode(member)));
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function attempt<T>(member: MemberName | 'manifest.json' | null, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw damaged(member === null ? why : `${member} cannot be read: ${why}`, error);
  }
}

const kept = 'Nothing was taken from it, and nothing that is stored was changed.';

function damaged(why: string, cause?: unknown): PlumblineError {
  return new PlumblineError(
    {
      kind: 'bundle-damaged',
      message: `The bundle is damaged: ${why.replace(/\.$/, '')}.`,
      kept,
      remedy: 'Take it again from where it came from.',
    },
    { cause },
  );
}

function foreign(message: string): PlumblineError {
  return new PlumblineError({
    kind: 'bundle-foreign',
    message,
    kept,
    remedy: 'Open it in the Plumbline that wrote it, or choose another file.',
  });
}
