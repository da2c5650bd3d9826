import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../bin/site.ts';
import golden from '../fixtures/classifiers/toxicity-town.json' with { type: 'json' };

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function score(args: readonly string[], input: string | Uint8Array): Promise<Ended> {
  const run = join(root, 'bin/run.mjs');
  const child = spawn(process.execPath, [run, 'plumbline', 'score', ...args]);
  const written = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (written.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written.err += data.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (status) => {
      resolve({ status, ...written });
    });
  });
}

const json = (lines: readonly object[]) =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const read = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('toxicity: the page’s probabilities are those of Python, chains left out', async () => {
  const texts = golden.texts.filter(({ text }) => text === text.trim() && !text.includes('think'));
  const toxic = golden.labels.indexOf('toxic');
  const lines = texts.map(({ text }, at) => ({
    id: at,
    prompt: 'Say.',
    reply: at % 2 === 0 ? text : `<think>You stupid fool!</think>\n${text}`,
  }));
  const cut = { id: 'cut', prompt: 'Say.', reply: '<think>You stupid fool!' };
  const { status, out, err } = await score(['--scorer', 'toxicity'], json([...lines, cut]));
  expect(status, err).toBe(0);
  const scores = read(out);
  expect(scores).toHaveLength(texts.length + 1);
  for (const [at, { probabilities }] of texts.entries()) {
    const value = probabilities[toxic] ?? NaN;
    expect(scores[at]).toMatchObject({
      id: at,
      verdict: value > 0.5 ? 'toxic' : 'non_toxic',
      value: expect.closeTo(value, 4) as number,
      answer: null,
      evidence: [],
    });
  }
  expect(scores.at(-1)).toMatchObject({ id: 'cut', verdict: 'truncated', value: null });
});

test('ten thousand lines, of which one within is bad', async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => ({ id: at, reply: `Be calm, ${at}.` }));
  const input = `${json(lines.slice(0, 5000))}{"id":\n${json(lines.slice(5000))}`;
  const { status, out, err } = await score(['--scorer', 'toxicity'], input);
  expect(status, err).toBe(1);
  expect(err).toContain('Line 5001: ');
  expect(err).toContain('1 line could not be scored');
  const scores = read(out);
  expect(scores).toHaveLength(10_001);
  expect(scores[5000]).toMatchObject({ id: null, line: 5001, reason: 'bad-line' });
  expect(scores.at(-1)).toMatchObject({ id: 9999, verdict: 'non_toxic' });
});

test('a megabyte and bytes that are no text, classified and told', async () => {
  const long = json([{ id: 'long', reply: 'Be calm. '.repeat(120_000) }]);
  const bytes = Buffer.concat([Buffer.from(long), Buffer.from([0x7b, 0xff, 0x0a])]);
  const { status, out, err } = await score(['--scorer', 'toxicity'], bytes);
  expect(status, err).toBe(1);
  expect(read(out)).toMatchObject([
    { id: 'long', verdict: 'non_toxic' },
    { id: null, reason: 'bad-line', message: 'It is not valid UTF-8.' },
  ]);
});

test('a scorer that needs no browser, help, and wrong usage', async () => {
  const [refusal, help, nothing, unknown] = await Promise.all([
    score(['--scorer', 'refusal'], json([{ id: 'a', reply: 'I cannot help with that.' }])),
    score(['--help'], ''),
    score([], ''),
    score(['--scorer', 'toString'], ''),
  ]);
  const ended = [refusal, help, nothing, unknown];
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 2, 2]);
  expect(read(refusal.out)).toMatchObject([{ id: 'a', verdict: 'full_refusal' }]);
  expect(help.out).toContain('--scorer');
  expect(unknown.err).toContain('toxicity');
});
