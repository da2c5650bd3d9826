import type { Span } from '../domain/score.ts';

/** Interim: replaced by the rules of the steps' own branch. */
export function completeness(
  steps: readonly string[],
  working: string,
): { share: number; found: readonly boolean[]; evidence: Span[] } {
  const found = steps.map((step) => working.includes(step.split('=').at(-1) ?? step));
  return { share: found.filter(Boolean).length / steps.length, found, evidence: [] };
}
