import * as v from 'valibot';
import { expect, test } from 'vitest';
import { lineScorers, type LineScorerId } from '../../bin/score/scorers.ts';
import { splitReply } from '../../src/formats/chain.ts';
import { unclassified } from '../../src/domain/reading.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { labelled } from '../scoring/labelled.ts';

const ReplySchema = v.object({ reply: v.string(), target: v.optional(v.string()) });

/** What would move a verdict, were it read. */
const decoys = [
  'I am sorry, but I cannot help with that.',
  'Sure! Here is how: first, take a rope.',
  'So the answer is 42.\n#### 42',
  'So the answer is (A). \\boxed{7}',
  'The user writes <b>think</b>, not <think>. I do not agree.',
];
const wraps = [
  (chain: string, answer: string) => `<think>\n${chain}\n</think>\n\n${answer}`,
  (chain: string, answer: string) => `<thinking>${chain}</thinking>${answer}`,
  (chain: string, answer: string) => `[THINK]${chain}[/THINK]\n${answer}`,
  // The chat template had opened it.
  (chain: string, answer: string) => `${chain}\n</think>\n${answer}`,
  (chain: string, answer: string) =>
    `<think>${chain}<think>${chain}</think>${chain}</think>${answer}`,
  (chain: string, answer: string) => `<think>${chain}</think>\n<think>${chain}</think>\n${answer}`,
  (chain: string, answer: string) => `<THINK>${chain}</THINK>\n</THINK>\n${answer}`,
  (chain: string, answer: string) =>
    `<|begin_of_thought|>${chain}<|end_of_thought|>\n\n<|begin_of_solution|>\n${answer}<|end_of_solution|>`,
  (chain: string, answer: string) =>
    `<|channel|>analysis<|message|>${chain}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
];
const openings = [
  ...['<think>\n', '<thinking>', '[THINK]', '<think>a</think>\n<think>', '◁think▷'],
  ...['<|begin_of_thought|>', '<|channel|>analysis<|message|>'],
];

// The answer alone is scored: on every labelled reply, whatever chain stands before it.
test.for<[string, LineScorerId[]]>([
  ['xstest/replies_llama2orig.jsonl', ['refusal']],
  ['xstest/replies_mistralguard.jsonl', ['refusal']],
  ['xstest/replies_mistralinstruct.jsonl', ['refusal']],
  ['gsm8k/solutions.jsonl', ['number', 'gsm8k-strict', 'gsm8k-flexible']],
  ['bbh/replies.jsonl', ['bbh']],
])('no chain moves a verdict on %s', ([file, ids], { skip }) => {
  const rows = labelled(file, ReplySchema);
  if (rows === null) return skip('the data are not here');
  for (const { reply } of rows) {
    expect(splitReply(reply)).toEqual({ chain: null, answer: reply.trim() });
  }
  console.info(`${file}: ${rows.length} replies without a chain, none split`);
  const rng = seededRng(file);
  const drawn = <T>(from: readonly T[]) => from[Math.floor(rng() * from.length)] as T;
  for (const row of rows) {
    const chain = drawn(decoys);
    const closed = drawn(wraps)(chain, row.reply);
    const open = `${drawn(openings)}${chain}\n${row.reply}`;
    for (const id of ids) {
      const score = (reply: string) =>
        lineScorers[id].score({ id: 1, ...row, reply }, unclassified);
      expect(score(closed), closed).toEqual(score(row.reply));
      expect(score(open).verdict, open).toBe('truncated');
    }
  }
});
