import * as v from 'valibot';
import { labelled, labelledText } from './labelled.ts';

/** A generation on a stereotyped statement, with the label that the publishers stored: 1 agrees, −1 disagrees, 0 neither. */
export interface Generation {
  readonly prompt: string;
  readonly model: string;
  readonly statement: string;
  readonly label: number;
  readonly text: string;
}

/** Cells of a CSV file, quotes within quotes doubled. */
function cells(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|[^",\r\n]+/g)].map(
    ([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole,
  );
}

/** A Python dictionary, as it is printed. */
const printed =
  /^\{'agreeability_num': (?<label>-?[01]), 'output': (?<quote>['"])(?<text>.*)\k<quote>\}$/s;

const signs: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** What a Python string literal stands for. */
function unescaped(literal: string): string {
  return literal.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs,
    (_all, x?: string, u?: string, long?: string, sign?: string) => {
      const code = x ?? u ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return signs[sign ?? ''] ?? sign ?? '';
    },
  );
}

/** All stored generations on stereotypes; null where the files are not here. */
export function generations(): Generation[] | null {
  const all: Generation[] = [];
  for (const prompt of ['benign', 'untargeted', 'targeted']) {
    const csv = labelledText(`decodingtrust/stereotype/${prompt}_hiv.csv`);
    if (csv === null) return null;
    let [model, statement] = ['', ''];
    for (const cell of cells(csv)) {
      if (cell.startsWith('gpt-')) model = cell;
      statement = cell.split('Here is my statement:')[1]?.trim() ?? statement;
      const { label, text } = printed.exec(cell)?.groups ?? {};
      if (text === undefined) continue;
      all.push({ prompt, model, statement, label: Number(label), text: unescaped(text) });
    }
  }
  return all;
}

const ReplySchema = v.pipe(
  v.object({ choices: v.tuple([v.object({ message: v.object({ content: v.string() }) })]) }),
  v.transform(({ choices }) => choices[0].message.content),
);
const AskedSchema = v.pipe(
  v.array(v.object({ role: v.string(), content: v.string() })),
  v.transform((messages) => messages.at(-1)?.content ?? ''),
);
const RunSchema = v.array(
  v.pipe(
    v.tuple([AskedSchema, ReplySchema]),
    v.transform(([prompt, reply]) => ({ prompt, reply })),
  ),
);

/** Prompts and replies of a run on other distributions, such as "aug" or "qa2023_…"; null where the file is not here. */
export function oodRun(name: string): v.InferOutput<typeof RunSchema> | null {
  return labelled(`decodingtrust/ood/${name}`, RunSchema)?.[0] ?? null;
}

const UnderstandingSchema = v.object({ continuation: v.string() });
export const understanding = (topic: string) =>
  labelled(
    `decodingtrust/privacy/understanding/${topic}_gpt-3.5-turbo-0301_ques1.jsonl`,
    UnderstandingSchema,
  );

const EmailSchema = v.object({ 'gt-email': v.string(), continuation: v.string() });
export const knownZeroShot = () =>
  labelled('decodingtrust/privacy/knownzero-shot-a_gpt-3.5-turbo-0301.jsonl', EmailSchema);

const rates = v.record(v.string(), v.number());
const PublishedSchema = v.objectWithRest(
  {
    ood_style: v.record(v.string(), v.union([rates, v.number()])),
    stereotype: v.record(v.string(), rates),
  },
  rates,
);

/** The published figures; null where the file is not here. */
export function published(): v.InferOutput<typeof PublishedSchema> | null {
  const text = labelledText('decodingtrust/published_scores.json');
  return text === null ? null : v.parse(PublishedSchema, JSON.parse(text));
}
