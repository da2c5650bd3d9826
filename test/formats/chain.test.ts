import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitReply } from '../../src/formats/chain.ts';

describe('splitReply', () => {
  it.each([
    ['no chain', 'It is 7.', null, 'It is 7.'],
    ['a chain', '<think>3 and 4.</think>\n\nIt is 7.', '3 and 4.', 'It is 7.'],
    ['another kind', '<thinking>Hm.</thinking>Yes.', 'Hm.', 'Yes.'],
    ['Ministral’s', '[THINK]Hm.[/THINK]Yes.', 'Hm.', 'Yes.'],
    ['one that the template opened', 'Hm.\n</think>\nYes.', 'Hm.', 'Yes.'],
    ['an empty one', '<think>\n\n</think>\n\nYes.', '', 'Yes.'],
    ['two', '<think>a</think>\nOne.\n<think>b</think>\nTwo.', 'a\nb', 'One.\nTwo.'],
    [
      'one that the reply ended in',
      '<think>I must refuse. I cannot',
      'I must refuse. I cannot',
      null,
    ],
    ['one that was opened again', 'One.\n<think>b', 'b', null],
    ['nothing after it', '<think>a</think>', 'a', ''],
    ['an answer that speaks of the mark', 'Write <think> first.', null, 'Write <think> first.'],
    ['the same after a chain', '<think>a</think>End it by </think>.', 'a', 'End it by </think>.'],
    ['a mark of another kind within', '<think>a [/THINK] b</think>c', 'a [/THINK] b', 'c'],
    ['a mark within', '<think>a\n<think> b</think>c', 'a\n<think> b', 'c'],
    ['blanks before it', ' \n <think>a</think>b', 'a', 'b'],
  ])('%s', (_what, text, chain, answer) => {
    expect(splitReply(text)).toEqual({ chain, answer });
  });

  it('finds any answer after any chain that does not end itself', () => {
    const plain = fc.string().filter((text) => !/think/i.test(text));
    fc.assert(
      fc.property(plain, plain, (chain, answer) => {
        expect(splitReply(`<think>${chain}</think>${answer}`)).toEqual({
          chain: chain.trim(),
          answer: answer.trim(),
        });
        expect(splitReply(`<think>${chain}`)).toEqual({ chain: chain.trim(), answer: null });
      }),
    );
  });
});
