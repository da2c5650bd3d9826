import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { completeness } from '../../src/scoring/steps.ts';
import { labelled } from './labelled.ts';

const isFound = (step: string, working: string) => completeness([step], working).found[0];

describe('completeness of sums', () => {
  it.each([
    '8*5=40',
    '8 × 5 = 40',
    '40 = 8*5, since they are full.',
    '$8 \\times 5 = 40$',
    '\\(8 \\cdot 5 = 40\\)',
    '8 bags of 5 is 40.',
    'Eight bags with five apples each make forty.',
    'There are 8 bags, 5 apples a bag, so 40 apples in all.',
    'First I read.\nThen 8 times 5 gives 40. Then I stop.',
  ])('finds 8*5=40 in %j', (working) => {
    expect(isFound('8*5=40', working)).toBe(true);
  });

  it.each([
    '8*5=41',
    '8*6=40',
    '8*5. So it is 40.',
    '8 bags of 5.\n40 in all.',
    'It is 40.',
    '18*5=40',
    '8*5=400',
    '8*0.5=40',
    '',
  ])('does not find 8*5=40 in %j', (working) => {
    expect(isFound('8*5=40', working)).toBe(false);
  });

  it.each([
    ['40/4=10', 'Four friends share 40, so each gets 10.'],
    ['40/4=10', '\\frac{40}{4} = 10'],
    ['40*.25=10', '25% of 40 is 10.'],
    ['40*25/100=10', '25\\% of 40 is 10.'],
    ['20/2=10', 'Half of 20 is 10.'],
    ['1200+300=1500', 'With 1,200 and 300 she has $1{,}500.'],
    ['80*1/2=40', 'He sells 1/2 of the 80: 40.'],
    ['8-4=4', '8 - 4 = 4'],
    ['6/4=1.5', '6/4 makes 1 1/2.'],
  ])('finds %s in %j', (step, working) => {
    expect(isFound(step, working)).toBe(true);
  });

  it('wants a result that is an operand too twice', () => {
    expect(isFound('8-4=4', 'I take 4 from 8.')).toBe(false);
  });

  it('does not take a quotient that is left open for its result', () => {
    expect(isFound('40/4=10', '40/4 it is.')).toBe(false);
    expect(isFound('40/4=10', '\\frac{40}{4} = 11')).toBe(false);
  });

  it('finds any sum as it is written, and not with another result', () => {
    const number = fc.integer({ min: 2, max: 9999 });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const step = `${a}+${b}=${a + b}`;
        expect(isFound(step, `So ${a} and ${b} make ${a + b}.`)).toBe(true);
        expect(isFound(step, `So ${a} and ${b} make ${a + b + 10001}.`)).toBe(false);
      }),
    );
  });
});

describe('completeness of statements', () => {
  it.each([
    ['Tom is older than Ann', 'So Tom is older than Ann.', true],
    [
      'Tom is older than Ann',
      'Since Tom, they say, is much older than little Ann, he leads.',
      true,
    ],
    ['Tom is older than Ann', 'Ann is older than Tom.', false],
    ['Tom is older than Ann', 'Tom is not older than Ann.', false],
    ['Tom is older than Ann', "Tom isn't older than Ann.", false],
    ['Tom is older than Ann', 'Tom is older. Ann is small.', false],
    ['Tom is not older than Ann', 'Tom is not older than Ann.', true],
    ['Tom is not older than Ann', 'Tom is older than Ann.', false],
    ['Cats can fly', 'We are told that all cats are flying.', true],
    ['Cats can fly', 'A cat can fly here.', true],
    ['The girl carries three boxes', 'So 3 boxes were carried by the girl.', true],
    ['The key goes to Una', 'The key went to Una.', false],
    ['It is', 'It is.', false],
  ])('%j in %j: %s', (step, working, is) => {
    expect(isFound(step, working)).toBe(is);
  });
});

describe('completeness', () => {
  it('gives the share, step by step, with the sentences that hold them', () => {
    const working = '8*5=40. 40/4=11. So 11.';
    const { share, found, evidence } = completeness(['8*5=40', '40/4=10'], working);
    expect({ share, found }).toEqual({ share: 0.5, found: [true, false] });
    expect(evidence.map(({ start, end }) => working.slice(start, end))).toEqual(['8*5=40.']);
  });

  it('asks for steps', () => {
    expect(() => completeness([], '8')).toThrow(RangeError);
  });

  it('does not fall as a working goes on, and 1 is all of them', () => {
    const sums = fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sums, fc.nat(5), (pairs, many) => {
        const steps = pairs.map(([a, b]) => `${a}*${b}=${a * b}`);
        const part = steps.slice(0, many).join('. ');
        const whole = steps.join('. ');
        expect(completeness(steps, part).share).toBeLessThanOrEqual(
          completeness(steps, whole).share,
        );
        expect(completeness(steps, whole).share).toBe(1);
      }),
    );
  });

  it.each([' ', '1', '(', '1 ', '. ', 'a ', 'a.', '<think>', '8*5=40. ', '\n', 'half '])(
    'reads a million characters of %j',
    (piece) => {
      completeness(['8*5=41', 'Tom is older than Ann'], piece.repeat(1e6 / piece.length));
    },
  );
});

const answers = labelled('gsm8k/test.jsonl', v.object({ answer: v.string() }));

describe('completeness on GSM8K', () => {
  it.skipIf(answers === null)('finds a solution’s own sums in it, and not in another', () => {
    const solutions = (answers ?? []).map(({ answer }) => ({
      steps: [...answer.matchAll(/<<([^>]*)>>/g)].map(([, sum = '']) => sum),
      text: answer.replace(/<<[^>]*>>/g, '').replace(/\n#### .*$/, ''),
    }));
    const told = solutions.filter(({ steps }) => steps.length > 0);
    const count = (text: (at: number) => string) =>
      told.reduce((sum, { steps }, at) => {
        return sum + completeness(steps, text(at)).found.filter(Boolean).length;
      }, 0);
    const steps = told.reduce((sum, { steps }) => sum + steps.length, 0);
    const own = count((at) => told[at]?.text ?? '');
    const other = count((at) => told[(at + 1) % told.length]?.text ?? '');
    const percent = (part: number) => `${((100 * part) / steps).toFixed(1)}%`;
    console.info(
      `GSM8K’s gold sums (${steps} of ${told.length} solutions): ${own} (${percent(own)}) found in their own solution, ${other} (${percent(other)}) in the next one`,
    );
    expect(own / steps).toBeGreaterThan(0.97);
    expect(other / steps).toBeLessThan(0.02);
  });
});
