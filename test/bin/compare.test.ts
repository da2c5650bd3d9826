import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { summaryOf } from '../../bin/compare/command.ts';
import { compareFiles, type Compared, type ComparedMetric } from '../../bin/compare/compare.ts';
import { openFile } from '../../bin/compare/file.ts';
import { metricsOf } from '../../bin/compare/pairs.ts';
import { pairUp } from '../../src/formats/pair-samples.ts';
import { parseOptions } from '../../bin/compare/options.ts';
import { UsageError } from '../../bin/command.ts';
import { root } from '../../bin/site.ts';
import { byRule } from '../support/toxicity.ts';
import { seededRng } from '../../src/domain/rng.ts';

const fixtures = join(root, 'test/fixtures/compare');
const folder = mkdtempSync(join(tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string) => join(fixtures, name);
let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, String(files++));
  writeFileSync(path, content);
  return path;
}
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function run(...args: string[]): Promise<Compared> {
  return compareFiles(parseOptions(args), () => Promise.resolve(byRule));
}
async function only(...args: string[]): Promise<ComparedMetric> {
  const { findings } = await run(...args);
  const [first, ...more] = findings;
  if (first === undefined || more.length > 0) throw new Error(`${findings.length} findings`);
  return first;
}

const sets: [string, string, string, ...string[]][] = [
  ['scored', 'scored-baseline.jsonl', 'scored-reasoning.jsonl'],
  ['lm-eval', 'samples_sums_baseline.jsonl', 'samples_sums_reasoning.jsonl'],
  ['inspect', 'inspect-baseline.json', 'inspect-reasoning.json'],
  ['replies', 'replies-baseline.jsonl', 'replies-reasoning.jsonl', '--scorer', 'refusal'],
];

test.each(sets)(
  '%s: the findings are those on record',
  async (name, baseline, reasoning, ...more) => {
    const { findings } = await run(fixture(baseline), fixture(reasoning), ...more);
    await expect(`${JSON.stringify(findings, null, 2)}\n`).toMatchFileSnapshot(
      fixture(`expected-${name}.json`),
    );
  },
);

// By hand, from how the fixtures were made.
test.each<[string, string[], object[]]>([
  [
    'scored',
    ['scored-baseline.jsonl', 'scored-reasoning.jsonl'],
    [
      {
        metric: 'correct',
        n: 18,
        answered: 20,
        table: { both: 8, lost: 4, gained: 6, neither: 0 },
        unscored: { baseline: { unparsed: 1 }, reasoning: { truncated: 1 } },
        margin: 0.05,
      },
    ],
  ],
  [
    'lm-eval',
    ['samples_sums_baseline.jsonl', 'samples_sums_reasoning.jsonl', '--margin', '0.1'],
    [
      {
        metric: 'exact_match,strict-match',
        table: { both: 3, lost: 0, gained: 3, neither: 2 },
        margin: 0.1,
      },
      {
        metric: 'exact_match,flexible-extract',
        table: { both: 4, lost: 1, gained: 3, neither: 0 },
        dimension: null,
      },
    ],
  ],
  [
    'lm-eval, scored here',
    ['samples_sums_baseline.jsonl', 'samples_sums_reasoning.jsonl', '--scorer', 'number'],
    [{ metric: 'correct', table: { both: 3, lost: 0, gained: 3, neither: 2 } }],
  ],
  [
    'inspect',
    ['inspect-baseline.json', 'inspect-reasoning.json'],
    [
      {
        metric: 'refusal',
        table: { both: 2, lost: 2, gained: 0, neither: 1 },
        unscored: { baseline: { unparsed: 1 }, reasoning: {} },
      },
    ],
  ],
  [
    'inspect, scored here by the target that its samples have',
    [
      'inspect-baseline.json',
      'inspect-reasoning.json',
      '--scorer',
      'refusal',
      '--expect',
      'refuse',
    ],
    [{ metric: 'refusal', table: { both: 2, lost: 2, gained: 1, neither: 1 } }],
  ],
  [
    'replies',
    ['replies-baseline.jsonl', 'replies-reasoning.jsonl', '--scorer', 'refusal'],
    [
      {
        metric: 'refusal',
        dimension: 'safety',
        table: { both: 3, lost: 1, gained: 1, neither: 0 },
        unscored: { baseline: {}, reasoning: { truncated: 1 } },
        difference: { method: 'stratified' },
      },
    ],
  ],
])(
  '%s: the tables are those of the fixtures',
  async (_name, [baseline, reasoning, ...more], expected) => {
    const { findings } = await run(fixture(baseline ?? ''), fixture(reasoning ?? ''), ...more);
    expect(findings).toMatchObject(expected);
  },
);

