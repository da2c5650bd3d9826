import { finalAnswer } from './final-answer.ts';
import { sameAnswer } from './latex/same-answer.ts';
import type { Scorer } from './scorer.ts';

/**
 * Whether the final answer of a text is the target, as mathematics: 1/2 is 0.5 and \frac12, x(x + 1) is x² + x, and
 * x ≤ 5 is 5 ≥ x.
 *
 * Where no final answer is found the text is unparsed. One that is found and cannot be read as mathematics is right only where it
 * is written as the target is.
 */
export const expression = {
  id: 'expression',
  version: 1,
  handles: 'expression',
  score(task, text) {
    const target = finalAnswer(task.target);
    if (target === null) return { scored: false, reason: 'bad-target' };
    const found = finalAnswer(text);
    if (found === null) return { scored: false, reason: 'unparsed' };
    const right = sameAnswer(target.text, found.text);
    return {
      scored: true,
      value: { kind: 'expression', answer: found.text, right },
      evidence: found.spans,
      reading: `${found.text}, ${right ? 'the same as' : 'not'} ${target.text}`,
    };
  },
} satisfies Scorer<'expression'>;
