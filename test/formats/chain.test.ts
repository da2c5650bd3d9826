import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitReply } from '../../src/formats/chain.ts';

/** Every notation in which a chain can stand before an answer. */
const notations: [string, string, string][] = [
  ['think', '<think>', '</think>'],
  ['on lines of their own', '<think>\n', '\n</think>\n\n'],
  ['in capitals', '<THINK>', '</Think>'],
  ['with blanks', '< think >', '< / think >'],
  ['thinking', '<thinking>', '</thinking>'],
  ['thought', '<thought>', '</thought>'],
  ['reasoning', '<reasoning>', '</reasoning>'],
  ['scratchpad', '<scratchpad>', '</scratchpad>'],
  ['Seed', '<seed:think>', '</seed:think>'],
  ['Magistral', '[THINK]', '[/THINK]'],
  ['Kimi', '◁think▷', '◁/think▷'],
  ['Sky-T1', '<|begin_of_thought|>', '<|end_of_thought|>\n<|begin_of_solution|>'],
  ['Command A', '<|START_THINKING|>', '<|END_THINKING|><|START_RESPONSE|>'],
  ['Apertus', '<|inner_prefix|>', '<|inner_suffix|>'],
  ['with a marked answer', '<think>', '</think>\n<answer>\n'],
  [
    'gpt-oss',
    '<|channel|>analysis<|message|>',
    '<|end|><|start|>assistant<|channel|>final<|message|>',
  ],
];

