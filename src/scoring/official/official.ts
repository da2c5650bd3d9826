import type { Span } from '../../domain/score.ts';

/**
 * How a benchmark's publishers, or the tool that most people run it with, read a reply: rebuilt to give their verdicts,
 * their mistakes included, so that a figure can be held against theirs. Our own scorer of the same task stands beside it.
 */
export interface OfficialScorer {
  readonly id: string;
  /** The answer as the tool would print it, and where it stands; no span where the tool found none. */
  read(text: string): { readonly answer: string; readonly span: Span | null };
  /** Whether the tool would count that answer as right. */
  isRight(answer: string, target: string): boolean;
}