test('swapped sides mirror the findings', async () => {
  for (const [, baseline, reasoning, ...more] of sets) {
    const { findings: there } = await run(fixture(baseline), fixture(reasoning), ...more);
    const { findings: back } = await run(fixture(reasoning), fixture(baseline), ...more);
    expect(back).toHaveLength(there.length);
    for (const [at, finding] of there.entries()) {
      const mirrored = back[at];
      expect(mirrored?.difference?.value).toBeCloseTo(-(finding.difference?.value ?? NaN), 12);
      expect(mirrored?.difference?.low).toBeCloseTo(-(finding.difference?.high ?? NaN), 12);
      expect(mirrored?.test).toEqual(finding.test);
      expect(mirrored?.table?.lost).toBe(finding.table?.gained);
      expect(mirrored?.unscored.baseline).toEqual(finding.unscored.reasoning);
    }
  }
});

test('the order of the lines does not matter', async () => {
  const rng = seededRng('order');
  const shuffled = (name: string) => {
    const rows = readFileSync(fixture(name), 'utf8').trim().split('\n');
    const keyed = rows.map((row) => [rng(), row] as const).sort(([a], [b]) => a - b);
    return file(`${keyed.map(([, row]) => row).join('\n')}\n`);
  };
  for (const [name, baseline, reasoning, ...more] of sets) {
    if (name === 'inspect') continue;
    const { findings } = await run(fixture(baseline), fixture(reasoning), ...more);
    const mixed = await run(shuffled(baseline), shuffled(reasoning), ...more);
    const byName = (some: readonly ComparedMetric[]) =>
      [...some].sort((a, b) => (a.metric < b.metric ? -1 : 1));
    expect(byName(mixed.findings)).toEqual(byName(findings));
  }
});

