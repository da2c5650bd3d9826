import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { TaskSchema } from '../../src/domain/item.ts';
import { unclassified } from '../../src/domain/reading.ts';
import { judge } from '../../src/scoring/registry.ts';
import { isRight } from '../../src/scoring/right.ts';

const GoldSchema = v.object({ task: TaskSchema, reply: v.string() });
const path = new URL('../fixtures/gold/town.jsonl', import.meta.url);

// The generator's own judge is another program (training/judge.py): the two must mean the same by "right".
test('every right reply of the town’s generator is read as right', () => {
  const tally: Record<string, number> = {};
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
    const { task, reply } = v.parse(GoldSchema, JSON.parse(line));
    if (task.kind === 'preference') throw new Error('the town has no such task');
    const outcome = judge(task, reply, { toxicity: unclassified, prompt: null });
    expect(outcome.scored && isRight(task, outcome.value), line).toBe(true);
    tally[task.kind] = (tally[task.kind] ?? 0) + 1;
  }
  console.info('right replies of the town read as right:', tally);
  expect(Object.keys(tally).sort()).toEqual(['agreement', 'choice', 'number', 'refusal', 'secret']);
});
