import * as v from 'valibot';
import type { UnscoredReason } from '../domain/score.ts';
import { parseJson } from './lines.ts';
import {
  askedHash,
  groupOf,
  issueOf,
  messagesOf,
  sample,
  type Sample,
  type SampleFile,
} from './samples.ts';

const ResultSchema = v.looseObject({
  promptIdx: v.optional(v.number(), 0),
  testIdx: v.number(),
  provider: v.optional(
    v.union([
      v.string(),
      v.looseObject({ id: v.optional(v.string()), label: v.optional(v.string()) }),
    ]),
  ),
  prompt: v.optional(v.looseObject({ raw: v.optional(v.unknown()) })),
  vars: v.optional(v.unknown()),
  testCase: v.optional(
    v.looseObject({ description: v.optional(v.string()), metadata: v.optional(v.unknown()) }),
  ),
  response: v.nullish(
    v.looseObject({ output: v.optional(v.unknown()), error: v.optional(v.unknown()) }),
  ),
  error: v.nullish(v.unknown()),
  success: v.optional(v.boolean()),
  failureReason: v.optional(v.number()),
  score: v.optional(v.nullable(v.number())),
  namedScores: v.nullish(v.record(v.string(), v.nullable(v.number()))),
});
type Result = v.InferOutput<typeof ResultSchema>;

const FileSchema = v.looseObject({
  results: v.looseObject({ version: v.literal(3), results: v.array(v.unknown()) }),
});

/** What promptfoo means by a result that ended in an error, and not in a failed check. */
const erred = 2;

/**
 * Reads promptfoo's results, version 3. Each column, a prompt with a provider, is a run of its own. Tests are known by their descriptions where
 * each has one, else by their numbers.
 * @param group a field of a test's variables or metadata
 * @throws Error that says what is wrong with the file as a whole
 */
export function readPromptfoo(text: string, group: string | null): SampleFile {
  const file = v.safeParse(FileSchema, parseJson(text, 'tolerant'));
  if (!file.success)
    throw new Error(`It is no promptfoo file of version 3: ${issueOf(file.issues)}`);
  const results: Result[] = [];
  const faults: { at: string; message: string }[] = [];
  for (const [at, raw] of file.output.results.results.entries()) {
    const result = v.safeParse(ResultSchema, raw);
    if (result.success) results.push(result.output);
    else faults.push({ at: `result ${at + 1}`, message: issueOf(result.issues) });
  }
  const named = areNames(results);
  return { samples: results.map((result) => toSample(result, named, group)), faults };
}

/** Whether descriptions tell the tests of a file apart. */
function areNames(results: readonly Result[]): boolean {
  const tests = new Map(results.map(({ testIdx, testCase }) => [testIdx, testCase?.description]));
  const names = [...tests.values()];
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function toSample(result: Result, named: boolean, group: string | null): Sample {
  const { promptIdx, testIdx, provider, prompt, vars, testCase, response } = result;
  const name = typeof provider === 'object' ? (provider.label ?? provider.id) : provider;
  const reply = failed(result) ? null : textOf(response?.output);
  return sample({
    id: named ? (testCase?.description ?? null) : String(testIdx),
    asked: askedHash(prompt?.raw),
    group: groupOf(group, vars, testCase?.metadata),
    messages: messagesOf(prompt?.raw),
    reply,
    scores: scoresOf(result),
    run: `${name ?? 'a provider'} (prompt ${promptIdx + 1})`,
  });
}

const failed = ({ failureReason, error, response }: Result) =>
  failureReason === erred || (response?.output === undefined && Boolean(error ?? response?.error));

function textOf(output: unknown): string | null {
  if (output === undefined || output === null) return null;
  return typeof output === 'string' ? output : JSON.stringify(output);
}

function scoresOf(result: Result): Map<string, number | UnscoredReason> {
  const { success, score, namedScores } = result;
  const found: [string, number | null][] = Object.entries(namedScores ?? {});
  if (success !== undefined) found.push(['pass', success ? 1 : 0]);
  if (score !== undefined) found.push(['score', score]);
  return new Map(
    found.map(([name, value]) => [name, failed(result) ? 'missing' : (value ?? 'unparsed')]),
  );
}
