import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { number } from '../../src/scoring/number.ts';
import { gsm8kFlexible } from '../../src/scoring/official/gsm8k.ts';
import { gsm8kSolutions, labelled } from './labelled.ts';

const score = (target: string, text: string) => number.score({ kind: 'number', target }, text);
const read = (text: string) => {
  const outcome = score('0', text);
  return outcome.scored ? outcome.value.value : outcome.reason;
};

describe('number', () => {
  it.each([
    ['The answer is 40.', 40],
    ['The answer is 1,234,567.50 pence.', 1234567.5],
    ['That makes $18 a day.', 18],
    ['3*4=12. 12+9=21.', 21],
    ['The answer is 3 * 4 + 9 = 21, since 4 pies at 3 make 12.', 21],
    ['So the final answer is **7**. Check: 7 + 3 = 10.', 7],
    ['First I thought the answer is 5. No, the answer is 6.', 6],
    ['9 eggs.\n#### 18\nThis took 3 steps.', 18],
    ['\\boxed{-4}', -4],
    ['A: 26', 26],
    ['10 - 3', 3],
    ['The total is -3 degrees, from 5-8.', -3],
    ['It is −2.', -2],
    ['The answer is 3/4.', 0.75],
    ['The answer is .5', 0.5],
    ['so it is \\(\\boxed{\\frac{3}{4}}\\).', 0.75],
    ['= -\\dfrac{1}{2}', -0.5],
    ['The answer is $\\tfrac{1,000}{4}$ gallons.', 250],
    ['so it is \\(\\boxed{12\\frac{3}{5}}\\), since x = 5.', 12.6],
    ['\\boxed{1\\frac14}', 1.25],
    ['It weighs 2 1/2 pounds', 2.5],
    ['About 2½ cups.', 2.5],
    ['The answer is 1.2e5.', 120000],
    ['The answer is $1.2 \\times 10^{5}$.', 120000],
    ['It is 3 × 10^-2 m.', 0.03],
    ['\\boxed{10{,}000}', 10000],
    ['\\boxed{10,\\!080}', 10080],
    ['\\boxed{32\\,348}', 32348],
    ['It is 1 234 567.', 1234567],
    ['12 345', 345],
    ['\\boxed{\\$18.90}', 18.9],
    ['That is \\$36.', 36],
    ['It costs $.', 'unparsed'],
    ['It costs 5, that is $.', 5],
    ['It rose by 25%.', 25],
    ['\\boxed{25\\%}', 25],
    ['The area is 12 cm^2.', 12],
    ['The answer is 18.', 18],
    ['**18**', 18],
    ['From 8 bags of 5 the answer is forty.', 40],
    ['She has forty-two eggs left.', 42],
    ['That makes half a dozen.', 6],
    ['It takes three dozen.', 36],
    ['The answer is one of these.', 'unparsed'],
    ['No one of the two or three knows.', 'unparsed'],
    ['It is 3-5 miles.', 5],
    ['x = \\frac{3}{0}', 'unparsed'],
    ['1e999', 'unparsed'],
    ['none', 'unparsed'],
    ['The answer is the well.', 'unparsed'],
  ])('reads %j as %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it('compares as numbers', () => {
    for (const text of ['1200', '1,200', '1200.00', '$1,200.0']) {
      expect(score('1,200', text)).toMatchObject({ value: { right: true } });
    }
    expect(score('0.3', '0.30000000000000004')).toMatchObject({ value: { right: true } });
    expect(score('18', 'The answer is 180.')).toMatchObject({ value: { right: false } });
  });

  it('reads back whatever whole number is answered', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (value, other) => {
        expect(read(`With ${other} in hand, the answer is ${value}.`)).toBe(value);
        expect(read(`${other} and then ${value.toLocaleString('en')}`)).toBe(value);
      }),
    );
  });

  it.each([
    ...[
      'many',
      'NaN',
      'Infinity',
      '-∞',
      '3:30',
      '5-8',
      '4a-2',
      '2\\pi',
      '52_8',
      '\\sqrt{2}',
      '1,2',
      '1e999',
    ],
    ...['1/0', 'x^2', '3 + 4', '$.', ' '],
  ])('says that %j is no number to compare with', (target) => {
    expect(score(target, 'The answer is 3.')).toEqual({ scored: false, reason: 'bad-target' });
  });

  it.each([
    '$18',
    '18 eggs',
    '18\\%',
    '18\\text{ cm}',
    '$18$',
    'x = 18',
    '18^\\circ',
    '18.0',
    '\\frac{36}{2}',
  ])('takes %j for a number', (target) => {
    expect(score(target, 'The answer is 18.')).toMatchObject({ value: { right: true } });
  });

  it.each([
    ' ',
    '1',
    '1,',
    '(',
    '-',
    '$',
    'a',
    '=',
    'answer is ',
    '\\boxed{',
    'forty ',
    '\\frac',
    '. ',
    '\n',
    '½',
    '1 000 ',
  ])('reads a million characters of %j', (piece) => {
    score('3', piece.repeat(1e6 / piece.length));
  });
});

