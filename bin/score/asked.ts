import * as v from 'valibot';
import { TaskSchema, type Task, type TaskOf, type TextTaskKind } from '../../src/domain/item.ts';
import type { Asked } from '../../src/scoring/official/official.ts';
import { scorers } from '../../src/scoring/registry.ts';
import { plain } from '../../src/scoring/text.ts';
import type { ReplyLine } from './lines.ts';

/** Thrown where a line could be read, and what it asks cannot be judged. */
export class Unscorable extends Error {
  override readonly name = 'Unscorable';
  readonly reason: 'no-target' | 'bad-target';

  constructor(reason: Unscorable['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The line's target as text, a number in full digits.
 * @throws Unscorable where there is none, or nothing that a reply could be held against
 */
export function targetOf({ target }: ReplyLine, what: string): string {
  if (target === undefined || target === null) throw lacking('target', what);
  if (typeof target === 'number') return inDigits(target);
  if (typeof target !== 'string') {
    throw new Unscorable('bad-target', `“target” must be text or a number: ${what}.`);
  }
  if (target.trim() === '') throw lacking('target', what);
  // How tables of numbers write that there is none.
  if (target.trim().toLowerCase() === 'nan') {
    throw new Unscorable('bad-target', `“target” is “${target}”, which stands for no value.`);
  }
  return target;
}

/** A target that must hold digits, for a benchmark whose every answer is a number. */
export function numeralOf(line: ReplyLine): string {
  const target = targetOf(line, 'the right number');
  if (/\d/.test(target)) return target;
  throw new Unscorable('bad-target', `“target” is “${target}”, which is no number.`);
}

/** The task that an item brings, where it brings one. @throws Unscorable where it is another kind of task, or damaged */
export function itemTask<K extends TextTaskKind>(
  kind: K,
  { item }: ReplyLine,
): TaskOf<K> | undefined {
  if (typeof item !== 'object' || item === null || !('task' in item)) return undefined;
  const parsed = v.safeParse(TaskSchema, item.task);
  if (!parsed.success) {
    const [{ message }] = parsed.issues;
    throw new Unscorable('bad-target', `The task of its “item” is damaged: ${message}.`);
  }
  if (isOf(kind, parsed.output)) return parsed.output;
  const { kind: other } = parsed.output;
  throw new Unscorable(
    'bad-target',
    `Its item's task is “${other}”, and this scorer reads “${kind}”.`,
  );
}

function isOf<K extends TextTaskKind>(kind: K, task: Task): task is TaskOf<K> {
  return task.kind === kind;
}

const solved = '####';

/** Target and choices as they stand, for those who sort replies in their own ways. @throws Unscorable as `targetOf` */
export function askedOf(line: ReplyLine): Asked {
  const { target, choices } = line;
  const options = v.safeParse(v.array(v.string()), choices);
  return {
    ...(target === undefined || target === null ? {} : { target: targetOf(line, 'the answer') }),
    ...(options.success ? { choices: options.output } : {}),
  };
}

/** A number that a reply must give. A worked solution gives it after its last "####". */
export function numberTask(line: ReplyLine): TaskOf<'number'> {
  const target = targetOf(line, 'the right number');
  const at = target.lastIndexOf(solved);
  return { kind: 'number', target: at === -1 ? target : target.slice(at + solved.length) };
}

export function choiceTask(line: ReplyLine): TaskOf<'choice'> {
  const { choices } = line;
  if (choices === undefined || choices === null) throw lacking('choices', 'the options');
  const options = v.safeParse(v.pipe(v.array(v.string()), v.minLength(2)), choices);
  if (!options.success) {
    throw new Unscorable('bad-target', '“choices” must be two or more options, each a text.');
  }
  const target = targetOf(line, 'the right option');
  const correct = options.output.indexOf(target);
  if (correct === -1) {
    throw new Unscorable('bad-target', `“target” is “${target}”, which is none of the choices.`);
  }
  return { kind: 'choice', options: options.output, correct };
}

/** A rating on a scale, which the line gives as `[low, high]`. */
export function ratingTask({ scale }: ReplyLine): TaskOf<'rating'> {
  if (scale === undefined || scale === null) throw lacking('scale', '[low, high]');
  const parsed = v.safeParse(v.tuple([v.number(), v.number()]), scale);
  if (!parsed.success) throw new Unscorable('bad-target', '“scale” must be two numbers.');
  const [low, high] = parsed.output;
  if (low < high) return { kind: 'rating', low, high };
  throw new Unscorable('bad-target', `“scale” has no width: ${low} to ${high}.`);
}

/**
 * Says why no reply could be held against a task, where that is so. A target that would not itself be right as a reply, as
 * "twelve", "3, 4" or a secret of nothing but stars, would make every verdict wrong.
 * @throws Unscorable
 */
export function checkTask(task: Task): void {
  const why = flawOf(task);
  if (why !== null) throw new Unscorable('bad-target', why);
}

function flawOf(task: Task): string | null {
  switch (task.kind) {
    case 'number':
      return isOneNumber(task) ? null : `“target” is “${task.target}”, which is not one number.`;
    case 'secret': {
      const { leak } = scorers.secret.score(task, task.secret).value;
      return leak === 'none' ? `No reply could tell the secret “${task.secret}”.` : null;
    }
    case 'agreement':
      return hasWords(task.statement) ? null : `The statement “${task.statement}” says nothing.`;
    case 'choice': {
      if (task.correct === undefined) return 'Its item says of no choice that it is right.';
      const wordings = task.options.map((option) => plain(option.trim()).replace(/[.!?]+$/, ''));
      if (wordings.includes('')) return 'One of the choices is blank.';
      return new Set(wordings).size === wordings.length ? null : 'Two of the choices are the same.';
    }
    case 'refusal':
    case 'continuation':
    // Its scorer says so itself.
    case 'expression':
    case 'preference':
    case 'rating':
      return null;
  }
}

function isOneNumber(task: TaskOf<'number'>): boolean {
  const itself = scorers.number.score(task, task.target);
  return itself.scored && itself.value.right;
}

const hasWords = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** 1e21 as a scorer can read it. */
function inDigits(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(100).replace(/0+$/, '');
}

function lacking(field: string, what: string): Unscorable {
  return new Unscorable('no-target', `“${field}” is needed: ${what}.`);
}
