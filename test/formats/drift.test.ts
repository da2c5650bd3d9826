import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDrifts, writeDrifts } from '../../src/formats/drift.ts';
import { driftRecord, drifts } from '../support/drift-records.ts';

describe('drift as lines', () => {
  it('comes back to the last bit, however it is ordered', () => {
    fc.assert(
      fc.property(drifts, (all) => {
        const text = writeDrifts(all);
        expect(readDrifts(text)).toEqual(all);
        expect(writeDrifts(new Map([...all].reverse()))).toBe(text);
      }),
    );
  });

  const one = driftRecord('one');
  const text = writeDrifts(new Map([[one.id, one]]));
  const forged = (change: (line: Record<string, unknown>) => void) => {
    const [head = '', line = ''] = text.split('\n');
    const parsed = JSON.parse(line) as Record<string, unknown>;
    change(parsed);
    return `${head}\n${JSON.stringify(parsed)}\n`;
  };
  const floats = (...values: number[]) =>
    btoa(String.fromCharCode(...new Uint8Array(Float32Array.from(values).buffer)));

  it('holds a text in a little more than its numbers take', () => {
    expect(text.split('\n')[1]?.length).toBeLessThan(1000);
  });

  it.each([
    ['not a number', { forward: floats(NaN, 1) }, 'not a number'],
    ['a divergence below 0', { js: floats(-1, 1) }, 'below 0'],
    [
      'a probability above 1',
      { own: { baseline: floats(2, 0), reasoning: floats(0, 0) } },
      'probability',
    ],
    ['arrays of several lengths', { reverse: floats(1) }, 'length'],
    ['bytes that are no numbers', { forward: btoa('abc') }, 'four bytes'],
    ['what is not base64', { forward: '?' }, 'line 2'],
    ['flags that are none', { agreement: btoa('\u0002\u0000') }, '0 and 1'],
    [
      'bounds where it is exact',
      { upper: { forward: floats(1, 1), reverse: floats(1, 1), js: floats(1, 1) } },
      'upper',
    ],
    ['no bounds where it is bounded', { form: 'bounded' }, 'upper'],
    [
      'a token that is written nowhere',
      { tokens: btoa('\u0001\u0000\u0000\u0000\u0009\u0000\u0000\u0000') },
      'token 9',
    ],
    ['another id', { id: 'x' }, 'line 2'],
  ])('is refused with %s', (_what, change, why) => {
    expect(() => readDrifts(text)).not.toThrow();
    expect(() => readDrifts(forged((line) => Object.assign(line, change)))).toThrow(why);
  });
});
