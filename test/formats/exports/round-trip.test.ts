import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sides, type Side } from '../../../src/domain/pair.ts';
import type { Reply } from '../../../src/domain/reply.ts';
import { writeCsv } from '../../../src/formats/exports/csv.ts';
import { metricName, type ExportedAudit } from '../../../src/formats/exports/exported.ts';
import { writeExport, type ExportId } from '../../../src/formats/exports/registry.ts';
import { replyText } from '../../../src/formats/exports/said.ts';
import { readReplyFile } from '../../../src/formats/reply-file.ts';
import { recordedInput, textOf } from '../../support/exported.ts';

const hostile = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '=HYPERLINK("x")',
  '@SUM(A1)\r\n"quoted", and so on',
  'a\u202eb\u2066c\u200bd\ufeff',
  'half \ud800 of a pair \udc00',
  '\u0000\u001b[31m',
  "'",
  '',
  '  \n',
];
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 4 }).map((all) => all.join(' ')),
);
const said = fc.record({ chain: fc.option(text), answer: fc.option(text) });
const replies = fc.array(said, { minLength: 3, maxLength: 9 });

/** An audit whose replies say these things. */
function saying(all: readonly Pick<Reply, 'chain' | 'answer'>[]) {
  return recordedInput(1, (reply, at) => ({ ...reply, ...all[at % all.length] }));
}

const runs = { numRuns: 6 } as const;

/** What an audit holds of one side, as a reader should give it back. */
function held({ items }: ExportedAudit, side: Side) {
  return items.map(({ item, samples, metrics }) => ({
    item,
    reply: samples[0]?.[side]?.reply ?? null,
    scores: metrics.map((metric) => [metricName(metric), metric[side]] as const),
  }));
}

async function readBack(id: ExportId, input: ReturnType<typeof saying>, side: Side) {
  const files = (await writeExport(id, input)).filter(
    ({ name }) => name.startsWith(side) && !name.includes('results_'),
  );
  const read = await Promise.all(files.map(({ bytes }) => readReplyFile(bytes)));
  expect(read.flatMap(({ faults }) => faults)).toEqual([]);
  return read.flatMap(({ samples }) => samples);
}

describe('an audit that is exported and read again', () => {
  it.each(['inspect', 'inspect-eval'] as const)(
    '%s: items, chains, answers and scores are all there, and why there is none',
    async (id) => {
      await fc.assert(
        fc.asyncProperty(replies, async (all) => {
          const input = saying(all);
          for (const side of sides) {
            const back = await readBack(id, input, side);
            const expected = held(input.audit, side);
            expect(back.map(({ item }) => item)).toEqual(expected.map(({ item }) => item));
            expect(back.map(({ parts }) => parts)).toEqual(
              expected.map(({ reply }) => ({ chain: reply?.chain, answer: reply?.answer })),
            );
            // What only counts in a sum is no score of one sample.
            const scores = expected.map((one) =>
              one.scores.filter(([, value]) => value !== 'counted'),
            );
            expect(
              back.map((one, at) =>
                scores[at]?.map(([name]) => [name, one.scores.get(name)] as const),
              ),
            ).toEqual(scores);
          }
        }),
        runs,
      );
    },
    120_000,
  );

  it('lm-eval: items, texts and scores', async () => {
    await fc.assert(
      fc.asyncProperty(replies, async (all) => {
        const input = saying(all);
        for (const side of sides) {
          const back = await readBack('lm-eval', input, side);
          const expected = held(input.audit, side);
          expect(back.map(({ item }) => item)).toEqual(expected.map(({ item }) => item));
          for (const [at, { item, reply, scores }] of expected.entries()) {
            // Of what is only read the harness keeps sums and no text.
            if (item.task.kind !== 'preference') {
              expect(back[at]?.reply).toBe(reply && replyText(reply));
            }
            const numbers = scores.filter(([, value]) => typeof value === 'number');
            expect([...(back[at]?.scores ?? [])]).toEqual(
              numbers.map(([name, value]) => [`${name},none`, value]),
            );
          }
        }
      }),
      runs,
    );
  }, 120_000);

  const answers = hostile.map((answer) => ({ chain: answer, answer }));

  it('LLM Comparator holds every chain and answer to the letter', async () => {
    const found = await textsIn('llm-comparator', saying(answers));
    expect(hostile.filter((one) => !found.has(one))).toEqual([]);
  });

  it('Every Eval Ever holds every answer that is right or wrong under any metric', async () => {
    const input = saying(answers);
    const found = await textsIn('every-eval-ever', input);
    // An instance must say whether it is correct, so one that nothing could be said of has no place there.
    const told = input.audit.items.flatMap(({ metrics, samples }) =>
      sides.flatMap((side) =>
        metrics.some((one) => one.scale === 'share' && typeof one[side] === 'number')
          ? (samples[0]?.[side]?.reply.answer ?? [])
          : [],
      ),
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((one) => !found.has(one))).toEqual([]);
  });
});

/** All texts anywhere in the files of an export. */
async function textsIn(id: ExportId, input: ReturnType<typeof saying>): Promise<Set<unknown>> {
  const found = new Set<unknown>();
  const collect = (_key: string, value: unknown) => {
    if (typeof value === 'string') found.add(value);
    return value;
  };
  for (const { name, bytes } of await writeExport(id, input)) {
    const whole = name.endsWith('.jsonl') ? textOf(bytes).trim().split('\n') : [textOf(bytes)];
    for (const one of whole) JSON.parse(one, collect);
  }
  return found;
}

describe('a table', () => {
  const cells = fc.array(fc.array(fc.oneof(text, fc.integer()), { minLength: 2, maxLength: 2 }), {
    minLength: 1,
  });

  it('gives every text back, and no cell of it can be taken for a formula', () => {
    fc.assert(
      fc.property(cells, (rows) => {
        const back = parse(writeCsv(rows));
        expect(back.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((row) => row.map(String)),
        );
        for (const [at, row] of rows.entries()) {
          for (const [column, value] of row.entries()) {
            if (typeof value === 'string') expect(back[at]?.[column]).not.toMatch(/^[=+\-@\t\r\n]/);
          }
        }
      }),
    );
  });
});

/** Reads a table as RFC 4180 has it. */
function parse(table: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of table
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
