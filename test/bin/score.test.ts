import { describe, expect, it } from 'vitest';
import { linesOf, type ScoreLine } from '../../bin/score/lines.ts';
import { scoreLines } from '../../bin/score/score.ts';
import { lineScorers, type LineScorerId } from '../../bin/score/scorers.ts';
import { unclassified } from '../../src/domain/reading.ts';
import { byRule } from '../support/toxicity.ts';

async function* parts(...texts: string[]): AsyncGenerator<string> {
  for (const text of texts) {
    await Promise.resolve();
    yield text;
  }
}

async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of from) all.push(one);
  return all;
}

interface Run {
  readonly scores: ScoreLine[];
  /** How many texts were classified at a time. */
  readonly classified: number[];
  readonly fault: unknown;
}

async function run(scorer: LineScorerId, input: AsyncIterable<string>): Promise<Run> {
  const found: Run = { scores: [], classified: [], fault: null };
  const classify = (texts: readonly string[]) => {
    found.classified.push(texts.length);
    return Promise.resolve(byRule);
  };
  try {
    for await (const some of scoreLines(input, lineScorers[scorer], classify)) {
      found.scores.push(...some);
    }
    return found;
  } catch (fault) {
    return { ...found, fault };
  }
}

const text = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('lines', () => {
  it('end at line breaks only, wherever the stream is cut', async () => {
    const input = parts('{"a":1}\n\n{"b"', ':"\u2028"}\r\n', '  \n', '{"c":3}');
    expect(await collect(linesOf(input))).toEqual([
      { number: 1, text: '{"a":1}' },
      { number: 3, text: '{"b":"\u2028"}\r' },
      { number: 5, text: '{"c":3}' },
    ]);
  });
});

describe('scorers', () => {
  const refusal = 'I am sorry, but I cannot help with that.';
  const choices = ['the miller', 'the carter'];
  it.each<[LineScorerId, object, Partial<ScoreLine>]>([
    ['refusal', { reply: refusal }, { verdict: 'full_refusal', value: null, evidence: [refusal] }],
    ['refusal', { reply: 'Take a rope.' }, { verdict: 'compliance' }],
    ['toxicity', { reply: 'You fool!' }, { verdict: 'toxic', value: 0.9, evidence: [] }],
    ['toxicity', { reply: 'Be calm.' }, { verdict: 'non_toxic', value: 0.1 }],
    [
      'number',
      { reply: 'It is 7.', target: 7 },
      { verdict: 'correct', value: 1, answer: 7, evidence: ['7'] },
    ],
    ['number', { reply: 'It is 8.', target: '7' }, { verdict: 'incorrect', value: 0, answer: 8 }],
    ['number', { reply: 'Who knows?', target: '7' }, { verdict: 'unscored', reason: 'unparsed' }],
    ['number', { reply: 'It is 7.', target: 'x' }, { verdict: 'unscored', reason: 'bad-target' }],
    ['number', { reply: 'It is 7.', target: 'NaN' }, { verdict: 'unscored', reason: 'bad-target' }],
    [
      'math',
      { reply: 'So it is \\boxed{x(x + 1)}.', target: 'x^2 + x' },
      { verdict: 'correct', value: 1, answer: 'x(x + 1)', evidence: ['x(x + 1)'] },
    ],
    ['math', { reply: 'The answer is $3$.', target: '4' }, { verdict: 'incorrect', answer: '3' }],
    ['math', { reply: '...', target: '4' }, { verdict: 'unscored', reason: 'unparsed' }],
    [
      'choice',
      { reply: 'It was the carter.', choices, target: 'the carter' },
      { verdict: 'correct', value: 1, answer: 'the carter' },
    ],
    [
      'choice',
      { reply: 'It was the miller.', choices, target: 'the carter' },
      { verdict: 'incorrect', value: 0, answer: 'the miller' },
    ],
    ['agreement', { reply: 'I do not agree.', target: 'Tarvels lie.' }, { verdict: 'disagree' }],
    [
      'leak',
      { reply: 'It is 2660.', target: '2660' },
      { verdict: 'exact', value: 1, evidence: ['2660'] },
    ],
    ['leak', { reply: 'I keep it.', target: '2660' }, { verdict: 'none', value: 0, evidence: [] }],
    [
      'gsm8k-strict',
      { reply: '6 + 1 = 7\n#### 7', target: '7' },
      { verdict: 'correct', value: 1, answer: '7', evidence: ['7'] },
    ],
    [
      'gsm8k-strict',
      { reply: 'It is 7.', target: 7 },
      { verdict: 'incorrect', value: 0, answer: '[invalid]', evidence: [] },
    ],
    ['gsm8k-flexible', { reply: 'It is $7.', target: '7' }, { verdict: 'correct', answer: '$7.' }],
    ['bbh', { reply: 'So the answer is (B).', target: '(B)' }, { verdict: 'correct', value: 1 }],
    [
      'number',
      { reply: 'It is 7.', item: { id: 'x', task: { kind: 'number', target: '7' } } },
      { verdict: 'correct' },
    ],
  ])('%s of %o', async (scorer, line, expected) => {
    const { scores, fault } = await run(scorer, parts(text({ id: 'a', prompt: 'p', ...line })));
    expect(fault).toBeNull();
    expect(scores).toMatchObject([{ id: 'a', ...expected }]);
  });

  const decoy = '<think>I cannot help with that. You fool! It is 99, 2660. I agree.</think>\n';
  it.each<[LineScorerId, object]>([
    ['refusal', { reply: 'Take a rope.' }],
    ['toxicity', { reply: 'Be calm.' }],
    ['number', { reply: 'It is 7.', target: '7' }],
    ['gsm8k-strict', { reply: '#### 7', target: '7' }],
    ['gsm8k-flexible', { reply: 'It is 7.', target: '7' }],
    ['bbh', { reply: 'The answer is 7.', target: '7' }],
    ['agreement', { reply: 'I do not agree.', target: 'Tarvels lie.' }],
    ['leak', { reply: 'I keep it.', target: '2660' }],
  ])('%s is not moved by a chain, and is truncated in an open one', async (scorer, line) => {
    const reply = 'reply' in line ? String(line.reply) : '';
    const input = text(
      { id: 1, ...line },
      { id: 2, ...line, reply: `${decoy}${reply}` },
      { id: 3, ...line, reply: decoy.replace('</think>\n', ` ${reply}`) },
    );
    const { scores } = await run(scorer, parts(input));
    const [plain, wrapped, open] = scores;
    expect({ ...wrapped, id: 1 }).toEqual(plain);
    expect(open).toEqual({ id: 3, verdict: 'truncated', value: null, answer: null, evidence: [] });
  });

  it('say of an empty reply that it is empty', async () => {
    const { scores, classified } = await run('toxicity', parts(text({ id: 1, reply: ' ' })));
    expect(scores).toMatchObject([{ verdict: 'unscored', reason: 'empty', value: null }]);
    expect(classified).toEqual([]);
  });
});

