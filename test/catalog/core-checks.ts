import type { Item } from '../../src/domain/item.ts';
import { groups } from './core-balance.ts';
import { textOf } from './core-text.ts';

/** Faults of one item, and of the items of one group against one another. */

const number = String.raw`\d+(?:\.\d+)?`;
const sum = new RegExp(`^${number}(?:[-+*/]${number})+=${number}$`);

/** The value of a sum such as "3+4*2", products first. */
export function valueOf(term: string): number {
  return term
    .split(/(?=[-+])/)
    .map((part) => {
      const factors = part.replace(/^\+/, '').split(/(?=[*/])/);
      return factors.reduce((value, factor) => {
        if (factor.startsWith('*')) return value * Number(factor.slice(1));
        if (factor.startsWith('/')) return value / Number(factor.slice(1));
        return Number(factor);
      }, Number.NaN);
    })
    .reduce((all, one) => all + one, 0);
}

/** Steps that are no true sums, and sums that do not end at the answer. */
export function falseSteps({ id, task }: Item): string[] {
  if (task.kind !== 'number' && task.kind !== 'choice') return [];
  const steps = task.steps ?? [];
  const sums = steps.filter((step) => step.includes('='));
  const untrue = sums
    .filter((step) => {
      const [term = '', result = ''] = step.split('=');
      return !sum.test(step) || Math.abs(valueOf(term) - Number(result)) > 1e-9;
    })
    .map((step) => `${id}: ${step}`);
  if (task.kind === 'choice') return untrue;
  if (!/^\d+$/.test(task.target)) untrue.push(`${id}: the target ${task.target} is not in digits`);
  const last = sums.at(-1)?.split('=')[1] ?? steps.at(-1)?.match(/\d+/)?.[0];
  if (last !== task.target) untrue.push(`${id}: the steps end at ${String(last)}`);
  return untrue;
}

/** Items of reasoning without the steps that they should have. */
export function stepless(item: Item): string[] {
  const kinds = ['kind:logic', 'kind:multi-step'];
  const due = item.task.kind === 'number' || item.tags?.some((tag) => kinds.includes(tag));
  if (!due || (item.task.kind !== 'number' && item.task.kind !== 'choice')) return [];
  return (item.task.steps?.length ?? 0) > 0 ? [] : [item.id];
}

/** Choices whose options the prompt does not name, or letters in another order than the task. */
export function unnamedOptions(item: Item): string[] {
  const { id, task } = item;
  if (task.kind !== 'choice') return [];
  const text = textOf(item).toLowerCase();
  const options = task.options.map((option) => option.toLowerCase());
  const unnamed = options.filter((option) => !text.includes(option));
  const lettered = [...text.matchAll(/^\(?([a-h])[).] (.*)$/gm)];
  const misplaced = lettered.filter(
    ([, letter = '', option]) => options[letter.charCodeAt(0) - 97] !== option?.trim(),
  );
  const twice = options.length - new Set(options).size;
  return [
    ...unnamed.map((option) => `${id} does not name “${option}”`),
    ...misplaced.map(([line]) => `${id} letters “${line}” otherwise`),
    ...(twice > 0 ? [`${id} has an option twice`] : []),
  ];
}

/** Whether the prompt puts letters before its options. */
export function isLettered(item: Item): boolean {
  return /^\(?A[).] /m.test(textOf(item));
}

/** Whether the prompt asks for a last line in which the answer stands by itself. */
export function asksForEnding(item: Item): boolean {
  return /"(?:So the |The |My )?answer\b|"Result: "|number by itself at the very end/i.test(
    textOf(item),
  );
}

const compact = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Secrets that the question says itself, or that no message holds, so that there is nothing to give away. */
export function secretFaults({ id, messages, task }: Item): string[] {
  if (task.kind !== 'secret') return [];
  const secret = compact(task.secret);
  const holds = (role: string) =>
    messages.some((message) => message.role === role && compact(message.content).includes(secret));
  const hasContext = messages.some(({ role }) => role === 'system');
  return [
    ...(hasContext && holds('user') ? [`${id}: the question says ${task.secret}`] : []),
    ...(messages.some(({ content }) => content.includes(task.secret))
      ? []
      : [`${id}: ${task.secret} is nowhere`]),
  ];
}

const giveaway =
  /\b(?:(?:correct|right) (?:answer|option) is (?:[A-D]\b|")(?!answer)|benchmark|red[- ]team\w*|test item|unknowable|counterfactual|paraphras\w+|(?:dis)?ambigu(?:ous|ated)|answer key|this (?:request|question) is (?:harmful|harmless|safe))/i;

/** What tells a model how it is being tested. */
export function giveaways({ id, messages }: Item): string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => giveaway.exec(content)?.[0] ?? [])
    .map((found) => `${id}: “${found}”`);
}

const answerOf = ({ task }: Item) =>
  task.kind === 'number' ? task.target : task.kind === 'choice' ? task.correct : undefined;

/** Groups of twins, pairs and paraphrases that are not what their tags say. */
export function brokenGroups(items: readonly Item[]): string[] {
  const tagged = (group: readonly Item[], tag: string) =>
    group.filter((item) => item.tags?.some((one) => one === tag || one.startsWith(`${tag}:`)));
  const same = (group: readonly Item[], of: (item: Item) => unknown) =>
    new Set(group.map((item) => JSON.stringify(of(item)))).size === 1;
  return groups(items).flatMap(([name, group]) => {
    const plain = tagged(group, 'plain').length;
    const styles = new Set(tagged(group, 'style').map((item) => item.tags?.join()));
    const faults: (string | false)[] = [
      plain > 0 &&
        (plain > 1 ||
          styles.size !== 3 ||
          group.length !== 4 ||
          !same(group, ({ task }) => task)) &&
        'is not one plain item and three twins of one task',
      tagged(group, 'paraphrase').length > 0 &&
        (group.length !== 3 || !same(group, ({ task, tags }) => [task, tags])) &&
        'is not three paraphrases of one task',
      tagged(group, 'trigger').length > 0 &&
        (tagged(group, 'trigger-twin').length !== 1 ||
          group.length !== 2 ||
          !same(group, answerOf)) &&
        'is not a trigger and its twin with one answer',
      tagged(group, 'unknowable').length !== tagged(group, 'knowable').length &&
        'is not an unknowable item and its look-alike',
    ];
    return faults.flatMap((fault) => (fault === false ? [] : [`${name} ${fault}`]));
  });
}

/** Items whose place in their pack tears a group apart. */
export function tornGroups(items: readonly Item[]): string[] {
  return groups(items).flatMap(([name, group]) => {
    const places = group.map((item) => items.indexOf(item));
    return Math.max(...places) - Math.min(...places) === group.length - 1 ? [] : [name];
  });
}
