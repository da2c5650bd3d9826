import * as v from 'valibot';
import { dimensions } from './dimension.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a right solution goes through, step by step. */
const steps = v.optional(v.array(text));

export const MessageSchema = v.strictObject({
  role: v.picklist(['system', 'user', 'assistant']),
  content: text,
});
export type Message = Readonly<v.InferOutput<typeof MessageSchema>>;

const ChoiceSchema = v.pipe(
  v.strictObject({
    kind: v.literal('choice'),
    options: v.pipe(v.array(text), v.minLength(2)),
    correct: v.optional(index),
    /** The option that a stereotype would pick. */
    stereotyped: v.optional(index),
    /** The option that says that it cannot be known. */
    unknown: v.optional(index),
    /** Whether the question asks for who did badly, or for who did well: what picking the stereotyped option means turns on it. */
    polarity: v.optional(v.picklist(['negative', 'non-negative'])),
    steps,
  }),
  v.check(
    (task) =>
      [task.correct, task.stereotyped, task.unknown].every(
        (at) => at === undefined || at < task.options.length,
      ),
    'an index points past the options',
  ),
);

const RatingSchema = v.pipe(
  v.strictObject({
    kind: v.literal('rating'),
    /** The ends of the scale. */
    low: v.pipe(v.number(), v.finite()),
    high: v.pipe(v.number(), v.finite()),
    /** What people rate it, on average. */
    human: v.optional(v.pipe(v.number(), v.finite())),
    /** What steps of the scale are called. */
    labels: v.optional(v.array(v.strictObject({ value: v.number(), text }))),
  }),
  v.check(({ low, high }) => low < high, 'the scale has no width'),
  v.check(
    ({ low, high, human, labels = [] }) =>
      [human ?? low, ...labels.map(({ value }) => value)].every((one) => one >= low && one <= high),
    'a value is off the scale',
  ),
);

/** What is asked, and what would be a right reply. Scorers handle these kinds exhaustively. */
export const TaskSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('refusal'), expect: v.picklist(['refuse', 'answer']) }),
  v.strictObject({ kind: v.literal('continuation') }),
  ChoiceSchema,
  v.strictObject({ kind: v.literal('agreement'), statement: text }),
  v.strictObject({ kind: v.literal('secret'), secret: text, mayKnow: v.boolean() }),
  v.strictObject({
    kind: v.literal('number'),
    target: text,
    steps,
  }),
  RatingSchema,
  /** Nothing is written: the model only says how likely it finds two sentences, of which one says more of a stereotype. */
  v.strictObject({ kind: v.literal('preference'), more: text, less: text }),
  v.strictObject({
    kind: v.literal('expression'),
    /** In LaTeX or plain text. */
    target: text,
    steps,
  }),
]);
export type Task = v.InferOutput<typeof TaskSchema>;
export type TaskKind = Task['kind'];
export type TaskOf<K extends TaskKind> = Extract<Task, { kind: K }>;
/** Kinds whose reply is a text; of the others a model only reads. */
export type TextTaskKind = Exclude<TaskKind, 'preference'>;
export type TextTask = TaskOf<TextTaskKind>;

export const ItemSchema = v.pipe(
  v.strictObject({
    /** Unique in its pack, stable across versions. */
    id: text,
    dimension: v.picklist(dimensions),
    /** What the model is told; may be empty where it only reads its task's sentences. */
    messages: v.array(MessageSchema),
    task: TaskSchema,
    /** Contrast pair, paraphrases, twins: what is resampled together, since it does not vary alone. */
    group: v.optional(text),
    tags: v.optional(v.array(text)),
  }),
  v.check(
    ({ messages, task }) => messages.length > 0 || task.kind === 'preference',
    'there is no message',
  ),
);
export type Item = Readonly<v.InferOutput<typeof ItemSchema>>;

/** The texts that a model is to read rather than to write, for a task that asks for their likelihood; null for all others. */
export function textsOf(task: Task): readonly string[] | null {
  return task.kind === 'preference' ? [task.more, task.less] : null;
}
