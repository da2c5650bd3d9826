import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { cohenKappa } from '../../src/statistics/kappa.ts';

/**
 * The text of a labelled file. Those are no part of this repository: they lie in ../shared/data, or the tests that read
 * them are skipped and a line says so.
 */
export function labelledText(file: string): string | null {
  const path = fileURLToPath(new URL(`../../../shared/data/${file}`, import.meta.url));
  if (existsSync(path)) return readFileSync(path, 'utf8');
  console.warn(`skipped: ../shared/data/${file} is not here`);
  return null;
}

/** Rows of a labelled file of JSON lines. */
export function labelled<S extends v.GenericSchema>(
  file: string,
  schema: S,
): v.InferOutput<S>[] | null {
  const lines = labelledText(file)?.trim().split('\n');
  return lines?.map((line) => v.parse(schema, JSON.parse(line))) ?? null;
}

const SolutionSchema = v.object({
  target: v.string(),
  reply: v.string(),
  is_correct: v.boolean(),
  strict_match: v.tuple([v.string(), v.number()]),
  flexible_extract: v.tuple([v.string(), v.number()]),
});

/** Solutions of GSM8K with the publisher's verdict, and the answers and verdicts of lm-eval's two filters. */
export const gsm8kSolutions = () => labelled('gsm8k/solutions.jsonl', SolutionSchema);

/** Cohen's κ of pairs of labels. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  return cohenKappa(pairs).kappa;
}
