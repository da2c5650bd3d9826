import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, parseJson, printable, type NumberedLine } from '../../src/formats/lines.ts';

async function read(...chunks: Uint8Array[]): Promise<NumberedLine[]> {
  async function* stream() {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  const all: NumberedLine[] = [];
  for await (const line of linesOf(stream())) all.push(line);
  return all;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('lines', () => {
  it('end at line breaks only, blank ones left out', async () => {
    expect(await read(utf8('{"a":1}\n\n{"b":"\u2028"}\r\n  \t\n{"c":3}'))).toEqual([
      { number: 1, text: '{"a":1}' },
      { number: 3, text: '{"b":"\u2028"}\r' },
      { number: 5, text: '{"c":3}' },
    ]);
    expect(await read()).toEqual([]);
    expect(await read(utf8('\uFEFF\n\uFEFF{}'))).toEqual([{ number: 2, text: '{}' }]);
  });

  it('are the same wherever the stream is cut', async () => {
    const piece = fc.constantFrom('é', '🙂', 'a', '\n', '\r\n', '\uFEFF', ' ', '"');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece).map((pieces) => utf8(pieces.join(''))),
        fc.array(fc.nat(40)),
        async (bytes, cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
          expect(await read(...chunks)).toEqual(await read(bytes));
        },
      ),
    );
  });

  it('that are not valid UTF-8 are faults, and the others are read', async () => {
    const cut = utf8('🙂').subarray(0, 3);
    const bytes = [...utf8('a\n'), ...cut, 0x0a, 0xc0, 0xaf, 0x0a, ...utf8('ü\n'), 0xff];
    const fault = 'It is not valid UTF-8.';
    expect(await read(Uint8Array.from(bytes))).toEqual([
      { number: 1, text: 'a' },
      { number: 2, fault },
      { number: 3, fault },
      { number: 4, text: 'ü' },
      { number: 5, fault },
    ]);
  });
});

describe('JSON', () => {
  it('says of a bare NaN what it is', () => {
    expect(parseJson('{"a": "NaN, [NaN]"}')).toEqual({ a: 'NaN, [NaN]' });
    for (const text of ['{"a": NaN}', '[1,-Infinity]']) {
      expect(() => parseJson(text)).toThrow(/NaN and Infinity are no JSON/);
    }
    expect(() => parseJson('{')).toThrow(/^It is no JSON: [^\n]*$/);
  });

  it('does not write to a terminal what would move its cursor', () => {
    expect(() => parseJson('{"\u001b[2J')).toThrow(/^[^\u001b]*$/);
    expect(printable('a\u001b[1m\r\nb')).toBe('a [1m b');
    expect(printable('x'.repeat(1000))).toHaveLength(201);
  });
});
