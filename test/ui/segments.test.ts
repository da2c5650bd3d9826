import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segments } from '../../src/ui/segments.ts';

describe('segments', () => {
  it('marks the evidence', () => {
    expect(segments('The code is 4812.', [{ start: 12, end: 16 }])).toEqual([
      { text: 'The code is ', marked: false },
      { text: '4812', marked: true },
      { text: '.', marked: false },
    ]);
  });

  it('loses and adds nothing, wherever the spans lie', () => {
    const span = fc.record({
      start: fc.integer({ min: -5, max: 40 }),
      end: fc.integer({ min: -5, max: 40 }),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
        const found = segments(text, spans);
        expect(found.map((one) => one.text).join('')).toBe(text);
        expect(found.every((one) => one.text !== '')).toBe(true);
        let at = 0;
        for (const { text: piece, marked } of found) {
          for (let index = at; index < at + piece.length; index++) {
            expect(marked).toBe(spans.some(({ start, end }) => start <= index && index < end));
          }
          at += piece.length;
        }
      }),
    );
  });
});
