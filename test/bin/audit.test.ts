import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AuditFolder, wholeLines } from '../../bin/audit/folder.ts';
import { parseOptions } from '../../bin/audit/options.ts';
import { ProgressLine } from '../../bin/audit/progress.ts';

describe('arguments', () => {
  test('two are needed, the rest have defaults', () => {
    expect(parseOptions(['--pair', 'a', '--out', 'b'])).toEqual({
      request: { pair: 'a', suite: 'town', limit: null, seed: 0, device: 'auto' },
      out: 'b',
    });
  });

  test('all can be given', () => {
    const text = '--pair=a --suite=s --limit=3 --seed=7 --device=wasm --engine=onnx --out=b';
    expect(parseOptions(text.split(' '))).toEqual({
      request: { pair: 'a', suite: 's', limit: 3, seed: 7, device: 'wasm' },
      out: 'b',
    });
  });

  test.each([
    ['--out b', '--pair is needed'],
    ['--pair a', '--out is needed'],
    ['--pair a --out b --limit 0', '--limit takes'],
    ['--pair a --out b --seed x', '--seed takes'],
    ['--pair a --out b --device tpu', '--device takes'],
    ['--pair a --out b --engine x', '--engine takes'],
    ['--pair a --out b --nonsense', '--nonsense'],
    ['--pair a --out b extra', 'extra'],
    [
      '--server http://localhost:1 --baseline a --out b',
      '--server needs --baseline and --reasoning',
    ],
    [
      '--pair a --server http://localhost:1 --baseline a --reasoning b --out b',
      'do not go together',
    ],
    ['--pair a --out b --baseline a', '--baseline needs --server'],
    ['--server https://far.example --baseline a --reasoning b --out b', 'is not this machine'],
    [
      '--server http://far.example --allow-remote --baseline a --reasoning b --out b',
      'not encrypted',
    ],
    [
      '--server http://localhost:1 --baseline a --reasoning b --out b --api-key-env NO_SUCH',
      'NO_SUCH',
    ],
  ])('%s → %s', (args, message) => {
    expect(() => parseOptions(args.split(' '))).toThrow(message);
  });
});

describe('a server', () => {
  test('is named with its models, and its key by the variable that holds it', () => {
    const text =
      '--server http://localhost:8000/v1/ --baseline a --reasoning b --reasoning-server http://127.0.0.1:8001' +
      ' --api-key-env KEY --max-tokens 900 --out o';
    expect(parseOptions(text.split(' '), { KEY: 'sk-1' }).request).toEqual({
      pair: '',
      ...{ suite: 'town', limit: null, seed: 0, device: 'auto' },
      server: {
        address: 'http://localhost:8000',
        reasoningAddress: 'http://127.0.0.1:8001',
        ...{ baseline: 'a', reasoning: 'b', key: 'sk-1', maxTokens: 900 },
        ...{ allowRemote: false, allowPlain: false, concurrency: 8 },
      },
    });
  });
});

describe('lines of an earlier run', () => {
  test.each([
    ['', '', false],
    ['a\nb\n', 'a\nb\n', false],
    ['a\nb', 'a\n', true],
    ['a', '', true],
  ])('%j', (text, whole, torn) => {
    expect(wholeLines(text)).toEqual({ text: whole, torn });
  });
});

describe('the folder', () => {
  let path = '';
  const replies = () => join(path, 'replies.jsonl');
  const line = (trial: string) =>
    `${JSON.stringify({
      item: 'a',
      dimension: 'safety',
      side: 'baseline',
      trial,
      tokens: [1],
      chain: null,
      answer: 'é',
      chainTokens: 0,
      stop: 'end',
      timing: { prefill: 1, decode: 1 },
    })}\n`;

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'plumbline-folder-'));
  });
  afterEach(() => {
    rmSync(path, { recursive: true });
  });

  test('an empty one holds nothing', () => {
    expect(new AuditFolder(path).open()).toEqual({ text: '', torn: false });
  });

  test('one that is missing is made', () => {
    new AuditFolder(join(path, 'deep/er')).append(line('a'));
    expect(readFileSync(join(path, 'deep/er/replies.jsonl'), 'utf8')).toBe(line('a'));
  });

  test('a torn last line is cut off, in bytes and not in characters', () => {
    const half = Buffer.from(line('b')).subarray(0, -5);
    writeFileSync(replies(), Buffer.concat([Buffer.from(line('a')), half]));
    const folder = new AuditFolder(path);
    expect(folder.open()).toEqual({ text: line('a'), torn: true });
    folder.append(line('c'));
    expect(readFileSync(replies(), 'utf8')).toBe(line('a') + line('c'));
  });

  test('a damaged line elsewhere is an error with its number, and the file is left alone', () => {
    const text = `${line('a')}{"half":\n${line('b')}`;
    writeFileSync(replies(), text);
    expect(() => new AuditFolder(path).open()).toThrow('line 2');
    expect(readFileSync(replies(), 'utf8')).toBe(text);
  });

  test('a report whose replies are gone is not overwritten', () => {
    writeFileSync(join(path, 'report.json'), '{}');
    expect(() => new AuditFolder(path)).toThrow('report.json');
  });

  test('the end replaces what came in bit by bit, and leaves nothing else', () => {
    const folder = new AuditFolder(path);
    folder.append(line('b'));
    const bundle = Uint8Array.of(80, 75, 0);
    const page = '<!doctype html>\n';
    folder.finish({ report: '{}\n', page, replies: line('a') + line('b'), bundle });
    expect(readdirSync(path).sort()).toEqual([
      ...['bundle.zip', 'replies.jsonl', 'report.html', 'report.json'],
    ]);
    expect(new Uint8Array(readFileSync(join(path, 'bundle.zip')))).toEqual(bundle);
    expect(readFileSync(replies(), 'utf8')).toBe(line('a') + line('b'));
  });
});

describe('progress', () => {
  const at = (done: number, stage = 'asking') => ({
    ...{ stage, done, total: 9, tokensPerSecond: 41.7, lines: '' },
  });

  test('one changing line on a terminal', () => {
    const written: string[] = [];
    const screen = { isTTY: true, write: (text: string) => written.push(text) };
    const line = new ProgressLine(screen);
    line.show(at(1));
    line.show(at(2));
    line.end();
    const say = (done: number) => `\r\u001b[Kasking, ${done} of 9 replies, 42 tokens a second`;
    expect(written).toEqual([say(1), say(2), '\n']);
  });

  test('elsewhere a line now and then, and one for every stage', () => {
    const written: string[] = [];
    const screen = { isTTY: false, write: (text: string) => written.push(text) };
    let now = 0;
    const line = new ProgressLine(screen, () => now);
    line.show(at(1));
    line.show(at(2));
    now += 60_000;
    line.show(at(3));
    line.show(at(4, 'loading'));
    line.end();
    expect(written).toHaveLength(3);
    expect(written.join('')).toMatch(/^asking, 1 .*\nasking, 3 .*\nloading, 4 .*\n$/);
  });
});
