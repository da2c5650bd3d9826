import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planTrials } from '../../src/domain/plan.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { readReplies, writeReplies } from '../../src/formats/replies.ts';
import { audit, items } from '../support/audit.ts';

const trials = planTrials(audit, items);
const text = fc.string({ unit: 'binary' });
const reply = (trial: string) =>
  fc.record<Reply>({
    trial: fc.constant(trial),
    tokens: fc.array(fc.nat(200_000)),
    chain: fc.option(text),
    answer: fc.option(text),
    chainTokens: fc.nat(1000),
    stop: fc.constantFrom('end', 'length'),
    timing: fc.record({ prefill: fc.nat(), decode: fc.nat() }),
  });

describe('replies.jsonl', () => {
  it('gives back every reply, whatever its text', () => {
    fc.assert(
      fc.property(fc.tuple(...trials.map((trial) => reply(trial.id))), (replies) => {
        const map = new Map(replies.map((one) => [one.trial, one]));
        expect(readReplies(writeReplies(trials, map))).toEqual(replies);
      }),
    );
  });

  it('names the damaged line', () => {
    const whole = writeReplies(
      trials,
      new Map(fc.sample(reply(trials[0]?.id ?? ''), 1).map((one) => [one.trial, one])),
    );
    expect(() => readReplies(`${whole}{"trial": 3}\n`)).toThrow(/line 2/);
    expect(() => readReplies(`${whole}\n{"tri`)).toThrow(/line 3/);
  });
});