describe('splitReply', () => {
  it.each([
    ['no chain', 'It is 7.', null, 'It is 7.'],
    ['a chain', '<think>3 and 4.</think>\n\nIt is 7.', '3 and 4.', 'It is 7.'],
    ['one that the template opened', 'Hm.\n</think>\nYes.', 'Hm.', 'Yes.'],
    ['the same on one line', 'I refuse. </think> Yes.', 'I refuse.', 'Yes.'],
    ['the same without a stop', 'I refuse</think>yes', 'I refuse', 'yes'],
    ['an empty one', '<think>\n\n</think>\n\nYes.', '', 'Yes.'],
    ['an empty one in one mark', '<think/>\nYes.', '', 'Yes.'],
    ['two', '<think>a</think>\nOne.\n<think>b</think>\nTwo.', 'a\nb', 'One.\nTwo.'],
    ['two side by side', '<think>a</think><think>b</think>Two.', 'a\nb', 'Two.'],
    ['two of two kinds', '<think>a</think>\n<thought>b</thought>Two.', 'a\nb', 'Two.'],
    ['two on one line', '<think>a</think>x<think>b</think>y', 'a\nb', 'x\ny'],
    ['two with blanks', '<think>a</think> x <think>b</think> y', 'a\nb', 'x\ny'],
    ['one after an answer', 'It is 7. <think>or 8?</think>', 'or 8?', 'It is 7.'],
    ['one after a word', 'Yes<think>or no?</think>', 'or no?', 'Yes'],
    ['one that the reply ended in', '<think>I must refuse. I', 'I must refuse. I', null],
    ['nothing after it', '<think>a</think>', 'a', ''],
    ['an opening mark alone', '<think>', '', null],
    ['a closing mark alone', '</think>', '', ''],
    ['a mark of another kind within', '<think>a [/THINK] b</think>c', 'a [/THINK] b', 'c'],
    ['blanks before it', ' \n <think>a</think>b', 'a', 'b'],
    ['a block of code left open within', '<think>```\na\n</think>\nb', '```\na', 'b'],
    ['a marked answer', '<think>a</think>\n<answer>\n7\n</answer>', 'a', '7'],
    ['an answer that shows such marks', '<answer>7</answer>', null, '<answer>7</answer>'],
    [
      'an answer that goes on after them',
      '<think>a</think><answer>7</answer> Yes.',
      'a',
      '<answer>7</answer> Yes.',
    ],
  ])('finds %s', (_what, text, chain, answer) => {
    expect(splitReply(text)).toEqual({ chain, answer });
  });

  // Where pairs cannot be told, only what follows the last closing mark is surely answer.
  it.each([
    ['nested', '<think>a<think>b</think>c</think>answer', 'answer'],
    ['nested, with blanks', '<think> a <think> b </think> c </think> answer', 'answer'],
    ['nested, on lines', '<think>\na\n<think>\nb\n</think>\nc\n</think>\nanswer', 'answer'],
    ['opened twice', '<think>\n<think>\na</think>\nanswer', 'answer'],
    ['opened twice, closed twice', '<think><think>a</think></think>answer', 'answer'],
    ['closed twice', '<think>a</think>\n</think>\nanswer', 'answer'],
    ['closed twice on a line', '<think>a</think> </think> answer', 'answer'],
    ['closed again later', '<think>a</think>\nb\n</think>\nanswer', 'answer'],
    ['opened by the template, closed twice', 'a\n</think>\nb\n</think>\nanswer', 'answer'],
    ['a closing mark spoken of within', '<think>End by </think> then. a</think>answer', 'answer'],
    [
      'an opening mark spoken of within',
      '<think>They wrote <think> here. a</think>answer',
      'answer',
    ],
    ['an opening mark on a line within', '<think>a\n<think> b</think>answer', 'answer'],
    ['a quoted closing mark within', '<think>I end by `</think>`. a</think>answer', 'answer'],
    ['nested, then another', '<think>a<think>b</think>c<think>d</think>answer', 'answer'],
    ['three deep', '<think>a<think>b<think>c</think>d</think>e</think>answer', 'answer'],
  ])('reads no chain as answer: %s', (_what, text, answer) => {
    expect(splitReply(text).answer).toBe(answer);
  });

  it.each([
    ['opened again', 'One.\n<think>b', 'b'],
    ['opened again after a chain', '<think>a</think>One.\n<think>b', 'a\nb'],
    ['opened again on the line', '<think>a</think>One.<think>b', 'a\nb'],
    ['opened again after a stop', '<think>a</think>One. <think>b', 'a\nb'],
  ])(
    'has no answer where a reply that had begun one ended in a chain: %s',
    (_what, text, chain) => {
      expect(splitReply(text)).toEqual({ chain, answer: null, begun: true });
    },
  );

  it.each([
    'Write <think> first.',
    'End it by </think>.',
    'Use <think> and </think> to mark it.',
    'Put it between <think> and </think>',
    'The marks are `<think>` and `</think>`.',
    '`<think>a</think>` is how it looks.',
    '“<think>” opens it, "</think>" closes it (<thinking>).',
    'Look:\n```\n<think>\na\n</think>\n```\nSo it is.',
    'A [think] piece.',
    'Use Promise<Thought> here.',
    'I think <b>so</b>.',
    '<thinker>a</thinker>',
    'gpt-oss writes `<|channel|>final<|message|>` before it.',
  ])('leaves an answer that speaks of marks alone: %s', (text) => {
    expect(splitReply(text)).toEqual({ chain: null, answer: text });
    expect(
      splitReply(`<think>a</think>${text.replaceAll('\n<think>', '\n')}`).answer,
    ).not.toBeNull();
  });

  it.each(['Write <think> first.', 'End it by </think>.', 'It is `<think>a</think>`.'])(
    'and so after a chain: %s',
    (text) => {
      expect(splitReply(`<think>a</think>${text}`)).toEqual({ chain: 'a', answer: text });
    },
  );

  describe('channels', () => {
    const final = '<|start|>assistant<|channel|>final<|message|>';
    it.each([
      ['an answer alone', '<|channel|>final<|message|>Yes.<|return|>', null, 'Yes.'],
      ['one that the template had opened', `Hm.<|end|>${final}Yes.`, 'Hm.', 'Yes.'],
      [
        'a call between',
        `<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary to=f <|constrain|>json<|message|>{}<|call|>${final}Yes.<|end|>`,
        'a\n{}',
        'Yes.',
      ],
      ['a chain that it ended in', '<|channel|>analysis<|message|>I must', 'I must', null],
      ['a head that it ended in', '<|channel|>ana', '', null],
      ['nothing after the chain', '<|channel|>analysis<|message|>a<|end|><|start|>', 'a', null],
    ])('%s', (_what, text, chain, answer) => {
      expect(splitReply(text)).toEqual({ chain, answer });
    });
  });

  const plain = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((text) => !/[<>[\]◁▷|`]/.test(text));

  it.each(notations)('finds any answer after any chain: %s', (_what, open, close) => {
    fc.assert(
      fc.property(plain, plain, (chain, answer) => {
        const split = splitReply(`${open}${chain}${close}${answer}`);
        expect(split).toEqual({ chain: chain.trim(), answer: answer.trim() });
        expect(splitReply(`${open}${chain}`)).toEqual({ chain: chain.trim(), answer: null });
      }),
    );
  });

  const repeatable = notations.filter(([name]) => name !== 'gpt-oss');
  it.each(repeatable)('lets no chain among answers into them: %s', (_what, open, close) => {
    const end = close.replace(/<(?:answer|\|begin_of_solution\||\|START_RESPONSE\|)>/, '');
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (chains) => {
        const text = chains.map((chain) => (chain ? `${open}decoy${end}` : 'word.\n')).join('');
        const { answer } = splitReply(`${text}the end`);
        expect(answer).not.toContain('decoy');
        expect(answer?.endsWith('the end')).toBe(true);
      }),
    );
  });

  // What a chain may say of marks, its own among them.
  const spoken = fc.constantFrom(
    ...['`</think>` ', '"<think>" ', 'The user wrote <think> here. ', 'I end by </think> then. '],
    ...['`<think>` opens. ', '<think>\n', '`<think>x</think>` ', '“</think>” ', 'No </think>, '],
    ...['Between <think> and </think> it is. ', '```\n', '```\ncode\n```\n', 'Hm.\n', 'No. ', '\n'],
  );
  it.each([
    ['<think>\n', '\n</think>\n\n'],
    ['<think>', '</think>\n'],
    ['<thinking>\n', '\n</thinking>\n'],
  ])('finds the answer after a chain that speaks of marks, %j', (open, close) => {
    fc.assert(
      fc.property(fc.array(spoken, { maxLength: 6 }), (pieces) => {
        const chain = pieces.join('');
        const own = open.includes('thinking') ? chain.replaceAll('think>', 'thinking>') : chain;
        expect(splitReply(`${open}${own}${close}It is 7.`).answer).toBe('It is 7.');
      }),
      { numRuns: 2000 },
    );
  });

  it('takes any mix of marks and words without a fault, and gives only what stands there', () => {
    const piece = fc.constantFrom(
      ...notations.flatMap(([, open, close]) => [open, close]),
      ...['<think/>', '`', '```\n', '"', ' ', '\n', '. ', 'a', 'B', '<', '>', '</', '[', '|>'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { chain, answer } = splitReply(text);
        for (const line of [...(chain ?? '').split('\n'), ...(answer ?? '').split('\n')]) {
          expect(text).toContain(line.trim());
        }
      }),
      { numRuns: 2000 },
    );
  });

  const pieces = [
    ...['<think>', '</think>', '\n</think>\n', '[THINK]', '◁think▷', '<think/>', '`<think>'],
    ...[' ', '\n', '< ', '<|channel|>', '<|channel|>a ', '<|channel|>a<|message|>', '```\n'],
    ...['a <think> b\n```\n', 'a </think> b\n', '</think> a', '<think>a</think> b. '],
  ];
  it.each(pieces)('takes a megabyte of %j', (unit) => {
    const text = unit.repeat(Math.ceil(1e6 / unit.length));
    const { chain, answer } = splitReply(text);
    expect((chain ?? '').length + (answer ?? '').length).toBeLessThanOrEqual(text.length);
    expect(splitReply(`<think>${text}</think>\nYes.`).answer ?? 'Yes.').toContain('Yes.');
  });
});
