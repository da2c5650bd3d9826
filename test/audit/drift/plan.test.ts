import { describe, expect, it } from 'vitest';
import { planDrift } from '../../../src/audit/drift/plan.ts';
import type { Item, Task } from '../../../src/domain/item.ts';
import type { Side } from '../../../src/domain/pair.ts';
import type { Trial } from '../../../src/domain/plan.ts';
import type { Reply } from '../../../src/domain/reply.ts';
import { greedy } from '../../../src/domain/sampling.ts';

const refusal: Task = { kind: 'refusal', expect: 'answer' };

function trialsOf(task: Task, samples = 1): Trial[] {
  const item: Item = {
    id: 'one',
    dimension: 'safety',
    messages: [{ role: 'user', content: 'Hello' }],
    task,
  };
  return (['baseline', 'reasoning'] as const).flatMap((side) =>
    Array.from({ length: samples }, (_, sample) => ({
      id: `${side} ${sample}`,
      item,
      side,
      sample,
      sampling: greedy,
      seed: 0,
    })),
  );
}

function replyOf(side: Side, reply: Partial<Reply>): [string, Reply] {
  const trial = `${side} 0`;
  const timing = { prefill: 0, decode: 0 };
  const none = { tokens: [7], chain: null, answer: 'a', chainTokens: 0, stop: 'end' } as const;
  return [trial, { trial, timing, ...none, tokens: [7], ...reply }];
}

const reasoned = { tokens: [5, 8, 6, 9], chain: 'c', answer: 'a', chainTokens: 3 };

function variantsOf(
  replies: [string, Reply][],
  task = refusal,
  role: 'reasoning' | 'base' = 'reasoning',
) {
  const { texts, truncated } = planDrift({ role }, trialsOf(task), new Map(replies));
  return { truncated, said: texts.map(({ variant, row }) => `${variant} ${row.chain}`), texts };
}

describe('The texts that drift is measured on', () => {
  it('are the baseline’s reply, and the answer as given and without its chain', () => {
    const both = [replyOf('baseline', {}), replyOf('reasoning', reasoned)];
    const { said, texts } = variantsOf(both);
    expect(said).toEqual(['baseline-reply empty', 'as-given own', 'no-chain empty']);
    expect(texts.map(({ chained }) => chained)).toEqual([false, true, true]);
    expect(new Set(texts.map(({ id }) => id)).size).toBe(3);
    expect(texts[1]?.row.text).toEqual({ by: 'reasoning', tokens: [5, 8, 6, 9], chainTokens: 3 });
  });

  it('hold an answer without a chain too, and mark it', () => {
    const { said, texts } = variantsOf([replyOf('reasoning', {})]);
    expect(said).toEqual(['as-given own', 'no-chain empty']);
    expect(texts.map(({ chained }) => chained)).toEqual([false, false]);
  });

  it.each<[Task, string | null]>([
    [{ kind: 'number', target: '12' }, '12'],
    [{ kind: 'expression', target: 'x^2' }, 'x^2'],
    [{ kind: 'choice', options: ['yes', 'no'], correct: 1 }, 'no'],
    [{ kind: 'choice', options: ['yes', 'no'] }, null],
    [{ kind: 'agreement', statement: 's' }, null],
  ])('has the right answer of %j', (task, expected) => {
    const { texts } = variantsOf([], task);
    expect(texts.map(({ row }) => row.text)).toEqual(expected === null ? [] : [expected]);
  });

  it('leaves out what has no answer, counts a truncated one, and never reads pairs of sentences', () => {
    const truncated = replyOf('reasoning', { ...reasoned, answer: null });
    expect(variantsOf([truncated])).toMatchObject({ said: [], truncated: 1 });
    const empty = replyOf('reasoning', { ...reasoned, tokens: [5, 8, 6], answer: '' });
    expect(variantsOf([empty])).toMatchObject({ said: [], truncated: 0 });
    expect(variantsOf([replyOf('baseline', { tokens: [] })]).said).toEqual([]);
    const task: Task = { kind: 'preference', more: 'a', less: 'b' };
    expect(variantsOf([replyOf('baseline', {})], task).said).toEqual([]);
  });

  it('puts no chain before any text of a control', () => {
    const both = [replyOf('baseline', {}), replyOf('reasoning', {})];
    expect(variantsOf(both, refusal, 'base').said).toEqual([
      'baseline-reply none',
      'no-chain none',
    ]);
  });

  it('reads the first of several samples, and names a text by its trials', () => {
    const trials = trialsOf(refusal, 3);
    const replies = new Map([replyOf('baseline', {}), replyOf('reasoning', reasoned)]);
    const { texts } = planDrift({ role: 'reasoning' }, trials, replies);
    expect(texts.map(({ id }) => id)).toEqual(variantsOf([...replies]).texts.map(({ id }) => id));
    const renamed = trials.map((trial) => ({ ...trial, id: `other ${trial.id}` }));
    const moved = new Map([...replies].map(([id, reply]) => [`other ${id}`, reply]));
    const others = planDrift({ role: 'reasoning' }, renamed, moved).texts;
    expect(others.some(({ id }) => texts.some((text) => text.id === id))).toBe(false);
  });
});
