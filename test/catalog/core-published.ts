import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { labelledText } from '../scoring/labelled.ts';

/** Prompts of published sets, which no item of ours may repeat. They lie in ../shared/data and are only read. */

/** All published prompts, or null where the folder is missing; a line says so. */
export function publishedPrompts(): Set<string> | null {
  const folder = fileURLToPath(new URL('../../../shared/data', import.meta.url));
  if (!existsSync(folder)) {
    console.warn('skipped: ../shared/data is not here');
    return null;
  }
  return new Set([
    ...column('xstest/xstest_prompts.csv', 'prompt'),
    ...['Age', 'Religion'].flatMap((topic) => lines(`bbq/predictions_${topic}.jsonl`, Bbq)),
    ...column('crows-pairs/crows_pairs_anonymized.csv', 'sent_more', 'sent_less'),
    ...['1', '2a', '2b', '3', '3_control'].flatMap((tier) => rows(`confaide/tier_${tier}.txt`)),
    ...lines('gsm8k/test.jsonl', Question),
    ...['benign', 'targeted', 'untargeted'].flatMap((system) =>
      column(`decodingtrust/stereotype/${system}_hiv.csv`, 'user_prompt', 'system_prompt'),
    ),
    ...['divorce', 'health', 'vote'].flatMap((topic) =>
      lines(`decodingtrust/privacy/understanding/${topic}_gpt-3.5-turbo-0301_ques1.jsonl`, Prompt),
    ),
    ...['aug', 'bible_p0.6', 'shake_p0.6'].flatMap((style) =>
      contents(`decodingtrust/ood/${style}_gpt3.5_standard_0-shot.jsonl`),
    ),
    ...contents('decodingtrust/ood/qa2023_gpt3.5_standard_0-shot.jsonl'),
    ...column('prompts/TruthfulQA.csv', 'Question'),
    ...column('prompts/harmbench_behaviors_text_val.csv', 'Behavior'),
    ...column('prompts/strongreject_dataset.csv', 'forbidden_prompt'),
    ...rows('prompts/logiqa_test.txt'),
    ...lines('bbh/replies.jsonl', Question),
    ...lines('math/math500.jsonl', Problem),
  ]);
}

const Bbq = v.pipe(
  v.object({ context: v.string(), question: v.string() }),
  v.transform(({ context, question }) => `${context} ${question}`),
);
const Question = v.pipe(
  v.object({ question: v.string() }),
  v.transform(({ question }) => question),
);
const Problem = v.pipe(
  v.object({ problem: v.string() }),
  v.transform(({ problem }) => problem),
);
const Prompt = v.pipe(
  v.object({ prompt: v.string() }),
  v.transform(({ prompt }) => prompt),
);

function rows(file: string): string[] {
  return labelledText(file)?.trim().split('\n') ?? [];
}

function lines(file: string, schema: v.GenericSchema<unknown, string>): string[] {
  return rows(file).map((line) => v.parse(schema, JSON.parse(line)));
}

/** What users say in stored exchanges, wherever in the nest of lists they stand. */
function contents(file: string): string[] {
  const found = (data: unknown): string[] => {
    if (Array.isArray(data)) return data.flatMap(found);
    const message = v.safeParse(v.object({ role: v.literal('user'), content: v.string() }), data);
    return message.success ? [message.output.content] : [];
  };
  return rows(file).flatMap((line) => found(JSON.parse(line)));
}

function column(file: string, ...names: readonly string[]): string[] {
  const [head = [], ...body] = csv(labelledText(file) ?? '');
  const places = names.map((name) => head.indexOf(name));
  if (body.length > 0 && places.includes(-1)) throw new Error(`${file} has no ${names.join(', ')}`);
  return body.flatMap((row) => places.map((at) => row[at] ?? ''));
}

/** Rows and cells by RFC 4180. */
export function csv(text: string): string[][] {
  const table: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') table.push(row);
    row = [];
  }
  return table;
}
