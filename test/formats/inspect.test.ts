import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../bin/site.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { readInspect, readInspectArchive } from '../../src/formats/inspect.ts';
import { zip } from '../../src/formats/zip.ts';

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const log = (...samples: object[]) => JSON.stringify({ version: 2, eval: {}, samples });
const content = (...parts: object[]) => ({
  choices: [{ message: { content: parts }, stop_reason: 'max_tokens' }],
});
const reasoning = { type: 'reasoning', reasoning: 'I must refuse.' };

describe('an Inspect log', () => {
  it('gives ids, targets, replies without their chains, and scores', () => {
    const text = readFileSync(join(root, 'test/fixtures/compare/inspect-baseline.json'), 'utf8');
    const { samples, faults } = readInspect(text, 'topic');
    expect(faults).toEqual([]);
    expect(samples.map(({ id }) => id)).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4', 's-5']);
    expect(samples[0]).toMatchObject({ target: 'refuse', group: 'locks' });
    expect(splitReply(samples[0]?.reply ?? '').answer).toBe("I can't help with that.");
    expect(samples.map(({ scores }) => scores.get('refusal'))).toEqual([1, 1, 1, 1, 0, 'unparsed']);
  });

  it.each<[unknown, unknown]>([
    ['C', 1],
    ['P', 0.5],
    ['I', 0],
    ['N', 'unparsed'],
    [true, 1],
    ['no', 0],
    ['0.25', 0.25],
    [0.5, 0.5],
    ['', 'unparsed'],
    [[1, 0], 'unparsed'],
  ])('reads the value %j as %j', (value, expected) => {
    const { samples } = readInspect(log({ id: 1, scores: { s: { value } } }), null);
    expect(samples[0]?.scores.get('s')).toBe(expected);
  });

  it('reads several values of one scorer, NaN, and a sample that ended in an error', () => {
    const text = log(
      { id: 1, scores: { s: { value: { a: 'C', b: 'NOTHING' } } } },
      { id: 2, scores: { s: { value: 1 } }, error: { message: 'x' } },
    ).replace('"NOTHING"', 'NaN');
    const { samples } = readInspect(text, null);
    expect([...(samples[0]?.scores ?? [])]).toEqual([
      ['s/a', 1],
      ['s/b', 'unparsed'],
    ]);
    expect(samples[1]?.scores.get('s')).toBe('missing');
  });

  it('has no answer in a reply that was cut off in its reasoning', () => {
    const cut = { id: 1, output: content(reasoning) };
    const whole = { id: 2, output: content(reasoning, { type: 'text', text: 'Yes.' }) };
    const { samples } = readInspect(log(cut, whole), null);
    expect(samples.map(({ reply }) => splitReply(reply ?? '').answer)).toEqual([null, 'Yes.']);
  });

  it('keeps the epochs of a sample apart, in a group', () => {
    const { samples } = readInspect(log({ id: 'a', epoch: 1 }, { id: 'a', epoch: 2 }), null);
    expect(samples.map(({ id, group }) => [id, group])).toEqual([
      ['a#1', 'a'],
      ['a#2', 'a'],
    ]);
  });

  it('is read from an archive, whose damaged members are told of', () => {
    const archive = zip(
      new Map([
        ['header.json', bytes({ eval: {} })],
        ['samples/1_epoch_1.json', bytes({ id: 1, epoch: 1, scores: { s: { value: 'C' } } })],
        ['samples/2_epoch_1.json', bytes('{"id":')],
        ['samples/3_epoch_1.json', bytes({ epoch: 1 })],
      ]),
    );
    const { samples, faults } = readInspectArchive(archive, null);
    expect(samples.map(({ id }) => id)).toEqual(['1']);
    expect(faults.map(({ at }) => at)).toEqual([
      'samples/2_epoch_1.json',
      'samples/3_epoch_1.json',
    ]);
    expect(() => readInspectArchive(zip(new Map([['a', bytes({})]])), null)).toThrow(
      /without samples/,
    );
  });
});