describe('pairing', () => {
  const right = (id: unknown, ok = true) => ({
    id,
    verdict: ok ? 'correct' : 'incorrect',
    value: 1,
  });

  it('lists what stands alone, twice, or was asked differently', async () => {
    const baseline = [
      right(1),
      right(2),
      right(3),
      right(3),
      { ...right(4), prompt: 'a' },
      right(null),
    ];
    const reasoning = [right('1'), right(3), { ...right(4), prompt: 'b' }, right(5), right(6)];
    const { n, pairing } = await only(file(lines(baseline)), file(lines(reasoning)));
    expect(n).toBe(1);
    expect(pairing).toMatchObject({
      by: 'id',
      pairs: 1,
      onlyBaseline: { count: 1, first: ['2'] },
      onlyReasoning: { count: 2, first: ['5', '6'] },
      repeated: { count: 1, first: ['3'] },
      differing: { count: 1, first: ['4'] },
      nameless: 1,
    });
  });

  it('is by what was asked, where ids are missing', async () => {
    const row = (prompt: string, ok: boolean) => ({ ...right(null, ok), prompt });
    const baseline = file(lines([row('a', true), row('b', false), row('c', true)]));
    const reasoning = file(lines([row('c', false), row('a', true), row('d', true)]));
    const { n, table, pairing } = await only(baseline, reasoning);
    expect({ n, table }).toEqual({ n: 2, table: { both: 1, lost: 1, gained: 0, neither: 0 } });
    expect(pairing).toMatchObject({ by: 'prompt', onlyBaseline: { count: 1 }, nameless: 0 });
  });

  it('goes on after damaged lines, and tells of them', async () => {
    const good = lines([right(1), right(2)]);
    const damaged = Buffer.concat([
      Buffer.from(`{"id":9\n{"id":8}\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(good),
    ]);
    const compared = await run(file(damaged), file(good));
    const [finding] = compared.findings;
    expect(finding?.n).toBe(2);
    expect(finding?.pairing.baseline.unread).toMatchObject({
      count: 3,
      first: [
        { at: 'line 1' },
        { at: 'line 2' },
        { at: 'line 3', message: 'It is not valid UTF-8.' },
      ],
    });
    expect(finding?.pairing.reasoning.unread.count).toBe(0);
    expect(summaryOf(compared).join('\n')).toContain('line 3: It is not valid UTF-8.');
  });

  it('leaves out what could not be judged for want of a target', async () => {
    const rows = [right(1), { id: 2, verdict: 'unscored', value: null, reason: 'no-target' }];
    const { answered, pairing } = await only(file(lines(rows)), file(lines([right(1), right(2)])));
    expect(answered).toBe(1);
    expect(pairing.baseline.unjudged).toBe(1);
    expect(pairing.onlyReasoning.count).toBe(1);
  });

  it('fails where nothing pairs, saying why', async () => {
    const compared = run(file(lines([right(1)])), file(lines([right(2)])));
    await expect(compared).rejects.toThrow(/No item could be paired: 1 items are in the baseline/);
  });
});

describe('formats', () => {
  const audit = (side: string, item: string, answer: string | null) => ({
    ...{
      item,
      dimension: 'safety',
      side,
      trial: `${side}${item}`,
      tokens: [],
      chain: 'Hm.',
      answer,
    },
    ...{ chainTokens: 1, stop: 'end', timing: { prefill: 1, decode: 1 } },
  });

  it('an audit gives each side its replies, and its packs say what is right', async () => {
    const packs = readFileSync(join(root, 'public/packs/town-safety.jsonl'), 'utf8');
    const items = packs
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; task?: { expect: string } })
      .filter(({ task }) => task?.expect === 'refuse');
    const [one, two] = [items[0]?.id ?? '', items[1]?.id ?? ''];
    const path = file(
      lines([
        audit('baseline', one, 'I cannot help with that.'),
        audit('baseline', two, 'I cannot help with that.'),
        audit('reasoning', one, 'Take a rope.'),
        audit('reasoning', two, null),
      ]),
    );
    expect(await only(path, path, '--scorer', 'refusal')).toMatchObject({
      table: { both: 0, lost: 1, gained: 0, neither: 0 },
      unscored: { reasoning: { truncated: 1 } },
    });
  });

  it.each([
    ['toxic', 'non_toxic', 'non-toxic'],
    ['agree', 'neutral', 'not-agreed'],
    ['near', 'none', 'secret-kept'],
    ['incorrect', 'correct', 'correct'],
  ])('%s is worse than %s', async (bad, good, metric) => {
    const compared = await only(
      file(lines([{ id: 1, verdict: bad, value: 0.5 }])),
      file(lines([{ id: 1, verdict: good, value: 0.5 }])),
    );
    expect(compared).toMatchObject({ metric, table: { gained: 1, lost: 0 } });
  });

  it.each([
    ['refuse', { gained: 0, lost: 2 }],
    ['answer', { gained: 2, lost: 0 }],
  ])('refusals, where it is right to %s', async (expected, table) => {
    const baseline = [
      { id: 1, verdict: 'full_refusal' },
      { id: 2, verdict: 'partial_refusal' },
    ];
    const reasoning = [
      { id: 1, verdict: 'compliance' },
      { id: 2, verdict: 'compliance' },
    ];
    const [one, other] = [file(lines(baseline)), file(lines(reasoning))];
    expect(await only(one, other, '--expect', expected)).toMatchObject({ table });
    await expect(run(one, other)).rejects.toThrow(UsageError);
  });

  it('one metric of several, and NaN as no score', async () => {
    const row = (acc: string) =>
      `{"doc_id":0,"filter":"none","metrics":["acc","bits"],"acc":${acc},"bits":3.2}\n`;
    const [one, other] = [file(row('1.0')), file(row('NaN'))];
    const both = await run(one, other);
    expect(both.findings).toMatchObject([
      { metric: 'acc,none', n: 0, unscored: { reasoning: { unparsed: 1 } } },
    ]);
    expect(both.leftOut).toEqual([expect.stringMatching(/^bits,none .* only scores from 0 to 1/)]);
    expect((await run(one, other, '--metric', 'acc')).leftOut).toEqual([]);
    await expect(run(one, other, '--metric', 'bits')).rejects.toThrow(/only scores from 0 to 1/);
    await expect(run(one, other, '--metric', 'bleu')).rejects.toThrow(/no metric in common/);
  });

  it('scores between 0 and 1 as a mean, by group, the same for the same seed', async () => {
    const rows = (shift: number) =>
      Array.from({ length: 24 }, (_, at) => ({
        doc_id: at,
        doc: { pair: Math.floor(at / 2) },
        filter: 'none',
        metrics: ['f1'],
        f1: ((at * 7) % 10) / 20 + shift,
      }));
    const [one, other] = [file(lines(rows(0))), file(lines(rows(0.3)))];
    const compared = await only(one, other, '--group', 'pair');
    expect(compared).toMatchObject({
      scale: 'mean',
      n: 24,
      groups: 12,
      test: { name: 'permutation-exact' },
      verdict: 'improved',
    });
    expect(compared.difference?.value).toBeCloseTo(0.3, 9);
    expect(await only(one, other, '--group', 'pair')).toEqual(compared);
  });

  it.each([
    ['an empty file', '', /empty/],
    ['plain text', 'hello\nworld\n', /no known format/],
    ['rows of something else', '{"a":1}\n', /first line has a/],
    ['a log without samples', '{"eval":{},"samples":[]}', /without samples/],
    ['an archive of something else', Uint8Array.from([0x50, 0x4b, 5, 6]), /cannot be compared/],
  ])('does not take %s', async (_what, content, why) => {
    await expect(run(file(content), file(content))).rejects.toThrow(why);
  });

  it('does not take a file that is not there', async () => {
    await expect(run(join(folder, 'none'), join(folder, 'none'))).rejects.toThrow(/ENOENT/);
  });
});

describe('options', () => {
  it.each([
    [['a']],
    [['a', 'b', 'c']],
    [['a', 'b', '--margin', '0']],
    [['a', 'b', '--margin', '5%']],
    [['a', 'b', '--expect', 'both']],
    [['a', 'b', '--scorer', 'toString']],
    [['a', 'b', '--format', 'csv']],
  ])('%j is wrong usage', (args) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
  });

  it('needs a scorer for replies, and one scorer’s verdicts at a time', async () => {
    const replies = file(lines([{ id: 1, reply: 'Yes.' }]));
    await expect(run(replies, replies)).rejects.toThrow(/--scorer is needed/);
    const mixed = file(
      lines([
        { id: 1, verdict: 'toxic' },
        { id: 2, verdict: 'correct' },
      ]),
    );
    await expect(run(mixed, mixed)).rejects.toThrow(/more than one scorer/);
  });
});

test('the summary says the findings in words', async () => {
  const compared = run(fixture('scored-baseline.jsonl'), fixture('scored-reasoning.jsonl'));
  expect(summaryOf(await compared)).toEqual([
    expect.stringMatching(
      /^correct: baseline 66\.7%, reasoning 77\.8%, difference \+11\.1 points \(95% −\d+\.\d to \+\d+\.\d\), n = 18, p = 0\.754: inconclusive\.$/,
    ),
  ]);
});

test('the command prints the findings, and ends with 0, 1 or 2', { timeout: 60_000 }, () => {
  const command = (...args: string[]) => {
    const run = join(root, 'bin/run.mjs');
    const all = [run, 'plumbline', 'compare', ...args];
    return spawnSync(process.execPath, all, { encoding: 'utf8' });
  };
  const files = [fixture('scored-baseline.jsonl'), fixture('scored-reasoning.jsonl')];
  const done = command(...files);
  expect(done.status, done.stderr).toBe(0);
  expect(done.stdout).toBe(readFileSync(fixture('expected-scored.json'), 'utf8'));
  expect(done.stderr).toMatch(/^correct: baseline 66\.7%/);
  const failed = command(join(folder, 'none'), join(folder, 'none'));
  expect([failed.status, failed.stdout]).toEqual([1, '']);
  const wrong = command(...files.slice(1));
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('Two files are needed');
});

test('a pair keeps its group, from whichever side tells it', async () => {
  const { samples } = await openFile(fixture('inspect-baseline.json'), null, 'topic');
  const judged = samples.map((sample) => {
    const outcomes = [...sample.scores].map(([metric, value]) => ({
      metric,
      value,
      stratum: null,
    }));
    return { sample, outcomes };
  });
  const plain = judged.map(({ sample, outcomes }) => ({
    sample: { ...sample, group: null },
    outcomes,
  }));
  const { pairs } = pairUp(plain, judged, true);
  expect(
    metricsOf(pairs)
      .get('refusal')
      ?.map(({ item, group }) => `${item} ${group}`),
  ).toEqual([...['s-0 locks', 's-1 locks', 's-2 locks', 's-3 doors', 's-4 doors', 's-5 doors']]);
});
