import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventParser, EventTooLong, readEvents } from '../../../src/engines/endpoint/sse.ts';

const parse = (pieces: readonly string[]) => {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.push(piece));
};

describe('EventParser', () => {
  it.each([
    ['data: a\n\n', ['a']],
    ['data:a\n\ndata:  b\n\n', ['a', ' b']],
    ['data: a\r\n\r\ndata: b\r\r', ['a', 'b']],
    ['data: a\ndata\ndata: b\n\n', ['a\n\nb']],
    [': comment\n\nevent: x\nid: 1\nretry: 3\ndata: a\n\n', ['a']],
    ['dataset: no\n\ndata: [DONE]\n\n', ['[DONE]']],
    ['\n\n\n', []],
    ['data: broken off', []],
    ['data: broken off\n', []],
  ])('reads %j', (text, events) => {
    expect(parse([text])).toEqual(events);
  });

  it('reads the same however the text is cut, between a return and its line feed too', () => {
    const line = fc.constantFrom(
      'data: ü😀',
      'data',
      'data:',
      ': c',
      'event: e',
      '',
      'x',
      '{"a":1}',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const text = fc
      .array(fc.tuple(line, end), { maxLength: 12 })
      .map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 80 }), { maxLength: 8 }), (whole, cuts) => {
        const at = [0, ...cuts, whole.length].sort((a, b) => a - b);
        const pieces = at.slice(1).map((to, i) => whole.slice(at[i], to));
        expect(parse(pieces)).toEqual(parse([whole]));
        expect(parse(Array.from(whole))).toEqual(parse([whole]));
      }),
    );
  });

  it('takes a megabyte of anything, letter by letter', () => {
    for (const letter of ['a', ' ', '\n', '\r', ':', '(']) {
      const parser = new EventParser();
      for (let at = 0; at < 1e5; at++) parser.push(letter);
      parser.push(letter.repeat(1e6));
      expect(parser.push('\n\ndata: on\n\n')).toEqual(['on']);
    }
  });

  it('refuses a line and an event without end', () => {
    const small = new EventParser(100);
    expect(() => small.push(`data: ${'x'.repeat(100)}`)).toThrow(EventTooLong);
    const lines = new EventParser(100);
    expect(() => lines.push('data: x\n'.repeat(50))).toThrow(EventTooLong);
    const comments = new EventParser(100);
    expect(comments.push(': stay\n'.repeat(1000))).toEqual([]);
  });
});

describe('readEvents', () => {
  it('joins letters that were cut between their bytes', async () => {
    const bytes = new TextEncoder().encode('data: “ü😀”\r\n\r\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    let alive = 0;
    const found: string[] = [];
    for await (const event of readEvents(body, () => alive++)) found.push(event);
    expect(found).toEqual(['“ü😀”']);
    expect(alive).toBe(bytes.length);
  });
});
