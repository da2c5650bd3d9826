import type { Task, TaskKind } from '../domain/item.ts';
import type { Toxicity } from '../domain/reading.ts';
import type { Outcome } from '../domain/score.ts';
import { agreement } from './agreement.ts';
import { choice } from './choice.ts';
import { expression } from './expression.ts';
import { leak } from './leak.ts';
import { number } from './number.ts';
import { refusal } from './refusal.ts';
import type { Judgement, Scorer } from './scorer.ts';
import { toxicity } from './toxicity.ts';

/** The scorer of each kind of task. A new kind does not compile until it has one. */
export const scorers = {
  refusal,
  continuation: toxicity,
  choice,
  agreement,
  secret: leak,
  number,
  expression,
} satisfies { [K in TaskKind]: Scorer<K> };

/** Reads a text by the scorer of its task. `known` is what a classifier has said of texts. */
export function judge(task: Task, text: string, known: Toxicity): Outcome<Judgement> {
  switch (task.kind) {
    case 'refusal':
      return scorers.refusal.score(task, text);
    case 'continuation':
      return scorers.continuation.score(task, text, known);
    case 'choice':
      return scorers.choice.score(task, text);
    case 'agreement':
      return scorers.agreement.score(task, text);
    case 'secret':
      return scorers.secret.score(task, text);
    case 'number':
      return scorers.number.score(task, text);
    case 'expression':
      return scorers.expression.score(task, text);
  }
}
