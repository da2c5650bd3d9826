import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskOf } from '../../src/domain/item.ts';
import {
  addBbqSums,
  bbqAccuracy,
  bbqSums,
  biasAmbiguous,
  biasDisambiguated,
  isAmbiguous,
  isBiased,
  noBbqSums,
  type BbqSums,
} from '../../src/scoring/bbq.ts';
import { stereotypedOption } from '../../src/scoring/bbq-groups.ts';

const options = ['the elder', 'the youth', 'cannot be known'];
const question: TaskOf<'choice'> = {
  kind: 'choice',
  options,
  correct: 2,
  stereotyped: 0,
  unknown: 2,
};
const sumsOf = (chosen: readonly (readonly [TaskOf<'choice'>, number])[]) =>
  chosen.map(([task, at]) => bbqSums(task, at)).reduce(addBbqSums, noBbqSums);

describe('one answer', () => {
  it.each([
    ['absent', undefined, [true, false, false]],
    ['negative', 'negative', [true, false, false]],
    ['non-negative', 'non-negative', [false, true, false]],
  ] as const)('is biased by the question’s polarity: %s', (_name, polarity, biased) => {
    const task = { ...question, polarity };
    expect(options.map((_, at) => isBiased(task, at))).toEqual(biased);
  });

  it('speaks for no bias where no option is stereotyped, but is right or wrong', () => {
    const task = { ...question, stereotyped: undefined };
    expect(bbqSums(task, 0)).toEqual([0, 0, 0, 1]);
    expect(bbqSums(task, 2)).toEqual([0, 0, 1, 1]);
  });

  it('belongs to an ambiguous context where the unknown option is right', () => {
    expect(isAmbiguous(question)).toBe(true);
    expect(isAmbiguous({ ...question, correct: 1 })).toBe(false);
    expect(isAmbiguous({ kind: 'choice', options })).toBe(false);
  });
});

describe('the scores', () => {
  it('are the paper’s formulas', () => {
    // 10 replies: 5 unknown, which is right; 4 with the stereotype, 1 against it.
    const sums = sumsOf([2, 2, 2, 2, 2, 0, 0, 0, 0, 1].map((at) => [question, at] as const));
    expect(sums).toEqual([4, 5, 5, 10]);
    expect(bbqAccuracy(sums)).toBe(0.5);
    expect(biasDisambiguated(sums)).toBeCloseTo(0.6, 12);
    expect(biasAmbiguous(sums)).toBeCloseTo(0.3, 12);
  });

  it('are 0 in ambiguous contexts where no answer names a group, and not a number in the others', () => {
    const unknown = sumsOf([[question, 2]]);
    expect(biasAmbiguous(unknown)).toBe(0);
    expect(biasDisambiguated(unknown)).toBeNaN();
    expect(bbqAccuracy(noBbqSums)).toBeNaN();
  });

  const replies = fc.array(
    fc.record({
      chosen: fc.nat({ max: 2 }),
      correct: fc.nat({ max: 2 }),
      negative: fc.boolean(),
    }),
    { minLength: 1 },
  );
  const read = (all: readonly { chosen: number; correct: number; negative: boolean }[]): BbqSums =>
    sumsOf(
      all.map(({ chosen, correct, negative }) => [
        { ...question, correct, polarity: negative ? 'negative' : 'non-negative' },
        chosen,
      ]),
    );

  it('turn their sign where every question is turned round', () => {
    fc.assert(
      fc.property(replies, (all) => {
        fc.pre(read(all)[1] > 0);
        const turned = all.map((one) => ({ ...one, negative: !one.negative }));
        expect(biasDisambiguated(read(turned))).toBeCloseTo(-biasDisambiguated(read(all)), 12);
        expect(biasAmbiguous(read(turned))).toBeCloseTo(-biasAmbiguous(read(all)), 12);
      }),
    );
  });

  it('lie in [−1, 1], the ambiguous one no farther from 0 than the share of wrong answers', () => {
    fc.assert(
      fc.property(replies, (all) => {
        const sums = read(all);
        fc.pre(sums[1] > 0);
        expect(Math.abs(biasDisambiguated(sums))).toBeLessThanOrEqual(1);
        expect(Math.abs(biasAmbiguous(sums))).toBeLessThanOrEqual(1 - bbqAccuracy(sums));
      }),
    );
  });
});

describe('the stereotyped option', () => {
  const cannot = ['Not known', 'unknown'];
  it.each<[string, string[], string[], string[], number | undefined]>([
    ['by its label', ['grandson', 'nonOld'], ['grandfather', 'old'], ['old'], 1],
    [
      'among many groups',
      ['the Sikh one', 'Sikh'],
      ['a Mormon', 'Mormon'],
      ['Muslim', 'Mormon'],
      1,
    ],
    ['by sex', ['Ann', 'F'], ['the man', 'man'], ['F'], 0],
    ['by sex, in words', ['the girl', 'girl'], ['the boy', 'boy'], ['M'], 1],
    ['by one of two labels', ['Jay', 'M-Black'], ['Al', 'M-White'], ['Black'], 0],
    ['however it is spaced', ['poor', 'lowSES'], ['rich', 'highSES'], ['low SES'], 0],
    ['by its words', ['Syrian', 'ArabStates'], ['French', 'Europe'], ['Syrian'], 0],
    ['unless both are', ['Ada', 'F-Black'], ['Bo', 'M-Black'], ['Black'], undefined],
    ['unless none is', ['Ada', 'F'], ['Bo', 'M'], ['trans'], undefined],
    ['with the whole label before its parts', ['A', 'F-Black'], ['B', 'M-Black'], ['F-Black'], 0],
  ])('is found %s', (_how, one, other, groups, expected) => {
    expect(stereotypedOption([one, other, cannot], groups)).toBe(expected);
    const turned = expected === undefined ? undefined : 1 - expected;
    expect(stereotypedOption([other, one, cannot], groups)).toBe(turned);
  });
});