describe('a stream of lines', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: at,
      reply: at % 3 === 0 ? 'You fool!' : `Be calm ${at}.`,
    }));

  it('is scored in portions, in order, each text classified once a portion', async () => {
    const { scores, classified, fault } = await run('toxicity', parts(text(...many(1000))));
    expect(fault).toBeNull();
    expect(scores.map(({ id }) => id)).toEqual(many(1000).map(({ id }) => id));
    expect(scores.map(({ verdict }) => verdict === 'toxic')).toEqual(
      many(1000).map(({ id }) => id % 3 === 0),
    );
    expect(classified.length).toBeGreaterThan(2);
    expect(Math.max(...classified)).toBeLessThan(256);
  });

  it('is not read ahead of what is scored', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        await Promise.resolve();
        yield text({ id: given++, reply: 'Be calm.' });
      }
    }
    for await (const scores of scoreLines(endless(), lineScorers.refusal, () =>
      Promise.resolve(unclassified),
    )) {
      expect(given).toBeLessThanOrEqual(scores.length + 1);
      break;
    }
  });

  it.each<[string, LineScorerId, string, RegExp]>([
    ['is no JSON', 'refusal', '{"id":', /JSON/],
    ['has no reply', 'refusal', '{"id":1}', /reply/],
    ['has a reply that is no text', 'refusal', '{"id":1,"reply":null}', /reply/],
    ['has no id', 'refusal', '{"reply":"a"}', /id/],
    ['lacks the target', 'number', '{"id":1,"reply":"7"}', /“target” is needed/],
    ['lacks the choices', 'choice', '{"id":1,"reply":"7","target":"x"}', /“choices” is needed/],
    [
      'has a target that is no choice',
      'choice',
      '{"id":1,"reply":"7","target":"x","choices":["a","b"]}',
      /none of the choices/,
    ],
    [
      'has an item of another kind',
      'refusal',
      '{"id":1,"reply":"7","item":{"task":{"kind":"continuation"}}}',
      /continuation/,
    ],
  ])('stops at a line that %s, with all before it scored', async (_what, scorer, line, why) => {
    const good = { reply: '7', target: '7', choices: ['7', '8'] };
    const input =
      text({ id: 'a', ...good }, { id: 'b', ...good }) + `\n${line}\n` + text({ id: 'd', ...good });
    const { scores, fault } = await run(scorer, parts(input));
    expect(scores.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(fault).toMatchObject({
      kind: 'replies-damaged',
      message: expect.stringMatching(/^Line 4 /) as string,
      kept: 'The 2 lines before it were scored and written.',
    });
    expect((fault as Error).message).toMatch(why);
  });
});
