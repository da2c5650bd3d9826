import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PlumblineError } from '../../src/domain/fault.ts';
import { sha256 } from '../../src/domain/hash.ts';
import { planTrials } from '../../src/domain/plan.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { largestBundle, readBundle, writeBundle } from '../../src/formats/bundle.ts';
import { items } from '../support/audit.ts';
import { bundled, record } from '../support/bundle.ts';
import { driftRecord, drifts } from '../support/drift-records.ts';

const trials = planTrials(record.audit, items);
const text = fc.string({ unit: 'binary' });
const replies = fc
  .tuple(
    ...trials.map(({ id }) =>
      fc.record({
        trial: fc.constant(id),
        tokens: fc.array(fc.nat(200_000), { maxLength: 20 }),
        chain: fc.option(text),
        answer: fc.option(text),
        chainTokens: fc.nat(1000),
        stop: fc.constantFrom('end' as const, 'length' as const),
        timing: fc.record({ prefill: fc.nat(), decode: fc.nat() }),
      }),
    ),
  )
  .map((all) => new Map(all.map((reply) => [reply.trial, reply])));
const reading = fc.record({
  probabilities: fc.dictionary(
    fc.constantFrom('toxic', 'insult', 'threat'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    { noNullPrototype: true },
  ),
  truncated: fc.boolean(),
});
const readings = fc.option(
  fc.array(fc.tuple(text, reading), { maxLength: 5 }).map((found) => ({
    classifier: sha256('classifier'),
    byText: new Map(found.map(([key, value]) => [sha256(key), value])),
  })),
);

/** Takes a whole bundle apart, changes its members, and puts it together again. */
function changed(change: (members: Record<string, Uint8Array>) => void): Uint8Array {
  const members = { ...unzipSync(bundled()) };
  change(members);
  return zipSync(members);
}

/** The bundle with another text for a member, and a manifest that agrees with it. */
function forged(name: string, write: (text: string) => string): Uint8Array {
  return changed((members) => {
    const bytes = strToU8(write(new TextDecoder().decode(members[name])));
    members[name] = bytes;
    const manifest = JSON.parse(new TextDecoder().decode(members['manifest.json'])) as {
      members: { name: string; bytes: number; sha256: string }[];
    };
    const entry = manifest.members.find((one) => one.name === name);
    if (entry !== undefined) Object.assign(entry, { bytes: bytes.length, sha256: sha256(bytes) });
    members['manifest.json'] = strToU8(JSON.stringify(manifest));
  });
}

function manifestWith(part: object): Uint8Array {
  return changed((members) => {
    const manifest = JSON.parse(new TextDecoder().decode(members['manifest.json'])) as object;
    members['manifest.json'] = strToU8(JSON.stringify({ ...manifest, ...part }));
  });
}

function faultOf(archive: Uint8Array): PlumblineError {
  try {
    readBundle(archive);
  } catch (error) {
    if (error instanceof PlumblineError) return error;
    throw error;
  }
  throw new Error('The bundle was read.');
}

describe('bundle', () => {
  it('gives back all that was put into it, and the same bytes when it is written again', () => {
    fc.assert(
      fc.property(replies, readings, drifts, (made, read, drift) => {
        const archive = writeBundle(record, trials, made, read, drift);
        const back = readBundle(archive);
        expect(back.record).toEqual(record);
        expect(back.replies).toEqual([...made.values()]);
        expect(back.readings).toEqual(read);
        expect(back.drifts).toEqual(drift);
        const again = new Map(back.replies.map((reply) => [reply.trial, reply]));
        expect(writeBundle(back.record, trials, again, back.readings, back.drifts)).toEqual(
          archive,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('leaves out drift that would make it larger than readers take, and nothing else', () => {
    const rng = seededRng('large');
    const values = Float32Array.from({ length: 2 ** 20 }, rng);
    const one = driftRecord('large');
    const large = {
      ...one,
      forward: values,
      reverse: values.map((x) => x / 3),
      js: values.map((x) => x / 7),
    };
    const made = new Map(readBundle(bundled()).replies.map((reply) => [reply.trial, reply]));
    const tokens = new Uint32Array(Float32Array.from(values, (x) => x / 11).buffer);
    const archive = writeBundle(
      record,
      trials,
      made,
      null,
      new Map([[one.id, { ...large, tokens, upper: large }]]),
    );
    expect(archive).toEqual(bundled());
  });

  it('does not depend on the order in which things were made', () => {
    const all = readBundle(bundled()).replies;
    const map = (from: typeof all) => new Map(from.map((reply) => [reply.trial, reply]));
    const { audit, ...rest } = record;
    expect(
      writeBundle({ ...rest, audit }, trials, map([...all].reverse()), null, new Map()),
    ).toEqual(bundled());
  });

  it('is never misread when a byte of it is changed', () => {
    const whole = bundled();
    const held = readBundle(whole);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const archive = whole.slice();
        archive[at] = (archive[at] ?? 0) ^ by;
        try {
          // Some bytes say nothing, such as a date.
          expect(readBundle(archive)).toEqual(held);
        } catch (error) {
          expect(error).toMatchObject({ kind: expect.stringMatching(/^bundle-/) as string });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells what is damaged, and where', () => {
    const half = bundled();
    expect(faultOf(half.slice(0, half.length / 2))).toMatchObject({ kind: 'bundle-damaged' });
    const other = changed((members) => {
      members['replies.jsonl'] = strToU8('');
    });
    expect(faultOf(other).message).toMatch(/replies\.jsonl.*hash/);
    const gone = changed((members) => {
      Reflect.deleteProperty(members, 'audit.json');
    });
    expect(faultOf(gone).message).toContain('audit.json is missing');
    const more = changed((members) => {
      members['virus.exe'] = strToU8('x');
    });
    expect(faultOf(more).message).toContain('virus.exe');
    expect(faultOf(forged('replies.jsonl', (all) => `${all}{"trial": 1}\n`)).message).toMatch(
      /replies\.jsonl cannot be read.*line \d/,
    );
    for (const fault of [faultOf(other), faultOf(gone)]) {
      expect(fault.kept).toContain('Nothing');
      expect(fault.remedy).toBeDefined();
    }
  });

  it('refuses an audit that does not hold together', () => {
    const forge = (from: string, to: string) =>
      faultOf(forged('audit.json', (all) => all.replace(from, to)));
    expect(forge('"seed":0', '"seed":1').message).toContain('id');
    expect(forge('"role":"reasoning"', '"role":"god"').message).toContain('audit.json');
    expect(forge('"id":"pair"', '"id":"other"').message).toContain('pair');
  });

  it('politely refuses what is no bundle, and another version of one', () => {
    const photos = zipSync({ 'photo.jpg': strToU8('x') });
    expect(faultOf(photos)).toMatchObject({ kind: 'bundle-foreign' });
    expect(faultOf(strToU8('hello'))).toMatchObject({ kind: 'bundle-foreign' });
    expect(faultOf(new Uint8Array())).toMatchObject({ kind: 'bundle-foreign' });
    expect(faultOf(manifestWith({ format: 'other' }))).toMatchObject({ kind: 'bundle-foreign' });
    const later = faultOf(manifestWith({ version: 2, members: 'in another form' }));
    expect(later).toMatchObject({ kind: 'bundle-foreign' });
    expect(later.message).toContain('version 2');
    expect(later.message).toContain('version 1');
  });

  it('does not read a file that is far too large, or one of a thousand members', () => {
    expect(faultOf(new Uint8Array(largestBundle + 1)).message).toContain('larger than');
    const many = changed((members) => {
      for (let at = 0; at < 1000; at++) members[`a${at}`] = new Uint8Array();
    });
    expect(faultOf(many).message).toContain('more than 5 members');
  });
});
