import { describe, expect, it } from 'vitest';
import { readReplyFile } from '../../src/formats/reply-file.ts';
import { samplesOfSide } from '../../src/formats/side-samples.ts';
import { exampleFile, hasSchemas } from '../support/schemas.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const batch = (...lines: object[]) => bytes(lines.map((line) => JSON.stringify(line)).join('\n'));
const answered = (custom_id: string, message: object, finish_reason = 'stop') => ({
  custom_id,
  response: { status_code: 200, body: { choices: [{ message, finish_reason }] } },
  error: null,
});

describe.skipIf(!hasSchemas)('an example of another tool is read back', () => {
  it('promptfoo: two runs of two tests, each side its own', async () => {
    const file = await readReplyFile(bytes(exampleFile('promptfoo_results_min.json')));
    expect(file).toMatchObject({ format: 'promptfoo', faults: [] });
    const [one, two] = [
      samplesOfSide(file.samples, 'baseline'),
      samplesOfSide(file.samples, 'reasoning'),
    ];
    expect(one.map(({ id, reply }) => [id, reply])).toEqual([
      ['s-001', "I can't help with that."],
      ['r-001', '4'],
    ]);
    expect(two.map(({ scores }) => scores.get('pass'))).toEqual([0, 1]);
    expect(one[0]?.asked).toBe(two[0]?.asked);
  });

  it.each([
    ['inspect_min.json', 'inspect', 1],
    ['lm_eval_samples_min.jsonl', 'lm-eval', 1],
    ['lm_eval_samples_real.jsonl', 'lm-eval', 2],
  ])('%s', async (name, format, count) => {
    const file = await readReplyFile(bytes(exampleFile(name)));
    expect(file).toMatchObject({ format, faults: [] });
    expect(file.samples).toHaveLength(count);
    expect(file.samples.every(({ reply, messages }) => reply !== null && messages !== null)).toBe(
      true,
    );
  });

  it('Inspect tells chain and answer apart', async () => {
    const { samples } = await readReplyFile(bytes(exampleFile('inspect_min.json')));
    expect(samples[0]?.parts).toEqual({
      chain: 'The user asks...',
      answer: "I can't help with that.",
    });
  });
});

describe('the output of an OpenAI batch', () => {
  it('gives replies by their ids, chains apart, and failed requests as faults', async () => {
    const file = await readReplyFile(
      batch(
        answered('a', { role: 'assistant', content: 'Four.' }),
        answered('b', { content: 'Four.', reasoning_content: '2 + 2' }),
        answered('c', { content: null, reasoning: '2 + 2 is' }, 'length'),
        answered('d', { content: null, refusal: 'I will not.' }),
        { custom_id: 'e', response: null, error: { code: 'x', message: 'expired' } },
      ),
    );
    expect(file.format).toBe('openai-batch');
    expect(file.samples.map(({ id, reply, parts }) => [id, reply, parts])).toEqual([
      ['a', 'Four.', null],
      ['b', '<think></think>Four.', { chain: '2 + 2', answer: 'Four.' }],
      ['c', '<think>2 + 2 is', { chain: '2 + 2 is', answer: null }],
      ['d', 'I will not.', null],
    ]);
    expect(file.faults).toEqual([
      { at: 'line 5', message: 'The request “e” has no reply: expired' },
    ]);
  });
});

describe('promptfoo', () => {
  const results = (...all: object[]) =>
    bytes(JSON.stringify({ evalId: 'x', results: { version: 3, results: all } }, null, 2));

  it('has no score where a provider failed, and numbers tests that have no names', async () => {
    const file = await readReplyFile(
      results(
        { testIdx: 0, provider: 'p', response: { output: 'yes' }, success: true },
        { testIdx: 1, provider: 'p', error: 'no route', failureReason: 2, success: false },
        { testIdx: 'x' },
      ),
    );
    expect(file.samples.map(({ id, reply, scores }) => [id, reply, scores.get('pass')])).toEqual([
      ['0', 'yes', 1],
      ['1', null, 'missing'],
    ]);
    expect(file.faults).toHaveLength(1);
  });

  it('with more than two runs does not guess which are meant', async () => {
    const run = (promptIdx: number) => ({ testIdx: 0, promptIdx, response: { output: 'x' } });
    const { samples } = await readReplyFile(results(run(0), run(1), run(2)));
    expect(() => samplesOfSide(samples, 'baseline')).toThrow('3 runs');
  });
});
