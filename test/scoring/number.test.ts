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
    ['x = \\frac{3}{0}', 'unparsed'],
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

  it('refuses a target that is no number, which a pack should not hold', () => {
    expect(() => score('many', '3')).toThrow(RangeError);
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

// Targets that are a number or a fraction; the rest of MATH is for a scorer of its own.
describe('number on MATH', () => {
  it.skipIf(math === null)('agrees with the sympy grader where the target is a number', () => {
    const numeric = /^-?[\d,.]+$|^-?\\d?frac\{\d+\}\{\d+\}$/;
    const rows = (math ?? []).filter(({ target }) => numeric.test(target));
    expect(rows.length).toBeGreaterThan(300);
    const agree = rows.filter(({ target, reply, is_correct }) => {
      const outcome = score(target, reply);
      return (outcome.scored && outcome.value.right) === is_correct;
    });
    const byFlexible = rows.filter(({ target, reply, is_correct }) => {
      return gsm8kFlexible.isRight(gsm8kFlexible.read(reply).answer, target) === is_correct;
    });
    console.info(
      `number on MATH: agrees on ${agree.length} of ${rows.length}, lm-eval’s flexible match on ${byFlexible.length}`,
    );
    expect(agree).toHaveLength(rows.length);
    expect(byFlexible.length).toBeLessThan(agree.length);
  });
});
