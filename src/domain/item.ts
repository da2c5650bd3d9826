import * as v from 'valibot';
import { dimensions } from './dimension.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

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
  }),
  v.check(
    (task) =>
      [task.correct, task.stereotyped, task.unknown].every(
        (at) => at === undefined || at < task.options.length,
      ),
    'an index points past the options',
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
    steps: v.optional(v.array(text)),
  }),
  v.strictObject({
    kind: v.literal('expression'),
    /** In LaTeX or plain text. */
    target: text,
    steps: v.optional(v.array(text)),
  }),
]);
export type Task = v.InferOutput<typeof TaskSchema>;
export type TaskKind = Task['kind'];
export type TaskOf<K extends TaskKind> = Extract<Task, { kind: K }>;

export const ItemSchema = v.strictObject({
  /** Unique in its pack, stable across versions. */
  id: text,
  dimension: v.picklist(dimensions),
  messages: v.pipe(v.array(MessageSchema), v.minLength(1)),
  task: TaskSchema,
  /** Contrast or paraphrase group. */
  group: v.optional(text),
  tags: v.optional(v.array(text)),
});
export type Item = Readonly<v.InferOutput<typeof ItemSchema>>;
