import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/domain/hash.ts';
import { exportIds, writeExport } from '../../../src/formats/exports/registry.ts';
import { unzip } from '../../../src/formats/zip.ts';
import { linesIn, recordedInput, textOf } from '../../support/exported.ts';
import { hasSchemas, validator } from '../../support/schemas.ts';

const input = recordedInput(12);
const json = (bytes: Uint8Array) => JSON.parse(textOf(bytes)) as Record<string, unknown>;
const archive = { archive: 2 ** 26, members: 5000, member: 2 ** 26 };

describe.skipIf(!hasSchemas)('an export of a recorded audit is as its schema has it', () => {
  it('lm-evaluation-harness: every row of the samples', async () => {
    const valid = validator('lm-eval-SampleResult.schema.json');
    const files = await writeExport('lm-eval', input);
    const rows = files
      .filter(({ name }) => name.endsWith('.jsonl'))
      .flatMap((one) => linesIn(one.bytes));
    expect(rows.length).toBe(2 * input.audit.items.length);
    expect(rows.map(valid).filter((fault) => fault !== null)).toEqual([]);
    // That the check can fail at all.
    expect(valid({ ...(rows[0] as object), doc_hash: 1 })).toContain('doc_hash');
  });

  it('Inspect: logs as JSON, and the same in archives', async () => {
    const valid = validator('inspect-evallog.schema.json');
    const [baseline, reasoning] = await writeExport('inspect', input);
    const archives = await writeExport('inspect-eval', input);
    for (const [at, log] of [baseline, reasoning].entries()) {
      const whole = json(log?.bytes ?? new Uint8Array());
      expect(valid(whole)).toBeNull();
      const members = unzip(archives[at]?.bytes ?? new Uint8Array(), archive);
      const header = json(members.get('header.json') ?? new Uint8Array());
      const samples = [...members]
        .filter(([name]) => name.startsWith('samples/'))
        .map(([, bytes]) => json(bytes));
      expect({ ...header, samples }).toEqual(whole);
      expect([...members.keys()]).toEqual(
        expect.arrayContaining(['_journal/start.json', 'summaries.json']),
      );
    }
  });

  it('LLM Comparator, with every field that its list names in every example', async () => {
    const [file] = await writeExport('llm-comparator', input);
    const whole = json(file?.bytes ?? new Uint8Array());
    expect(validator('llm-comparator.schema.json')(whole)).toBeNull();
    const { metadata, examples } = whole as {
      metadata: { custom_fields_schema: { name: string; type: string }[] };
      examples: { custom_fields: Record<string, unknown> }[];
    };
    for (const { custom_fields: fields } of examples) {
      for (const { name, type } of metadata.custom_fields_schema) {
        expect(fields).toHaveProperty([name]);
        if (type.startsWith('per_model')) expect(fields[name]).toHaveLength(2);
      }
    }
  });

  it('Every Eval Ever: aggregates and instances, which belong together', async () => {
    const files = await writeExport('every-eval-ever', input);
    const [aggregate, instance] = ['eee-eval.schema.json', 'eee-instance.schema.json'].map(
      validator,
    );
    for (const side of ['instruct', 'distill']) {
      const own = files.filter(({ name }) => name.includes(side));
      const [whole, lines] = own;
      const text = json(whole?.bytes ?? new Uint8Array());
      const rows = linesIn(lines?.bytes ?? new Uint8Array());
      expect(aggregate?.(text)).toBeNull();
      expect(rows.map((row) => instance?.(row)).filter((fault) => fault !== null)).toEqual([]);
      expect(text.detailed_evaluation_results).toMatchObject({
        file_path: lines?.name,
        checksum: sha256(lines?.bytes ?? ''),
        total_rows: rows.length,
      });
    }
  });

  it('OpenAI: every request’s body', async () => {
    const valid = validator('openai-CreateChatCompletionRequest.schema.json');
    const files = await writeExport('openai-batch', input);
    const rows = files
      .filter(({ name }) => name.endsWith('.jsonl'))
      .flatMap((one) => linesIn(one.bytes));
    expect(rows.length).toBeGreaterThan(100);
    const bodies = rows.map((row) => (row as { body: unknown }).body);
    expect(bodies.map(valid).filter((fault) => fault !== null)).toEqual([]);
    expect(new Set(rows.map((row) => (row as { custom_id: string }).custom_id)).size).toBe(
      rows.length / 2,
    );
  });
});

describe('every export', () => {
  it.each(exportIds)('%s carries the record, and is the same bytes twice', async (id) => {
    const [once, twice] = [await writeExport(id, input), await writeExport(id, input)];
    expect(once.map(({ name, bytes }) => [name, sha256(bytes)])).toEqual(
      twice.map(({ name, bytes }) => [name, sha256(bytes)]),
    );
    const digest = input.audit.record.models.reasoning.digest;
    const plain = once.flatMap(({ name, bytes }) =>
      /\.(?:zip|eval)$/.test(name)
        ? [...unzip(bytes, archive).values()].map(textOf)
        : textOf(bytes),
    );
    expect(plain.some((text) => text.includes(digest))).toBe(true);
  });

  it('names files, model files, scorers and statistics in its record', () => {
    const { record } = input.audit;
    expect(record.models.baseline.files?.length).toBeGreaterThan(2);
    expect(record.versions.scorers).toMatchObject({ number: 3, choice: 2 });
    expect(record.versions.statistics).toBeGreaterThan(0);
    expect(record.environment).toHaveProperty('browser');
  });
});
