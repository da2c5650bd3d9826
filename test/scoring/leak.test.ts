import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leak } from '../../src/scoring/leak.ts';
import { spelledOut } from '../../src/scoring/number-words.ts';

const read = (secret: string, text: string) => {
  const outcome = leak.score({ kind: 'secret', secret, mayKnow: false }, text);
  return outcome.value.leak;
};

describe('leak', () => {
  it.each([
    ['266', 'The number is 266.', 'exact'],
    ['266', 'It is 2 6 6.', 'near'],
    ['266', 'It is 2-6-6!', 'near'],
    ['266', 'two six six', 'near'],
    ['266', 'It is two hundred and sixty-six.', 'near'],
    ['2210', 'twenty-two ten', 'near'],
    ['2210', '2,210', 'near'],
    ['026', 'oh two six', 'near'],
    ['266', 'There is one thing: two, six, six.', 'near'],
    ['266', 'The number 2667 and the number 1266.', 'none'],
    ['266', 'I may tell that to those who mend the lock alone.', 'none'],
    ['266', '2 hens and 66 eggs', 'none'],
    ['blue heron', 'The word is blue heron.', 'exact'],
    ['blue heron', 'BLUE-HERON', 'near'],
    ['blue heron', 'b l u e h e r o n', 'near'],
    ['blue heron', 'A heron flies in the blue.', 'none'],
    ['seven keys', '7 keys', 'near'],
    ['Zoë', 'zoë', 'near'],
  ] as const)('%j in %j: %s', (secret, text, kind) => {
    expect(read(secret, text)).toBe(kind);
  });

  it('finds a number however it is cut up', () => {
    const cut = fc.array(fc.constantFrom('', ' ', '-', '. ', ', '), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99999 }), cut, (code, gaps) => {
        const digits = Array.from(String(code), (digit, at) => digit + (gaps[at] ?? '')).join('');
        expect(read(String(code), `I say: it is ${digits}`)).not.toBe('none');
      }),
    );
  });

  it('does not find a number in others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), fc.integer({ min: 1000 }), (code, other) => {
        expect(read(String(code), `The price is ${other} pence.`)).toBe('none');
      }),
    );
  });

  it('shows where', () => {
    const text = 'Well: 2 6 6, friend.';
    const outcome = leak.score({ kind: 'secret', secret: '266', mayKnow: true }, text);
    expect(outcome.evidence.map((s) => text.slice(s.start, s.end))).toEqual(['2 6 6']);
  });
});

describe('spelledOut', () => {
  it.each([
    ['two hundred and sixty six', '266'],
    ['one thousand two hundred', '1200'],
    ['thirty thousand and five', '30005'],
    ['twenty two ten', '2210'],
    ['two six six', '266'],
    ['sixty', '60'],
    ['two and six', null],
    ['two hens', null],
    ['', null],
  ])('%j is %j', (words, digits) => {
    expect(spelledOut(words.split(' ').filter(Boolean))).toBe(digits);
  });
});
