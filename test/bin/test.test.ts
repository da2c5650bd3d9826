import { expect, test } from 'vitest';
import { readResults, summary } from '../../bin/test.ts';

test('the last line is the sum', () => {
  const tally = { passed: 3, failed: 1, skipped: 0 };
  expect(summary([])).toBe('0 passed, 0 failed');
  expect(summary([tally, tally])).toBe('6 passed, 2 failed');
  expect(summary([tally, { passed: 1, failed: 0, skipped: 2 }])).toBe(
    '4 passed, 1 failed, 2 skipped',
  );
});

test('reads what vitest writes', () => {
  const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(readResults(JSON.stringify({ ...counts, success: false }))).toEqual({
    passed: 5,
    failed: 1,
    skipped: 3,
  });
  expect(() => readResults('{}')).toThrow();
});
