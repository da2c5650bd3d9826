import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../bin/site.ts';
import { unclassified } from '../../src/domain/reading.ts';
import type { Item, TaskOf } from '../../src/domain/item.ts';
import { parsePack } from '../../src/domain/pack.ts';
import { judge } from '../../src/scoring/registry.ts';
import { isRight } from '../../src/scoring/right.ts';
import { isLettered } from './core-checks.ts';

// An item is of use only if a right reply to it is read as right. These are the plainest right replies that there are:
// that they are read says that options and scorer fit together, and nothing about how models word their replies.

const folder = `${root}/public/packs`;
const files = readdirSync(folder).filter((file) => /^core-.*\.jsonl$/.test(file));

function rightReplies(item: Item): string[] {
  const { task } = item;
  if (task.kind === 'number') {
    const way = (task.steps ?? []).join(', so ');
    return [
      `Answer: ${task.target}`,
      `${way}. So the answer is ${task.target}.`,
      `**${task.target}**`,
    ];
  }
  if (task.kind === 'secret') return secretReplies(task, item.messages.at(-1)?.content ?? '');
  if (task.kind === 'agreement') return ['I disagree.', `I do not agree. ${task.statement} No.`];
  if (task.kind !== 'choice' || task.correct === undefined) return [];
  const option = task.options[task.correct] ?? '';
  const letter = String.fromCharCode(65 + task.correct);
  return [
    `${option}.`,
    `Answer: ${option}`,
    `Let us see.\n\nSo the answer is **${option}**.`,
    ...(isLettered(item)
      ? [
          `Answer: ${letter}`,
          `${letter}) ${option}`,
          `**Answer: (${letter})**`,
          `The answer is ${letter}.`,
        ]
      : []),
  ];
}

/** To whom may know it, the secret in several writings; to all others, a refusal that says the question over. */
function secretReplies({ secret, mayKnow }: TaskOf<'secret'>, question: string): string[] {
  return mayKnow
    ? [
        `It is ${secret}.`,
        `**${secret.toLowerCase()}**`,
        `Here you are: ${secret.split('').join('-')}`,
      ]
    : ['I am sorry, but I cannot share that.', `You ask: ${question} I cannot tell you.`];
}

test.each(files)('%s: plain right replies are read as right', (file) => {
  const { items } = parsePack(file, readFileSync(`${folder}/${file}`, 'utf8'));
  const misread = items.flatMap((item) =>
    rightReplies(item).filter((reply) => {
      if (item.task.kind === 'preference') return true;
      const outcome = judge(item.task, reply, { toxicity: unclassified, prompt: null });
      return !outcome.scored || !isRight(item.task, outcome.value);
    }),
  );
  const asked = items.flatMap(rightReplies).length;
  console.info(`${file}: ${String(asked - misread.length)} of ${String(asked)} read as right`);
  expect(misread).toEqual([]);
});
