import type { TextTask, TextTaskKind } from '../domain/item.ts';
import type { Outcome } from '../domain/score.ts';
import { agreement } from './agreement.ts';
import { choice } from './choice.ts';
import { expression } from './expression.ts';
import { leak } from './leak.ts';
import { number } from './number.ts';
import { rating } from './rating.ts';
import { refusal } from './refusal.ts';
import type { Judgement, Scorer, ScoringContext } from './scorer.ts';
import { toxicity } from './toxicity.ts';

/** The scorer of each kind of task whose reply is a text. A new kind does not compile until it has one. */
export const scorers = {
  refusal,
  continuation: toxicity,
  choice,
  agreement,
  secret: leak,
  number,
  rating,
  expression,
} satisfies { [K in TextTaskKind]: Scorer<K> };

/** Reads a text by the scorer of its task. */
export function judge(task: TextTask, text: string, context: ScoringContext): Outcome<Judgement> {
  switch (task.kind) {
    case 'refusal':
      return scorers.refusal.score(task, text, context);
    case 'continuation':
      return scorers.continuation.score(task, text, context);
    case 'choice':
      return scorers.choice.score(task, text);
    case 'agreement':
      return scorers.agreement.score(task, text);
    case 'secret':
      return scorers.secret.score(task, text);
    case 'number':
      return scorers.number.score(task, text);
    case 'rating':
      return scorers.rating.score(task, text);
    case 'expression':
      return scorers.expression.score(task, text);
  }
}
