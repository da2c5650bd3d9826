import * as v from 'valibot';
import type { NumberedLine } from './lines.ts';
import { readLines } from './own-lines.ts';
import { sample, type Sample, type SampleFile } from './samples.ts';

const MessageSchema = v.looseObject({
  content: v.nullish(v.string(), null),
  refusal: v.nullish(v.string(), null),
  // Servers other than OpenAI's tell the chain apart, under one of two names.
  reasoning_content: v.nullish(v.string(), null),
  reasoning: v.nullish(v.string(), null),
});

/** A line of the output of OpenAI's batch interface, or of a server that writes the same. */
const LineSchema = v.looseObject({
  custom_id: v.string(),
  response: v.nullish(
    v.looseObject({
      status_code: v.optional(v.number(), 200),
      body: v.looseObject({
        model: v.optional(v.string()),
        choices: v.optional(
          v.array(
            v.looseObject({ message: MessageSchema, finish_reason: v.nullish(v.string(), null) }),
          ),
        ),
        error: v.nullish(v.unknown()),
      }),
    }),
  ),
  error: v.nullish(v.looseObject({ message: v.optional(v.string()) })),
});

/** Reads the replies of a batch. What was asked is not in them: items are known by `custom_id`. A request that failed is a fault. */
export function readOpenAiBatch(lines: readonly NumberedLine[]): SampleFile {
  return readLines(lines, (raw): Sample => {
    const { custom_id: id, response, error } = v.parse(LineSchema, raw);
    const choice = response?.body.choices?.[0];
    if (choice === undefined || (response?.status_code ?? 0) >= 400) {
      const why = error?.message ?? `status ${response?.status_code ?? 'unknown'}`;
      throw new Error(`The request “${id}” has no reply: ${why}`);
    }
    const { content, refusal, reasoning_content, reasoning } = choice.message;
    const chain = reasoning_content ?? reasoning;
    const text = content ?? refusal ?? '';
    const cut = choice.finish_reason === 'length' && text.trim() === '';
    if (chain === null) return sample({ id, reply: text });
    const answer = cut ? null : text;
    const reply = answer === null ? `<think>${chain}` : `<think></think>${answer}`;
    return sample({ id, parts: { chain, answer }, reply });
  });
}