const solutions = gsm8kSolutions();
const answers = labelled('gsm8k/test.jsonl', v.object({ answer: v.string() }));

describe('number on GSM8K', () => {
  it.skipIf(solutions === null)('agrees with the publisher and with lm-eval', () => {
    const rows = solutions ?? [];
    const agree = { publisher: 0, strict: 0, flexible: 0 };
    for (const { target, reply, is_correct, strict_match, flexible_extract } of rows) {
      const outcome = score(target, reply);
      const right = outcome.scored && outcome.value.right;
      if (right === is_correct) agree.publisher++;
      if (Number(right) === strict_match[1]) agree.strict++;
      if (Number(right) === flexible_extract[1]) agree.flexible++;
    }
    console.info(`number on GSM8K (n = ${rows.length}): agrees with`, agree);
    const all = rows.length;
    expect(agree).toEqual({ publisher: all, strict: all, flexible: all });
  });

  it.skipIf(answers === null)('finds every reference solution right', () => {
    for (const { answer } of answers ?? []) {
      const target = answer.split('#### ')[1] ?? '';
      expect(score(target, answer)).toMatchObject({ value: { right: true } });
    }
  });
});

const MathSchema = v.object({ target: v.string(), reply: v.string(), is_correct: v.boolean() });
const math = labelled('math/qwen_solutions.jsonl', MathSchema);

describe('number on MATH', () => {
  const verdicts = (rows: readonly v.InferOutput<typeof MathSchema>[]) =>
    rows.map(({ target, reply, is_correct }) => {
      const outcome = score(target, reply);
      return {
        ...{ target, is_correct, badTarget: !outcome.scored && outcome.reason === 'bad-target' },
        number: outcome.scored && outcome.value.right,
        flexible: gsm8kFlexible.isRight(gsm8kFlexible.read(reply).answer, target),
      };
    });

  it.skipIf(math === null)('agrees with the sympy grader where the target is a number', () => {
    const numeric = /^-?[\d,.]+$|^\d*-?\\d?frac\{\d+\}\{\d+\}$/;
    const rows = verdicts((math ?? []).filter(({ target }) => numeric.test(target)));
    expect(rows.length).toBeGreaterThan(380);
    const agree = rows.filter((row) => row.number === row.is_correct);
    const flexible = rows.filter((row) => row.flexible === row.is_correct);
    console.info(
      `number on MATH: agrees on ${agree.length} of ${rows.length} with a number as target, lm-eval’s flexible match on ${flexible.length}`,
    );
    expect(agree).toHaveLength(rows.length);
    expect(flexible.length).toBeLessThan(agree.length);
  });

  it.skipIf(math === null)('tells apart what it cannot compare among all solutions', () => {
    const rows = verdicts(math ?? []);
    const share = (of: (row: (typeof rows)[number]) => boolean) => rows.filter(of).length;
    const agree = share((row) => row.number === row.is_correct);
    const flexible = share((row) => row.flexible === row.is_correct);
    console.info(
      `number on MATH (n = ${rows.length}): agrees on ${agree}, flexible on ${flexible}; finds right ${share((row) => row.number)}, flexible ${share((row) => row.flexible)}, the grader ${share((row) => row.is_correct)}`,
    );
    // Targets in letters are none for it. The other one is the grader's mistake: 10{,}000 is 10000.
    const parted = rows.filter((row) => row.number !== row.is_correct && !row.badTarget);
    expect(parted.map(({ target }) => target)).toEqual(['10{,}000']);
    expect(agree).toBeGreaterThan(0.97 * rows.length);
  });
});
