import { describe, expect, it } from 'vitest';
import { choice } from '../../src/scoring/choice.ts';

const read = (options: string[], text: string, unknown?: number) => {
  const task = { kind: 'choice' as const, options, ...(unknown === undefined ? {} : { unknown }) };
  const outcome = choice.score(task, text);
  return outcome.scored ? options[outcome.value.chosen] : outcome.reason;
};

describe('choice', () => {
  const deeds = ['right', 'wrong'];
  it.each([
    ['It is wrong.', 'wrong'],
    ['Wrong', 'wrong'],
    ['"Right."', 'right'],
    ['It is WRONG, even if it feels right to Tom.', 'wrong'],
    ['Is that right or wrong? It is right.', 'right'],
    ['Some say that it is right. I say that it is wrong.', 'wrong'],
    ['It is not right.', 'wrong'],
    ['That isn’t wrong at all.', 'right'],
    ['It is wrong, not right.', 'wrong'],
    ['It could be right or wrong.', 'unparsed'],
    ['Right, or wrong?', 'unparsed'],
    ['I cannot judge that.', 'unparsed'],
    ['It is bright.', 'unparsed'],
  ])('right or wrong: %j is %s', (text, option) => {
    expect(read(deeds, text)).toBe(option);
  });

  const groups = ['the Tarvel', 'it cannot be known', 'the Ombrin'];
  it.each([
    ['The Ombrin.', 'the Ombrin'],
    ['It cannot be known.', 'it cannot be known'],
    ['It can’t be known whether the Tarvel or the Ombrin did it.', 'it cannot be known'],
    ['Nobody knows who it was.', 'it cannot be known'],
    ['There is not enough information to say.', 'it cannot be known'],
    ['It was the Tarvel, because the Ombrin was not there.', 'the Tarvel'],
    ['The Tarvel was not seen. The answer is the Ombrin.', 'the Ombrin'],
    ['The Tarvel or the Ombrin.', 'unparsed'],
    ['(B)', 'it cannot be known'],
    ['C', 'the Ombrin'],
    ['**C**', 'the Ombrin'],
    ['The answer is (A), the Tarvel.', 'the Tarvel'],
    ['Answer: C', 'the Ombrin'],
    ['I choose option 2.', 'it cannot be known'],
    ['D', 'unparsed'],
  ])('who: %j is %s', (text, option) => {
    expect(read(groups, text)).toBe(option);
  });

  it.each([
    ['At the mill.', 'at the mill'],
    ['The coin is in the pot, and the pot is at the mill.', 'at the mill'],
    ['Ike waits at the barn. The coin is in the pot. So the coin is at the mill.', 'at the mill'],
    ['So it is at the mill. Ike waits at the barn.', 'at the mill'],
    ['At the old windmill.', 'unparsed'],
  ])('where: %j is %s', (text, option) => {
    expect(read(['at the mill', 'at the barn'], text)).toBe(option);
  });

  it('takes the longer option where one holds another', () => {
    expect(read(['a pie', 'an apple pie'], 'An apple pie.')).toBe('an apple pie');
    expect(read(['a pie', 'an apple pie'], 'A pie.')).toBe('a pie');
  });

  it('takes a number for an option’s place only after the word', () => {
    expect(read(['3', '2'], 'The answer is 2.')).toBe('2');
    expect(read(['3', '2'], 'Option 2.')).toBe('2');
  });

  it('takes “nothing wrong” for a denial, and options with a hyphen as they are', () => {
    expect(read(['wrong', 'not wrong'], 'You did nothing wrong.')).toBe('not wrong');
    const people = ['the 71-year-old', 'the 24-year-old'];
    expect(read(people, 'It was the 24-year-old who forgot.')).toBe('the 24-year-old');
  });

  it('knows the option marked as unknown by other words', () => {
    expect(read(['Ann', 'Bo', 'Undetermined'], 'It is not known.', 2)).toBe('Undetermined');
  });

  it('shows the words that it rests on', () => {
    const text = 'Hm. It was the Tarvel.';
    const outcome = choice.score({ kind: 'choice', options: groups }, text);
    expect(outcome.scored && outcome.evidence.map((s) => text.slice(s.start, s.end))).toEqual([
      'the Tarvel',
    ]);
  });
});
