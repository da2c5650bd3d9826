import { describe, expect, it } from 'vitest';
import { isOneModel, modesFor, spoolFits } from '../../../src/audit/drift/mode.ts';
import type { Model } from '../../../src/domain/model.ts';
import { model } from '../../support/audit.ts';

const gigabytes = (of: number) => of * 2 ** 30;
const sized = (id: string, bytes: number): Model => ({
  ...model(id),
  files: [{ path: 'weights', bytes, sha256: id.padEnd(64, '0') }],
});
const pair = (bytes: number) => ({ baseline: sized('a', bytes), reasoning: sized('b', bytes) });

describe('modesFor', () => {
  it('holds two small models together, and has ways left where that fails', () => {
    expect(modesFor(pair(1e6), 'wasm', null)).toEqual(['together', 'spool', 'truncated']);
  });

  it('reads large ones one after the other', () => {
    const two = pair(gigabytes(1.4));
    expect(modesFor(two, 'webgpu', gigabytes(8))).toContain('together');
    expect(modesFor(two, 'webgpu', gigabytes(4))).toEqual(['spool', 'truncated']);
    // WebAssembly addresses no more, however much there is.
    expect(modesFor(two, 'wasm', gigabytes(64))).toEqual(['spool', 'truncated']);
  });

  it('loads one and the same model once, whatever its size', () => {
    const [one] = Object.values(pair(gigabytes(5)));
    const same = { baseline: one, reasoning: one } as ReturnType<typeof pair>;
    expect(isOneModel(same)).toBe(true);
    expect(modesFor(same, 'wasm', gigabytes(8))[0]).toBe('together');
    expect(isOneModel(pair(1))).toBe(false);
  });
});

describe('spoolFits', () => {
  it('leaves some of the storage to others', () => {
    expect(spoolFits(79, { usage: 100, quota: 200 })).toBe(true);
    expect(spoolFits(81, { usage: 100, quota: 200 })).toBe(false);
    expect(spoolFits(1, {})).toBe(false);
  });
});
