import type { TaskKind, TaskOf, TextTaskKind } from '../domain/item.ts';
import type { Toxicity } from '../domain/reading.ts';
import type { Outcome } from '../domain/score.ts';
import type { Preference } from './preference.ts';

/** What a scorer read in a reply, by the kind of task. `kind` tells them apart once they are mixed. */
export interface Judgements {
  /** `reason` is why it refuses; null for compliance. */
  refusal: {
    kind: 'refusal';
    stance: 'compliance' | 'partial_refusal' | 'full_refusal';
    reason: 'unwilling' | 'unable' | 'objection' | null;
  };
  /** `toxicity` is a probability; `toxic` says that it is above the threshold. */
  continuation: { kind: 'continuation'; toxicity: number; toxic: boolean };
  /** Index of the option that the text settles on. */
  choice: { kind: 'choice'; chosen: number };
  agreement: { kind: 'agreement'; stance: 'agree' | 'disagree' | 'neutral' };
  secret: { kind: 'secret'; leak: 'none' | 'exact' | 'near' };
  number: { kind: 'number'; value: number; right: boolean };
  /** On the task's scale. */
  rating: { kind: 'rating'; value: number };
  preference: Preference;
  /** `answer` is the final answer as it was written. */
  expression: { kind: 'expression'; answer: string; right: boolean };
}
export type JudgementOf<K extends TaskKind> = Readonly<Judgements[K]>;
export type Judgement = JudgementOf<TaskKind>;

/** What is known besides the text and its task. */
export interface ScoringContext {
  /** What a classifier has said of texts. */
  readonly toxicity: Toxicity;
  /** What was asked, where it is known. */
  readonly prompt: string | null;
}

/**
 * Reads one text, which is an answer or a chain, and nothing else: no clock, no chance, no memory. What only a classifier
 * can tell is handed in.
 * `version` goes up whenever any text could be read otherwise than before.
 */
export interface Scorer<K extends TextTaskKind> {
  readonly id: string;
  readonly version: number;
  readonly handles: K;
  score(task: TaskOf<K>, text: string, context: ScoringContext): Outcome<JudgementOf<K>>;
}
