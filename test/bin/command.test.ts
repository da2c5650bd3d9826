import { parseArgs } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseCount, runCommand, UsageError } from '../../bin/command.ts';
import { PlumblineError } from '../../src/domain/fault.ts';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('help goes to standard output, and nothing runs', async () => {
  const run = vi.fn(() => Promise.resolve(0));
  expect(await runCommand(['a', '--help'], 'the help', run)).toBe(0);
  expect(out).toBe('the help\n');
  expect(run).not.toHaveBeenCalled();
});

test('the status of the command is the status', async () => {
  expect(await runCommand([], '', () => Promise.resolve(130))).toBe(130);
});

test('wrong usage is 2, with the help', async () => {
  const wrong = () => Promise.reject(new UsageError('--a is needed.'));
  expect(await runCommand([], 'the help', wrong)).toBe(2);
  expect(err).toBe('--a is needed.\n\nthe help\n');
});

test('an unknown option is wrong usage', async () => {
  const run = (args: string[]) => Promise.resolve(parseArgs({ args }).positionals.length);
  expect(await runCommand(['--b'], 'the help', run)).toBe(2);
  expect(err).toContain("'--b'");
});

test('a fault is 1, and says what was kept and what to do, a line each', async () => {
  const fault = { kind: 'unexpected', message: 'A.', kept: 'B.', remedy: 'C.' } as const;
  expect(await runCommand([], '', () => Promise.reject(new PlumblineError(fault)))).toBe(1);
  expect(err).toBe('A.\nB.\nC.\n');
});

test('counts are whole numbers', () => {
  expect(parseCount('--n', '12', 1)).toBe(12);
  for (const wrong of ['', '-1', '0', '1.5', '1e3', 'x', '99999999999999999999']) {
    expect(() => parseCount('--n', wrong, 1), wrong).toThrow(UsageError);
  }
});
