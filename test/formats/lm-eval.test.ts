import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../bin/site.ts';
import { readLmEval } from '../../src/formats/lm-eval.ts';

const numbered = (...texts: string[]) => texts.map((text, at) => ({ number: at + 1, text }));
const row = (more: object) =>
  JSON.stringify({
    doc_id: 0,
    doc: { topic: 'sums' },
    filter: 'none',
    metrics: ['acc'],
    acc: 1,
    ...more,
  });

describe('samples of lm-evaluation-harness', () => {
  it('are one a document, with the metrics of all its filters', () => {
    const file = join(root, 'test/fixtures/compare/samples_sums_baseline.jsonl');
    const lines = numbered(...readFileSync(file, 'utf8').trim().split('\n'));
    const { samples, faults } = readLmEval(lines, 'answer');
    expect(faults).toEqual([]);
    expect(samples).toHaveLength(8);
    expect(samples[3]).toMatchObject({ id: '3', group: '6', reply: 'It is 99.', target: '6' });
    expect([...(samples[3]?.scores ?? [])]).toEqual([
      ['exact_match,strict-match', 0],
      ['exact_match,flexible-extract', 1],
    ]);
  });

  it('may lack replies, hashes and the list of metrics', () => {
    const likelihoods = row({ resps: [[['-1.2', 'False']]], metrics: undefined, acc_norm: false });
    const { samples } = readLmEval(numbered(likelihoods), null);
    expect(samples[0]).toMatchObject({ id: '0', asked: null, reply: null });
    expect([...(samples[0]?.scores ?? [])]).toEqual([
      ['acc,none', 1],
      ['acc_norm,none', 0],
    ]);
  });

  it('are known by their hash where they have no number, and stay two where they repeat', () => {
    const hashed = row({ doc_id: undefined, doc_hash: 'd', prompt_hash: 'p' });
    const prompted = row({ doc_id: undefined, prompt_hash: 'p' });
    const { samples } = readLmEval(numbered(hashed, prompted, row({}), row({})), null);
    expect(samples.map(({ id, asked }) => [id, asked])).toEqual([
      [null, 'd'],
      [null, 'p'],
      ['0', null],
      ['0', null],
    ]);
  });

  it('tells of what is no sample, by its line', () => {
    const bad = ['{', '[]', row({ doc_id: 'x' }), row({ metrics: [], acc: undefined }), row({})];
    const { samples, faults } = readLmEval(numbered(...bad), null);
    expect(samples).toHaveLength(1);
    expect(faults.map(({ at }) => at)).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
  });
});
