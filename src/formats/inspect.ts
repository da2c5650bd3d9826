import * as v from 'valibot';
import type { UnscoredReason } from '../domain/score.ts';
import { OwnReplySchema, OwnSchema, UnscoredSchema } from './inspect-own.ts';
import { parseJson } from './lines.ts';
import {
  askedHash,
  groupOf,
  issueOf,
  itemOf,
  messagesOf,
  sample,
  type Sample,
  type SampleFile,
} from './samples.ts';
import { unzip } from './zip.ts';

const ContentSchema = v.union([
  v.string(),
  v.array(
    v.looseObject({
      type: v.string(),
      text: v.optional(v.string()),
      reasoning: v.optional(v.string()),
    }),
  ),
]);

/** A sample of an Inspect evaluation log (UK AI Security Institute), version 2; what is not read may be there. */
const InspectSampleSchema = v.looseObject({
  id: v.union([v.string(), v.pipe(v.number(), v.transform(String))]),
  epoch: v.optional(v.number(), 1),
  input: v.optional(v.unknown()),
  target: v.optional(v.unknown()),
  choices: v.optional(v.unknown()),
  metadata: v.optional(v.unknown()),
  error: v.optional(v.unknown()),
  scores: v.nullish(
    v.record(v.string(), v.looseObject({ value: v.unknown(), metadata: v.optional(v.unknown()) })),
    {},
  ),
  output: v.optional(
    v.looseObject({
      completion: v.optional(v.string()),
      choices: v.optional(
        v.array(
          v.looseObject({
            message: v.looseObject({ content: ContentSchema }),
            stop_reason: v.optional(v.string()),
          }),
        ),
      ),
    }),
  ),
});
type InspectSample = v.InferOutput<typeof InspectSampleSchema>;

const LogSchema = v.looseObject({ eval: v.unknown(), samples: v.nullish(v.array(v.unknown())) });

/**
 * Reads an Inspect log as JSON.
 * @param group a field of the sample or of its metadata; without one, the epochs of a sample are its group
 * @throws Error that says what is wrong with the file as a whole
 */
export function readInspect(text: string, group: string | null): SampleFile {
  const log = v.safeParse(LogSchema, parseJson(text, 'tolerant'));
  if (!log.success) throw new Error(`It is no Inspect log: ${issueOf(log.issues)}`);
  const { samples } = log.output;
  if (!samples || samples.length === 0) throw new Error('It is an Inspect log without samples.');
  return readSamples(
    samples.map((raw, at) => ({ at: `sample ${at + 1}`, read: () => raw })),
    group,
  );
}

const archiveLimits = { archive: 2 ** 31, members: 200_000, member: 2 ** 28 };

/** Reads an `.eval` file, which is a zip archive with a member for each sample. @throws Error as `readInspect` */
export function readInspectArchive(bytes: Uint8Array, group: string | null): SampleFile {
  const members = [...unzip(bytes, archiveLimits)].filter(([name]) =>
    /^samples\/.*\.json$/.test(name),
  );
  if (members.length === 0) throw new Error('It is an archive without samples of Inspect.');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return readSamples(
    members.map(([name, data]) => ({
      at: name,
      read: () => parseJson(decoder.decode(data), 'tolerant'),
    })),
    group,
  );
}

function readSamples(
  raws: readonly { at: string; read: () => unknown }[],
  group: string | null,
): SampleFile {
  const samples: { known: InspectSample; raw: unknown }[] = [];
  const faults: { at: string; message: string }[] = [];
  for (const { at, read } of raws) {
    try {
      const raw = read();
      samples.push({ known: v.parse(InspectSampleSchema, raw), raw });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.push({ at, message: v.isValiError(error) ? issueOf(error.issues) : message });
    }
  }
  const epochs = samples.some(({ known }) => known.epoch > 1);
  return { samples: samples.map(({ known, raw }) => toSample(known, raw, group, epochs)), faults };
}

function toSample(
  known: InspectSample,
  raw: unknown,
  group: string | null,
  epochs: boolean,
): Sample {
  const { id, epoch, input, target, choices, metadata } = known;
  const own = v.safeParse(OwnSchema, metadata);
  const item = own.success ? itemOf(own.output.plumbline.item) : null;
  return sample({
    id: epochs ? `${id}#${epoch}` : id,
    asked: askedHash(input),
    group: groupOf(group, raw, metadata) ?? (epochs && group === null ? id : null),
    messages: messagesOf(input),
    item,
    parts: partsOf(known, own.success ? own.output.plumbline.reply : null),
    reply: replyOf(known),
    target,
    choices,
    scores: scoresOf(known),
  });
}

/** Chain and answer, where the log tells them apart. */
function partsOf({ output }: InspectSample, own: unknown): Sample['parts'] {
  const kept = v.safeParse(OwnReplySchema, own);
  if (kept.success) return { chain: kept.output.chain, answer: kept.output.answer };
  const [first] = output?.choices ?? [];
  if (first === undefined || typeof first.message.content === 'string') return null;
  const { content } = first.message;
  const reasoning = content.filter((part) => part.type === 'reasoning');
  if (reasoning.length === 0) return null;
  const text = content.filter((part) => part.type === 'text').map((part) => part.text ?? '');
  const answer = text.join('\n');
  const cut = answer.trim() === '' && isCut(first.stop_reason);
  return {
    chain: reasoning.map((part) => part.reasoning ?? '').join('\n'),
    answer: cut ? null : answer,
  };
}

const isCut = (reason = '') => /^(?:max_tokens|model_length)$/.test(reason);

/** The reply as text; one whose reasoning was all that came is an open chain. */
function replyOf({ output }: InspectSample): string | null {
  const [first] = output?.choices ?? [];
  if (first === undefined) return output?.completion ?? null;
  const { content } = first.message;
  if (typeof content === 'string') return content;
  const text = content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('\n');
  const reasoned = content.some((part) => part.type === 'reasoning');
  if (!reasoned) return text;
  const cut = text.trim() === '' && isCut(first.stop_reason);
  return cut ? '<think>' : `<think></think>${text}`;
}

/** Scores by scorer; by scorer and key, "scorer/key", where a scorer gives more than one. */
function scoresOf({ scores, error }: InspectSample): Map<string, number | UnscoredReason> {
  const found = new Map<string, number | UnscoredReason>();
  for (const [name, { value, metadata }] of Object.entries(scores)) {
    const parts =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([key, part]) => [`${name}/${key}`, part as unknown] as const)
        : [[name, value] as const];
    for (const [metric, part] of parts) {
      const own = v.safeParse(UnscoredSchema, metadata);
      const scored = own.success ? own.output.unscored : valueOf(part);
      found.set(metric, error ? 'missing' : scored);
    }
  }
  return found;
}

/** Inspect's own values: correct, partly, incorrect; and N for no answer, which is no score here and never 0. */
const words = new Map<string, number | UnscoredReason>([
  ...([
    ['c', 1],
    ['p', 0.5],
    ['i', 0],
    ['n', 'unparsed'],
  ] as const),
  ...([
    ['yes', 1],
    ['true', 1],
    ['no', 0],
    ['false', 0],
  ] as const),
]);

function valueOf(value: unknown): number | UnscoredReason {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return 'unparsed';
  const number = value.trim() === '' ? NaN : Number(value);
  return words.get(value.toLowerCase()) ?? (Number.isFinite(number) ? number : 'unparsed');
}
