import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../bin/site.ts';
import { dimensions } from '../../src/domain/dimension.ts';
import { readBundle } from '../../src/formats/bundle.ts';
import { readReplies } from '../../src/formats/replies.ts';
import { findingsOf } from '../support/chromium.ts';

let folder = '';
const read = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');
const tokensIn = (name: string) =>
  readReplies(read(name, 'replies.jsonl')).map(({ trial, tokens }) => [trial, tokens]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-command-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], onError: (text: string) => void = () => undefined) {
  const child = spawn(process.execPath, [join(root, 'bin/run.mjs'), 'plumbline', ...args]);
  const written = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (written.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    written.err += data.toString();
    onError(written.err);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => {
      resolve({ status, ...written });
    });
  });
  return { child, ended };
}

const run = (args: readonly string[]) => start(args).ended;

function auditTo(name: string, change: readonly string[] = []): string[] {
  const out = join(folder, name);
  const usual = ['--pair', 'specimen-sft', '--device', 'wasm', '--limit', '2'];
  return ['audit', ...usual, ...change, '--out', out];
}

// The first test makes the audit that the next ones compare with.
test('a whole audit: report and replies in the folder, progress on standard error', async () => {
  const { status, out, err } = await run(auditTo('whole'));
  expect(err).toContain('of 28 replies');
  expect(status, err).toBe(0);
  expect(out).toBe('');
  const findings = findingsOf(read('whole', 'report.json'));
  for (const dimension of dimensions) expect(findings).toContain(`"dimension": "${dimension}"`);
  expect(tokensIn('whole')).toHaveLength(2 * 2 * dimensions.length);
  expect(read('whole', 'report.html')).toContain('id="data"');
  const { replies } = readBundle(readFileSync(join(folder, 'whole/bundle.zip')));
  expect(replies).toEqual(readReplies(read('whole', 'replies.jsonl')));
});

test('a torn replies.jsonl goes on from its whole lines, to the same findings', async () => {
  const lines = read('whole', 'replies.jsonl').split('\n');
  const kept = lines.slice(0, 10);
  mkdirSync(join(folder, 'torn'));
  const torn = [...kept, lines[10]?.slice(0, 40)].join('\n');
  writeFileSync(join(folder, 'torn/replies.jsonl'), torn);

  const { status, err } = await run(auditTo('torn'));
  expect(err).toContain('torn');
  expect(status, err).toBe(0);
  expect(findingsOf(read('torn', 'report.json'))).toBe(findingsOf(read('whole', 'report.json')));
  expect(tokensIn('torn')).toEqual(tokensIn('whole'));
  // Kept to the letter, the time that they took included: none of them was made again.
  expect(read('torn', 'replies.jsonl').split('\n').slice(0, 10)).toEqual(kept);
});

test('Ctrl-C keeps what is there, ends with 130, and the same command goes on', async () => {
  const { child, ended } = start(auditTo('stopped'), (err) => {
    // Once: a second one would end the process without a word.
    if (!child.killed && err.includes('loading the reasoning model')) child.kill('SIGINT');
  });
  const { status, err } = await ended;
  expect(status, err).toBe(130);
  expect(err).toContain('Stopped');
  const kept = tokensIn('stopped').length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(tokensIn('whole').length);

  expect((await run(auditTo('stopped'))).status).toBe(0);
  expect(findingsOf(read('stopped', 'report.json'))).toBe(findingsOf(read('whole', 'report.json')));
});

test('a folder of another audit is refused and left as it is', async () => {
  const before = read('whole', 'replies.jsonl');
  const { status, err } = await run(auditTo('whole', ['--limit', '1']));
  expect(status, err).toBe(1);
  expect(err).toContain('another audit');
  expect(read('whole', 'replies.jsonl')).toBe(before);
});

test('a damaged line is told by its number', async () => {
  const [first = '', ...rest] = read('whole', 'replies.jsonl').split('\n');
  mkdirSync(join(folder, 'damaged'));
  const damaged = [first, '{"trial":', ...rest].join('\n');
  writeFileSync(join(folder, 'damaged/replies.jsonl'), damaged);
  const { status, err } = await run(auditTo('damaged'));
  expect(status, err).toBe(1);
  expect(err).toContain('line 2');
  expect(read('damaged', 'replies.jsonl')).toBe(damaged);
});

test('an unknown pair or suite is told with the known ones', async () => {
  const [pair, suite] = await Promise.all([
    run(auditTo('unknown-pair', ['--pair', 'nobody'])),
    run(auditTo('unknown-suite', ['--suite', 'nowhere'])),
  ]);
  expect(pair.status).toBe(1);
  expect(pair.err).toMatch(/“nobody”.*\n.*\n.*specimen-sft/);
  expect(suite.status).toBe(1);
  expect(suite.err).toMatch(/“nowhere”.*\n.*\n.*town/);
  expect(existsSync(join(folder, 'unknown-pair/report.json'))).toBe(false);
});

test.each([
  [
    'model file',
    'dist/models/specimen-instruct/onnx/model_quantized.onnx',
    (data: Buffer) => data.fill(1, 2_000_000, 2_000_100),
    /onnx\/model_quantized\.onnx.*damaged.*SHA-256/,
  ],
  [
    'classifier file',
    'dist/models/toxicity-town/onnx/model.onnx',
    (data: Buffer) => data.fill(1, 100_000, 100_100),
    /onnx\/model\.onnx of .*classifier.*damaged.*SHA-256/,
  ],
  [
    'pack line',
    'dist/packs/town-safety.jsonl',
    (data: Buffer) => data.fill('#', data.indexOf('"kind"'), data.indexOf('"kind"') + 6),
    /town-safety.*damaged at line 2/,
  ],
])('a damaged %s is told, and nothing is written', async (name, file, damage, message) => {
  const path = join(root, file);
  const whole = readFileSync(path);
  const out = `damaged-${name.replace(' ', '-')}`;
  try {
    writeFileSync(path, damage(Buffer.from(whole)));
    const ended = await run(auditTo(out));
    expect(ended.status).toBe(1);
    expect(ended.err).toMatch(message);
    expect(existsSync(join(folder, out, 'report.json'))).toBe(false);
  } finally {
    writeFileSync(path, whole);
  }
});

test('wrong usage is 2, help is 0', async () => {
  const ended = await Promise.all(
    [['audit'], ['nonsense'], [], ['audit', '--help'], ['--help']].map(run),
  );
  expect(ended.map(({ status }) => status)).toEqual([2, 2, 2, 0, 0]);
  expect(ended[3]?.out).toContain('--pair');
});
