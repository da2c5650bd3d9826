import { strToU8, zipSync } from 'fflate';
import { sha256 } from '../../src/domain/hash.ts';
import { describe, expect, it } from 'vitest';
import { unzip, zip } from '../../src/formats/zip.ts';

const limits = { archive: 10_000, members: 2, member: 100_000 };
const zeros = (count: number) => zipSync({ a: new Uint8Array(count) });

describe('zip', () => {
  it('gives back the members in their order', () => {
    const members = new Map([
      ['b.txt', strToU8('second')],
      ['a.txt', new Uint8Array()],
    ]);
    expect([...unzip(zip(members), limits)]).toEqual([...members]);
  });

  it('reads members that are larger than a step, folded or not', () => {
    const noise = Uint8Array.from({ length: 50_000 }, (_, at) => (at * 2654435761) >>> 24);
    const wide = { ...limits, archive: 1_000_000 };
    for (const level of [0, 9] as const) {
      const read = unzip(zipSync({ noise }, { level }), wide).get('noise');
      expect(sha256(read ?? '')).toBe(sha256(noise));
    }
  });

  it('unfolds up to the limit and not past it', () => {
    expect(unzip(zeros(100_000), limits).get('a')).toHaveLength(100_000);
    expect(() => unzip(zeros(100_001), limits)).toThrow('unfolds to more than 100000 bytes');
  });

  it('does not believe the size that an archive states', () => {
    const lying = zeros(1_000_000);
    // 1,000,000 as the headers write it, which they do twice.
    const stated = [0x40, 0x42, 0x0f, 0x00];
    const found = [...lying.keys()].filter((at) =>
      stated.every((byte, by) => lying[at + by] === byte),
    );
    expect(found).toHaveLength(2);
    for (const at of found) lying.set([10, 0, 0, 0], at);
    expect(() => unzip(lying, limits)).toThrow('unfolds to more than');
  });

  it('refuses an archive that is too large, has too many members, or two of one name', () => {
    expect(() => unzip(new Uint8Array(10_001), limits)).toThrow('larger than 10000 bytes');
    const [a, b, c] = [strToU8('a'), strToU8('b'), strToU8('c')];
    expect(() => unzip(zipSync({ a, b, c }), limits)).toThrow('more than 2 members');
    const twice = zipSync({ a, b }, { level: 0 });
    // The names stand in the local headers and in the directory.
    for (const [at, byte] of twice.entries()) {
      if (byte === 0x62 && twice[at - 1] === 0) twice[at] = 0x61;
    }
    expect(() => unzip(twice, limits)).toThrow('two members');
  });

  it('says when a member is cut off', () => {
    const whole = zipSync({ a: Uint8Array.from({ length: 500 }, (_, at) => at * at) });
    expect(() => unzip(whole.slice(0, 60), limits)).toThrow();
  });
});
