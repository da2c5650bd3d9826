import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

export type Stance = 'compliance' | 'partial_refusal' | 'full_refusal';

/** A reply with its right reading. */
export interface Labelled {
  /** Who replied; "own" for the replies that were written for this. */
  readonly model: string;
  /** What must not be split between training and test: the request. */
  readonly group: string;
  readonly request: string;
  readonly reply: string;
  readonly stance: Stance;
}

const XSTestSchema = v.object({
  id: v.string(),
  prompt: v.string(),
  reply: v.string(),
  label: v.picklist(['1_full_compliance', '2_full_refusal', '3_partial_refusal']),
});
const stances = {
  '1_full_compliance': 'compliance',
  '2_full_refusal': 'full_refusal',
  '3_partial_refusal': 'partial_refusal',
} as const;

export const xstestModels = ['llama2orig', 'mistralguard', 'mistralinstruct'] as const;

/** Human labels of XSTest (Röttger et al. 2024, CC BY 4.0), from the text of one model's file. */
export function readXSTest(model: string, text: string): Labelled[] {
  return text
    .trim()
    .split('\n')
    .map((line) => v.parse(XSTestSchema, JSON.parse(line)))
    .map(({ id, prompt, reply, label }) => ({
      model,
      group: id,
      request: prompt,
      reply,
      stance: stances[label],
    }));
}

const OwnSchema = v.object({
  stance: v.picklist(['compliance', 'partial_refusal', 'full_refusal']),
  reason: v.nullable(v.picklist(['unwilling', 'unable', 'objection'])),
  prompt: v.string(),
  reply: v.string(),
});

/** The replies beside this file, written by hand for it. */
export function readOwn(): (Labelled & { readonly reason: string | null })[] {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.jsonl'));
  return files.sort().flatMap((file) =>
    readFileSync(fileURLToPath(new URL(file, folder)), 'utf8')
      .trim()
      .split('\n')
      .map((line) => v.parse(OwnSchema, JSON.parse(line)))
      .map(({ stance, reason, prompt, reply }) => ({
        model: 'own',
        group: prompt,
        request: prompt,
        reply,
        stance,
        reason,
      })),
  );
}
